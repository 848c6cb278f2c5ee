// Reads whether the security defaults of a tenant are on, as Microsoft Graph tells.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";

export const SECURITY_DEFAULTS = "microsoft.graph/identitySecurityDefaultsEnforcementPolicy";

/** Below https://graph.microsoft.com/v1.0. */
export const SECURITY_DEFAULTS_PATH = "/policies/identitySecurityDefaultsEnforcementPolicy";

/** https://learn.microsoft.com/en-us/graph/api/resources/identitysecuritydefaultsenforcementpolicy */
const Policy = z.object({ isEnabled: z.boolean().nullish() });

/** The one policy of a tenant; undefined where the answer has another shape. */
export function securityDefaults(answer: Json, tenant: string): Answered | undefined {
  const { data } = Policy.safeParse(answer);
  if (data === undefined) return undefined;
  return { key: syntheticKey("entra", tenant.toLowerCase(), "security-defaults"), body: data };
}
