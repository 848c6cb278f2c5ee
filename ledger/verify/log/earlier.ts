// Checks the ledger that another continues: that its tree is the one that genesis names,
// and that it ends there (FORMAT.md G3).
import type { Genesis } from "../../../evidence-schema/log/log-schema.ts";
import { GENESIS_KEY } from "../../../evidence-schema/keys/object-key.ts";
import { isCompletenessRule } from "../../../evidence-schema/rules.ts";
import { violationOf, type ReportedViolation, type Report } from "../report.ts";

export type Continued = NonNullable<Genesis["continues"]>;

/**
 * The meaning of an earlier ledger for its successor. The earlier ledger is verified with the tree that `continues` names as a
 * kept checkpoint. A problem that breaks the earlier ledger breaks the successor. A sentence says that the earlier ledger
 * lacks something, or has objects beside it.
 */
export function succession(
  { size, root }: Continued,
  ledger: string,
  earlier: Report,
): { readonly breaches: readonly ReportedViolation[]; readonly sentences: readonly string[] } {
  const grave = earlier.violations.filter(({ rule, stray }) => stray !== true && !isCompletenessRule(rule));
  const others = earlier.violations.length - grave.length;
  return {
    breaches: grave.map((problem) =>
      problem.rule === "N5"
        ? violationOf("G3", GENESIS_KEY, `root ${root} of the earlier tree of size ${size}`, problem.found)
        : { ...problem, object: `earlier ledger: ${problem.object}` },
    ),
    sentences: [
      successorOf(earlier, ledger),
      ...(others === 0
        ? []
        : [
            `The earlier ledger has ${others} violations of missing evidence or stray objects. Verify the earlier ledger on its own.`,
          ]),
    ],
  };
}

function successorOf({ end }: Report, ledger: string): string {
  if (end === null) return "The earlier ledger has not ended, so entries could still be added to it.";
  return end.successor === ledger
    ? `The earlier ledger ended at ${end.time} and names this ledger as its successor.`
    : `The earlier ledger ended at ${end.time} and names ${end.successor ?? "no ledger"} as its successor, not this ledger.`;
}
