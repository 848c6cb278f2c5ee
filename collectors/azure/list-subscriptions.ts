// Lists the subscriptions that the identity sees, so that none is missed.
import { isRecord, textOf } from "../json-shape.ts";
import { CallFailed } from "../live/call.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { NONE_LISTED, type ListedScopes } from "../live/listed-scopes.ts";
import { TenantAccess } from "../microsoft/client/access.ts";
import type { AzureLogin } from "../microsoft/client/login.ts";
import { configuredTenant, type TenantConfig } from "../microsoft/configured-tenant.ts";

/** The action that lists them. https://learn.microsoft.com/en-us/rest/api/resources/subscriptions/list */
const ACTION = "Microsoft.Resources/subscriptions/read";

/**
 * Where a config asks for them: those of the tenant in which the identity holds a role, and not those of others. Rejects with
 * NoCredentials where nobody is signed in; what Azure withholds is a problem.
 */
export async function listSubscriptions(config: TenantConfig, login: AzureLogin): Promise<ListedScopes> {
  const of = configuredTenant(config);
  if (of?.discover !== true) return NONE_LISTED;
  const access = new TenantAccess(of.tenant, of.cloud, login);
  const tenant = access.open(access.budget(), null);
  const call = { action: ACTION, path: "/subscriptions?api-version=2022-12-01", answered: () => undefined };
  const scopes: string[] = [];
  const names: { [scope: string]: string } = {};
  try {
    for await (const page of tenant.pages("resourceManager", call, "nextLink")) {
      const list = isRecord(page) && Array.isArray(page["value"]) ? (page["value"] as readonly Json[]) : [];
      for (const each of list) {
        const members = isRecord(each) ? each : {};
        const id = textOf(members["subscriptionId"])?.toLowerCase();
        if (id === undefined || members["state"] === "Deleted") continue;
        scopes.push(`azure/${id}`);
        const name = textOf(members["displayName"]);
        if (name !== null) names[`azure/${id}`] = name;
      }
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return { ...NONE_LISTED, unlisted: [`entra/${of.tenant}`], problem: error.problem };
  }
  return { ...NONE_LISTED, scopes: scopes.toSorted(), names };
}
