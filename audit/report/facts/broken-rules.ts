// Finds what is wrong with evidence that is there, apart from what is missing and what no signature covers.
import { isCompletenessRule } from "../../../evidence-schema/rules.ts";
import type { Report as Verification, ReportedViolation } from "../../../ledger/verify/report.ts";

export const brokenRules = ({
  verification,
}: {
  readonly verification: Pick<Verification, "violations">;
}): readonly ReportedViolation[] =>
  verification.violations.filter(({ rule, stray }) => stray !== true && !isCompletenessRule(rule));
