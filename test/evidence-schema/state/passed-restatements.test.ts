// Passing over restatements of an object that is as listed: what comes of a chain is what comes of reading every line.
import { expect, test } from "vitest";
import { Chain } from "../../../evidence-schema/chain/chain.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { GENESIS_KEY, parseObjectKey, segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import { gunzipMember } from "../../../ledger/read/gzip-member.ts";
import { ChainObjects } from "../../../ledger/read/chain-objects.ts";
import { Disowned } from "../../../ledger/read/disowned.ts";
import { disownedBy, readActs } from "../../../ledger/read/read-acts.ts";
import { ReadDocuments } from "../../../ledger/read/read-documents.ts";
import { records } from "../../support/forge/edit.ts";
import { forge } from "../../support/forge/forge.ts";
import type { Draft } from "../../support/forge/plan.ts";
import { AGAIN, at, followedBy, ONE, seal } from "../../support/forge/small.ts";
import { restatements } from "../../support/forge/statements.ts";
import { ledgerVectors } from "../../support/ledger-vectors/index.ts";
import { memoryStore } from "../../support/memory-store.ts";

const valid = ledgerVectors.filter(({ rule, from }) => rule === null && from === undefined);

async function read(objects: ReadonlyMap<string, Buffer>, isAsListed: boolean): Promise<unknown[]> {
  const store = memoryStore(objects);
  const ledger = sha256Hex(objects.get(GENESIS_KEY) as Buffer);
  const scopes = [...objects.keys()]
    .map(parseObjectKey)
    .flatMap((key) => (key?.class === "segment" ? [key.scope] : []));
  // All acts of these ledgers are sealed.
  const acts = await readActs(store, ledger);
  const disowned = new Disowned(disownedBy(acts, { gen: Infinity, seq: Infinity }));
  const said: unknown[] = [];
  for (const scope of new Set(scopes)) {
    const chain = new Chain(ledger, scope);
    const segments = new ChainObjects(store, await store.list(segmentsPrefix(scope)), {
      documents: new ReadDocuments(store),
      disowned: () => Promise.resolve(disowned),
    });
    for (let next = await segments.next(chain); next !== null;) {
      const inflated = gunzipMember(objects.get(next.key) as Buffer);
      const told: string[] = [];
      const isFirst = chain.head.seq === -1;
      const { content, unknown, ...rest } = chain.read(next.gen, next.firstSeq, inflated, {
        isAsListed: isAsListed && !isFirst,
        listener: ({ type, body }, line) => {
          if (body["restated"] !== true) told.push(`${line} ${type}`);
        },
      });
      said.push({
        ...rest,
        content,
        told,
        head: chain.head,
        root: chain.state.root(),
        units: chain.state.unitStates(),
      });
      // What restatements say that this version does not know is not looked at.
      if (!isAsListed) expect(unknown).toBeDefined();
      next = await segments.next(chain);
    }
  }
  return said;
}

test.each(valid.map(({ name, forged }) => [name, forged] as const))("%s", async (_name, forged) => {
  const { objects } = forged();
  expect(await read(objects, true)).toEqual(await read(objects, false));
});

test("a record of a type that is not known may stand among restatements: then none is passed over", async () => {
  const note = { type: "note", body: { text: "unknown" } };
  const among = { ...restatements, lie: (drafts: readonly Draft[]) => drafts.flatMap((each) => [note, each]) };
  const plan = records(followedBy(ONE, AGAIN, seal("s1", "a1", at("10:02"))), "a1", ([first, , ...rest]) => [
    first as Draft,
    among,
    ...rest,
  ]);
  const { objects } = forge(plan);
  expect(await read(objects, true)).toEqual(await read(objects, false));
});
