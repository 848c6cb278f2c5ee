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

/** A subscription as the list tells it, its ids in lower case. */
export type ListedSubscription = {
  readonly id: string;
  readonly name: string | null;
  /** Its own tenant: others may have let this identity in. */
  readonly tenant: string | null;
};

/**
 * All that the identity of `access` sees. `signal` ends the calls. Rejects with CallFailed, and with NoCredentials where
 * nobody is signed in.
 */
export async function subscriptionsSeen(
  access: TenantAccess,
  signal: AbortSignal | null = null,
): Promise<ListedSubscription[]> {
  const tenant = access.open(access.budget(), signal);
  const call = { action: ACTION, path: "/subscriptions?api-version=2022-12-01", answered: () => undefined };
  const seen: ListedSubscription[] = [];
  for await (const page of tenant.pages("resourceManager", call, "nextLink")) {
    const list = isRecord(page) ? page["value"] : undefined;
    if (!Array.isArray(list)) {
      const detail = `a page of the answer to ${ACTION} has no list`;
      throw new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail }, undefined);
    }
    for (const each of list as readonly Json[]) {
      const members = isRecord(each) ? each : {};
      const id = textOf(members["subscriptionId"])?.toLowerCase();
      if (id === undefined || members["state"] === "Deleted") continue;
      seen.push({
        id,
        name: textOf(members["displayName"]),
        tenant: textOf(members["tenantId"])?.toLowerCase() ?? null,
      });
    }
  }
  return seen;
}

/**
 * Where a config asks for them: those of the tenant in which the identity holds a role, and not those of others. `signal` ends
 * the calls. Rejects with NoCredentials where nobody is signed in; what Azure withholds is a problem.
 */
export async function listSubscriptions(
  config: TenantConfig,
  login: AzureLogin,
  signal: AbortSignal | null = null,
): Promise<ListedScopes> {
  const of = configuredTenant(config);
  if (of?.discover !== true) return NONE_LISTED;
  const access = new TenantAccess(of.tenant, of.cloud, login);
  try {
    // Others may have let this identity in: their subscriptions are not the company's.
    const seen = (await subscriptionsSeen(access, signal)).filter(
      ({ tenant }) => tenant === null || tenant === of.tenant,
    );
    const names = Object.fromEntries(seen.flatMap(({ id, name }) => (name === null ? [] : [[`azure/${id}`, name]])));
    return { ...NONE_LISTED, scopes: seen.map(({ id }) => `azure/${id}`).toSorted(), names };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return { ...NONE_LISTED, unlisted: [`entra/${of.tenant}`], problem: error.problem };
  }
}
