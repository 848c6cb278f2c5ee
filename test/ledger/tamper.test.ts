// The tamper matrix: nothing that is done to a ledger goes unseen, but for what the format says can't be seen.
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parseTrust } from "../../evidence-schema/log/trust.ts";
import { listingsOf } from "../../ledger/store.ts";
import { verifyLedger } from "../../ledger/verify/verify-ledger.ts";
import { type Said, saidOf } from "../support/ledgers-on-disk.ts";
import { KEYS, NOW, watched } from "../support/tampering/base.ts";
import { misjudged } from "../support/tampering/judged.ts";
import { tamperings } from "../support/tampering/matrix.ts";
import { runs } from "../support/scale.ts";

/** What is allowed: nothing done, or something about an object that nobody refers to; and what only a witness could see. */
const UNSEEN = [
  "untouched",
  "in a window: untouched",
  "in a window: all that earlier seals list removed",
  "a kept checkpoint of it",
  "a stamp again as a further one",
  "the period of the ledger",
  "spare: deleted",
  "a document again under another kind",
  "everything of the newest seal removed, and there are no slots",
];

test("nothing else may pass", () => {
  expect(
    tamperings
      .filter(({ exit }) => exit === 0)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(UNSEEN.toSorted());
});

describe("the TypeScript verifier", () => {
  let said: readonly Said[] = [];
  beforeAll(async () => {
    said = await saidOf(tamperings);
  });

  test.each(tamperings.map((tampering, i) => ({ ...tampering, i })))("$name", ({ i, ...tampering }) => {
    expect(misjudged(tampering, said[i] as Said)).toBeNull();
  });
});

test("no bit of any object that something refers to can be flipped unseen", async () => {
  const { objects, trust } = watched();
  const keys = Object.values(KEYS).filter((key) => key !== KEYS.spare);
  const bit = fc.record({ key: fc.constantFrom(...keys), at: fc.nat({ max: 1 << 20 }), of: fc.nat({ max: 7 }) });
  await fc.assert(
    fc.asyncProperty(bit, async ({ key, at, of }) => {
      const bytes = Buffer.from(objects.get(key) as Buffer);
      bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ (1 << of);
      const tampered = new Map([...objects, [key, bytes]]);
      const store = {
        place: "memory",
        get: (name: string) => Promise.resolve(tampered.get(name) ?? null),
        ...listingsOf(() => tampered.keys()),
      };
      const { exit, violations } = await verifyLedger({ store, trust: parseTrust(trust), now: NOW });
      expect({ exit, violations: violations.length > 0 }).toEqual({ exit: 1, violations: true });
    }),
    { numRuns: runs(400) },
  );
});
