// Passing over restatements of an object that is as listed: what comes of a chain is what comes of reading every line.
import { expect, test } from "vitest";
import { Chain } from "../../evidence-schema/chain.ts";
import { sha256Hex } from "../../evidence-schema/digest.ts";
import { GENESIS_KEY, parseObjectKey, segmentsPrefix } from "../../evidence-schema/object-key.ts";
import { gunzipMember } from "../../ledger/gzip-member.ts";
import { nextObject } from "../../ledger/chain-objects.ts";
import { segmentObjects } from "../../ledger/segment-objects.ts";
import { records } from "../support/forge/edit.ts";
import { forge } from "../support/forge/forge.ts";
import type { Draft } from "../support/forge/plan.ts";
import { AGAIN, at, followedBy, ONE, seal } from "../support/forge/small.ts";
import { restatements } from "../support/forge/statements.ts";
import { ledgerVectors } from "../support/ledger-vectors/index.ts";
import { memoryStore } from "../support/memory-store.ts";

const valid = ledgerVectors.filter(({ rule, from }) => rule === null && from === undefined);

async function read(objects: ReadonlyMap<string, Buffer>, isAsListed: boolean): Promise<unknown[]> {
  const store = memoryStore(objects);
  const ledger = sha256Hex(objects.get(GENESIS_KEY) as Buffer);
  const scopes = [...objects.keys()]
    .map(parseObjectKey)
    .flatMap((key) => (key?.class === "segment" ? [key.scope] : []));
  const said: unknown[] = [];
  for (const scope of new Set(scopes)) {
    const chain = new Chain(ledger, scope);
    const segments = segmentObjects(await store.list(segmentsPrefix(scope)));
    for (let next = await nextObject(store, chain, segments); next !== null;) {
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
      next = await nextObject(store, chain, segments);
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
