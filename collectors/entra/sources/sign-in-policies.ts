// Reads what the tenant demands of everybody who signs in: security defaults, and conditional access policies.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Answered } from "../../answer.ts";
import {
  CONDITIONAL_ACCESS,
  CONDITIONAL_ACCESS_PATH,
  conditionalAccess,
  policiesOn,
} from "../answers/conditional-access.ts";
import { SECURITY_DEFAULTS, SECURITY_DEFAULTS_PATH, securityDefaults } from "../answers/security-defaults.ts";
import type { EntraRegionRead } from "../region-read.ts";
import type { EntraSource } from "../source.ts";

/**
 * The only permission that reads security defaults; a lesser one would read conditional access alone.
 * https://learn.microsoft.com/en-us/graph/api/identitysecuritydefaultsenforcementpolicy-get#permissions and
 * https://learn.microsoft.com/en-us/graph/api/conditionalaccessroot-list-policies#permissions
 */
const ACTION = "Policy.Read.All";

export const securityDefaultsPolicy: EntraSource = {
  name: "security-defaults",
  types: [SECURITY_DEFAULTS],
  calls: [{ action: ACTION, per: "few" }],
  async read(entra) {
    const answer = await entra.get(ACTION, SECURITY_DEFAULTS_PATH);
    emit(entra, SECURITY_DEFAULTS, securityDefaults(answer, entra.tenant));
  },
};

export const conditionalAccessPolicies: EntraSource = {
  name: "conditional-access",
  types: [CONDITIONAL_ACCESS],
  calls: [{ action: ACTION, per: "page" }],
  async read(entra) {
    const policies: Json[] = [];
    for await (const page of entra.pages(ACTION, CONDITIONAL_ACCESS_PATH)) {
      const listed = policiesOn(page);
      // Some of them would say of everybody what holds for a part.
      if (listed === undefined) return emit(entra, CONDITIONAL_ACCESS, undefined);
      policies.push(...listed);
    }
    emit(entra, CONDITIONAL_ACCESS, conditionalAccess(policies, entra.tenant));
  },
};

function emit(entra: EntraRegionRead, type: string, fact: Answered | undefined): void {
  if (fact !== undefined) return entra.emitFact(type, fact);
  entra.spoil(type, {
    code: "unexpected-shape",
    detail: `the answer of Microsoft Graph to ${ACTION} has another form than documented`,
  });
}
