// Judges what an Entra tenant demands of everybody who signs in: by its security defaults, else by conditional access.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import { judgePolicies } from "./conditional-access.ts";
import type { Parameters } from "./parameters.ts";
import { Policy } from "./policies/policy.ts";

/** A value that the one row of the tenant names. */
const TENANT = "tenant";

const related = {
  conditionalAccess: relation({
    type: "Tidemark::Entra::ConditionalAccess",
    within: "scope",
    global: true,
    reads: z.object({ Policies: z.array(Policy) }),
    on: () => [TENANT],
  }),
};

const tenant = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/identitySecurityDefaultsEnforcementPolicy",
  global: true,
  // https://learn.microsoft.com/en-us/graph/api/resources/identitysecuritydefaultsenforcementpolicy
  reads: z.object({ isEnabled: z.boolean() }),
  related,
  evaluate({ isEnabled }, { related: { conditionalAccess }, parameters }: Question<Parameters, typeof related>) {
    const facts = { securityDefaults: isEnabled };
    // Who turns them on has no conditional access policy in force: https://learn.microsoft.com/en-us/entra/fundamentals/security-defaults
    if (isEnabled && parameters.phishingResistantForAdmins)
      return fail("security defaults are on, and demand no phishing-resistant factor of administrators", facts);
    if (isEnabled)
      return pass("security defaults are on, which demand a second factor and block legacy protocols", facts);
    const found = conditionalAccess(TENANT).find(() => true);
    if (found.is === "unknown") return indeterminate(found.problem, facts);
    if (found.is === "none")
      return indeterminate(
        { code: "not-in-answer", detail: "the conditional access policies of the tenant were not told" },
        facts,
      );
    return judgePolicies(found.row.Policies, parameters, facts);
  },
});

export const azure = [tenant];
