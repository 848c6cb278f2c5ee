// A ledger that continues another: the successor's plan, and earlier ledgers that fit it or don't.
import { digestOf, rootsOf } from "./forge.ts";
import type { Plan } from "./plan.ts";
import { at, followedBy, GENESIS, ONE, TWO } from "./small.ts";

const root = Buffer.from(rootsOf(ONE)[1] as string, "base64").toString("hex");
export const CONTINUES = { ledger: digestOf(ONE, "genesis.json"), size: 1, root, reason: "another account" };

export const SUCCESSOR: Plan = { ...TWO, genesis: { ...GENESIS, created: at("08:30"), continues: CONTINUES } };

const ended = (successor: string | null): Plan =>
  followedBy(ONE, { is: "end", name: "end", time: at("09:30"), successor });

/** Earlier ledgers by what they are to the successor, and what verifying both exits with. */
export const EARLIER: Readonly<Record<string, { readonly plan: Plan; readonly exit: number; readonly says: string }>> =
  {
    "ends and names this one": {
      plan: ended(digestOf(SUCCESSOR, "genesis.json")),
      exit: 0,
      says: "names this ledger as its successor",
    },
    "ends and names no successor": { plan: ended(null), exit: 0, says: "names no ledger as its successor" },
    "ends and names another": {
      plan: ended("a".repeat(64)),
      exit: 0,
      says: `names ${"a".repeat(64)} as its successor, not this ledger`,
    },
    "is not ended": { plan: TWO, exit: 0, says: "The earlier ledger has not ended" },
    "has another tree of that size": {
      plan: { ...ONE, steps: ONE.steps.map((step) => (step.is === "seal" ? { ...step, time: at("09:03") } : step)) },
      exit: 1,
      says: "G3 (a successor names its predecessor's tree)",
    },
    "is another ledger": {
      plan: { ...ONE, genesis: { ...GENESIS, system: "Other" } },
      exit: 3,
      says: `expected ${CONTINUES.ledger}, the ledger that this one continues`,
    },
  };
