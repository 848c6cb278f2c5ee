// What a chain says after all that is sealed of it: a liar has to know the state to lie about it well.
import { gunzipSync } from "node:zlib";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { Chain } from "../../../../evidence-schema/chain/chain.ts";
import { readRoster, readSchedule, readTests } from "../../../../evidence-schema/documents/document-schema.ts";
import { parseObjectKey } from "../../../../evidence-schema/keys/object-key.ts";
import { MODEL_TRUST } from "../simulation/world.ts";
import type { Manuscript } from "./manuscript.ts";

/** The chain of a scope, read from the ledger that was taken apart. */
export function chainAfter({ original }: Manuscript, scope: string): Chain {
  const chain = new Chain(MODEL_TRUST.ledger, scope);
  const document = (kind: string, digest: string): Json =>
    JSON.parse((original.get(`documents/${kind}/${digest}.json`) as Buffer).toString()) as Json;
  const documents = {
    tests: (digest: string) => readTests(document("tests", digest)),
    roster: (digest: string) => readRoster(document("roster", digest)),
    schedule: (digest: string) => readSchedule(document("schedule", digest)),
  };
  for (const key of sealedKeys(original, scope)) {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "segment") throw new TypeError(`found ${key}, expected the key of a segment`);
    chain.read(parsed.gen, parsed.firstSeq, gunzipSync(original.get(key) as Buffer), { documents });
  }
  return chain;
}

function sealedKeys(objects: Manuscript["original"], scope: string): string[] {
  const notes = [...objects.keys()].filter((key) => key.endsWith(".note")).sort();
  return notes.flatMap((note) => {
    const { scopes = [] } = JSON.parse((objects.get(note.replace("note", "json")) as Buffer).toString()) as {
      readonly scopes?: readonly { readonly scope: string; readonly segments: readonly { readonly key: string }[] }[];
    };
    return scopes.filter((row) => row.scope === scope).flatMap(({ segments }) => segments.map(({ key }) => key));
  });
}
