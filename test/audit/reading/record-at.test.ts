// Data times as a segment tells them, of which only the lines that are asked for are parsed: the same as if all were.
import { expect, test } from "vitest";
import { RecordReader } from "../../../audit/reading/record-at.ts";
import { ACTS_SCOPE } from "../../../evidence-schema/keys/object-key.ts";
import type { Statement } from "../../../evidence-schema/record/record.ts";
import { readCanonical } from "../../../evidence-schema/record/record-line.ts";
import { State } from "../../../evidence-schema/state/state.ts";
import { gunzipMember } from "../../../ledger/read/gzip-member.ts";
import { segmentsByScope } from "../../../ledger/read/segment-objects.ts";
import { splitLines } from "../../../ledger/read/stored.ts";
import { ledgerVectors } from "../../support/ledger-vectors/index.ts";
import { memoryStore } from "../../support/memory-store.ts";

const valid = ledgerVectors.filter(({ rule, from }) => rule === null && from === undefined);
let asked = 0;

/** Every text that a segment names as a key or a unit, wherever it does. */
const namesIn = (statements: readonly Statement[]): Set<string> => {
  const names = new Set<string>(["", "nowhere"]);
  JSON.stringify(statements, (member, value: unknown) => {
    if ((member === "key" || member === "unit") && typeof value === "string") names.add(value);
    if ((member === "keys" || member === "units") && Array.isArray(value))
      for (const each of value) if (typeof each === "string") names.add(each);
    return value;
  });
  return names;
};

test.each(valid.map(({ name, forged }) => [name, forged] as const))("%s", async (_name, forged) => {
  const { objects } = forged();
  const records = new RecordReader(memoryStore(objects));
  for (const [scope, segments] of segmentsByScope([...objects.keys()])) {
    if (scope === ACTS_SCOPE) continue;
    for (const { key, gen, firstSeq } of segments) {
      let statements: readonly Statement[];
      try {
        const lines = splitLines(gunzipMember(objects.get(key) as Buffer));
        statements = lines.map((line) => readCanonical(line) as unknown as Statement);
      } catch {
        // Valid ledgers hold abandoned objects that are no segments.
        continue;
      }
      const [keys, units] = [new Map<string, string>(), new Map<string, string | null>()];
      for (const { type, body } of statements) {
        if (type === "observation" || type === "context") keys.set(body.key, body.since);
        if (type === "coverage") for (const { unit, dataTime } of body.units) units.set(unit, dataTime);
      }
      const times = (await records.at(scope, { gen, seq: firstSeq })).times(new State());
      for (const name of namesIn(statements)) {
        expect([name, times.ofKey(name), times.ofUnit(name)]).toEqual([
          name,
          keys.get(name) ?? null,
          units.get(name) ?? null,
        ]);
        asked += 1;
      }
    }
  }
});

test("hundreds of names were asked for", () => {
  expect(asked).toBeGreaterThan(500);
});
