// A chain whose new observations are kept as text comes to the same as one whose observations are parsed: on the chains of
// every ledger vector, the broken ones too, up to their first violation and its words.
import { expect, test } from "vitest";
import { Chain } from "../../../evidence-schema/chain/chain.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { ACTS_SCOPE, GENESIS_KEY, parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import { gunzipMember } from "../../../ledger/read/gzip-member.ts";
import { ReadDocuments } from "../../../ledger/read/read-documents.ts";
import { documentsOf } from "../../../ledger/read/segment-opening.ts";
import { segmentObjects } from "../../../ledger/read/segment-objects.ts";
import type { Objects } from "../../support/forge/forge.ts";
import { ledgerVectors } from "../../support/ledger-vectors/index.ts";
import { memoryStore } from "../../support/memory-store.ts";

/** The results of reading a scope's objects in their order, up to the first that is refused. */
async function readScope(objects: Objects, scope: string, keepsText: boolean): Promise<unknown[]> {
  const keys = [...objects.keys()].filter((key) => {
    const parsed = parseObjectKey(key);
    return parsed?.class === "segment" && parsed.scope === scope;
  });
  const documents = new ReadDocuments(memoryStore(objects));
  const chain = new Chain(sha256Hex(objects.get(GENESIS_KEY) as Buffer), scope);
  const found: unknown[] = [];
  try {
    for (const { key, gen, firstSeq } of segmentObjects(keys)) {
      const inflated = gunzipMember(objects.get(key) as Buffer);
      await documents.load(documentsOf(inflated));
      const { content, ...read } = chain.read(gen, firstSeq, inflated, { documents, keepsText });
      found.push({ ...read, content, root: chain.state.root(), counts: chain.state.counts() });
    }
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    found.push({ rule: error.rule, line: error.line, message: error.message });
  }
  return found;
}

const scopesOf = (objects: Objects): string[] => [
  ...new Set([...objects.keys()].map(parseObjectKey).flatMap((key) => (key?.class === "segment" ? [key.scope] : []))),
];

test.each(ledgerVectors.map(({ name, forged }) => [name, forged] as const))("%s", async (_name, forged) => {
  const { objects } = forged();
  if (!objects.has(GENESIS_KEY)) return;
  for (const scope of scopesOf(objects).filter((each) => each !== ACTS_SCOPE))
    expect(await readScope(objects, scope, true)).toEqual(await readScope(objects, scope, false));
});
