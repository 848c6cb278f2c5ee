// Both verifiers come to one verdict on finished ledgers that were changed at random: with the key, so that everything
// that follows from the change is right again, or without it, where the objects lie.
//
// TIDEMARK_FUZZ=20000 looks at so many ledgers, TIDEMARK_FUZZ_SEED=7 begins with that seed (1 otherwise), and
// TIDEMARK_FUZZ_KEEP=directory keeps the ledgers about which the verifiers disagree, with the fewest changes.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runs } from "../support/scale.ts";
import { Session } from "../support/fuzz/session.ts";

const { TIDEMARK_FUZZ, TIDEMARK_FUZZ_SEED, TIDEMARK_FUZZ_KEEP } = process.env;
const count = Number(TIDEMARK_FUZZ ?? runs(4000));
const session = new Session(TIDEMARK_FUZZ_KEEP);

// Far more than so many ledgers take on a busy machine.
beforeAll(() => session.run(Number(TIDEMARK_FUZZ_SEED ?? 1), count), 300_000 + count * 1000);
afterAll(() => session.end());

test(`both verifiers come to one verdict on ${count} ledgers`, () => {
  console.log(String(session.tally));
  expect(session.found.join("\n\n")).toBe("");
});

// Of a few ledgers nothing can be expected.
describe.skipIf(count < 300)("the ledgers", () => {
  test("are mostly refused for what they say, and not at the door", () => {
    expect(session.tally.deep).toBeGreaterThan(0.75);
  });

  test("break many different rules", () => {
    expect(session.tally.rules.size).toBeGreaterThan(45);
    const missing = EXPECTED.filter((rule) => !session.tally.rules.has(rule));
    expect(missing).toEqual([]);
  });

  test("are intact, incomplete and stray as well", () => {
    expect(session.tally.share(0)).toBeGreaterThan(0.05);
    expect(session.tally.share(2)).toBeGreaterThan(0.03);
    expect(session.tally.share(4)).toBeGreaterThan(0.003);
    expect(session.tally.share(3)).toBeLessThan(0.1);
  });
});

/** Of each section some that every few hundred ledgers break. */
const EXPECTED = [
  "B1",
  "B2",
  "B3",
  "K1",
  "K3",
  "K5",
  "G1",
  "C1",
  "C3",
  "C4",
  "C5",
  "C6",
  "R1",
  "R2",
  "R4",
  "R5",
  "R6",
  "A1",
  "L1",
  "L2",
  "L5",
  "L6",
  "L9",
  "N1",
  "N3",
  "W2",
  "W4",
  "W6",
] as const;
