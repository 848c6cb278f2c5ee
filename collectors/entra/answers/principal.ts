// Reads the account that holds a role of a tenant, as $expand=principal tells it: its kind, and ways in of a service principal.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { Credentials, credentialsOf } from "./credentials.ts";

/** A user, a service principal or a group. A service principal has more members. */
export const Principal = z.object({
  "@odata.type": z.string().optional(),
  accountEnabled: z.boolean().nullish(),
  appId: z.string().nullish(),
  servicePrincipalType: z.string().nullish(),
  ...Credentials,
});

/** Members that name nobody. */
export function principalMembers(principal: z.infer<typeof Principal> | null | undefined): JsonObject {
  const type = principal?.["@odata.type"]?.replace(/^#microsoft\.graph\./, "");
  const { accountEnabled, appId, servicePrincipalType } = principal ?? {};
  return {
    ...(type === undefined ? {} : { PrincipalType: type }),
    ...(typeof accountEnabled === "boolean" ? { AccountEnabled: accountEnabled } : {}),
    ...(appId ? { AppId: appId } : {}),
    ...(servicePrincipalType ? { ServicePrincipalType: servicePrincipalType } : {}),
    ...(type === "servicePrincipal" ? credentialsOf(principal ?? {}) : {}),
  };
}
