// Looks at the ledger that another continues: that its tree is the one that genesis names, and that it ends there (FORMAT.md G3).
import type { Genesis } from "../../evidence-schema/log-schema.ts";
import { GENESIS_KEY } from "../../evidence-schema/object-key.ts";
import { breach, type Breach, type Report } from "./report.ts";

/** What an earlier ledger, verified with the tree that `continues` names as a kept checkpoint, means for its successor. */
export function succession(
  { continues }: Genesis,
  ledger: string,
  earlier: Report,
): { readonly breaches: readonly Breach[]; readonly sentences: readonly string[] } {
  if (continues === null) {
    const found = "a genesis that continues none";
    return { breaches: [], sentences: [`An earlier ledger was given, and genesis says of none: ${found}.`] };
  }
  const problems = earlier.problems.map((problem): Breach => ({
    ...problem,
    object: `earlier ledger: ${problem.object}`,
  }));
  const isOther = earlier.ledger !== continues.ledger;
  return {
    breaches: [
      ...(isOther
        ? [breach("G3", GENESIS_KEY, `ledger ${continues.ledger} as the earlier one`, earlier.ledger ?? "none")]
        : []),
      ...problems.map((problem) =>
        problem.rule === "N5"
          ? breach(
              "G3",
              GENESIS_KEY,
              `root ${continues.root} of the earlier tree of size ${continues.size}`,
              problem.found,
            )
          : problem,
      ),
    ],
    sentences: [
      earlier.end === null
        ? "The earlier ledger is not ended: it could go on beside this one."
        : earlier.end.successor === ledger
          ? `The earlier ledger ended at ${earlier.end.time} and names this one as its successor.`
          : `The earlier ledger ended at ${earlier.end.time} and names ${earlier.end.successor ?? "no ledger"} as its successor, not this one.`,
    ],
  };
}
