// What a verifier said of a tampered ledger, against what it may say.
import type { Said } from "../ledgers-on-disk.ts";
import type { Tampering } from "./tampering.ts";

/** Null where the verifier said what it should; otherwise what is wrong with it. */
export function misjudged({ rules, exit, says }: Tampering, said: Said): string | null {
  const found = said.violations.map(({ rule, object }) => `${rule} ${object}`).join(", ");
  const rule = said.violations[0]?.rule;
  if (said.exit !== exit) return `found exit ${said.exit} (${found}), expected ${exit}`;
  if (rule === undefined ? rules.length > 0 : !rules.includes(rule))
    return `found ${found}, expected ${rules.join(" or ")} first`;
  if (says !== undefined && !said.statements.some((statement) => says.test(statement)))
    return `found ${said.statements.join(" ")}, expected a statement that matches ${says}`;
  return null;
}
