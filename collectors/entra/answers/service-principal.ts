// Reads a service principal of an Entra tenant: its application, and until when its own secrets and certificates last.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";
import { Credentials, credentialsOf } from "./credentials.ts";

export const SERVICE_PRINCIPAL = "microsoft.graph/servicePrincipal";

/** Names are not asked for. https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal */
export const SERVICE_PRINCIPAL_SELECT =
  "$select=id,appId,accountEnabled,servicePrincipalType,passwordCredentials,keyCredentials";

const ServicePrincipal = z.object({
  id: z.string().min(1),
  appId: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  servicePrincipalType: z.string().nullish(),
  ...Credentials,
});

export const servicePrincipalKey = (tenant: string, id: string): string =>
  syntheticKey("entra", tenant, `service-principal/${id}`);

/** Undefined where the answer has another form. */
export function servicePrincipal(answer: Json, tenant: string): Answered | undefined {
  const parsed = ServicePrincipal.safeParse(answer);
  if (!parsed.success) return undefined;
  const { id: told, appId, accountEnabled, servicePrincipalType, ...credentials } = parsed.data;
  const id = told.toLowerCase();
  return {
    key: servicePrincipalKey(tenant, id),
    incarnation: id,
    body: {
      id,
      ...(appId ? { AppId: appId } : {}),
      ...(typeof accountEnabled === "boolean" ? { AccountEnabled: accountEnabled } : {}),
      ...(servicePrincipalType ? { ServicePrincipalType: servicePrincipalType } : {}),
      ...credentialsOf(credentials),
    },
  };
}
