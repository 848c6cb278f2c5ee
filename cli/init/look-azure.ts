// Finds what the Azure login at hand can see: its tenant, and the subscriptions in which it holds a role.
import { subscriptionsSeen } from "../../collectors/azure/list-subscriptions.ts";
import { CallFailed, NoCredentials } from "../../collectors/live/call.ts";
import { TenantAccess } from "../../collectors/microsoft/client/access.ts";
import { anyLoginAtHand } from "../../collectors/microsoft/client/login-at-hand.ts";
import { AZURE_CLOUDS, type AzureCloudName } from "../../collectors/microsoft/clouds.ts";

export type SeenAzure = {
  readonly tenant: string;
  readonly cloud: AzureCloudName;
  /** Ids of the tenant's own subscriptions, sorted. */
  readonly subscriptions: readonly string[];
};

/** Null: nobody is signed in, or the sign-in fails (a problem says so). */
export type LookAtAzure = { readonly seen: SeenAzure | null; readonly problems: readonly string[] };

export async function lookAtAzure(): Promise<LookAtAzure> {
  try {
    const login = await anyLoginAtHand();
    if (login === null) return { seen: null, problems: ["the tenant of the Azure login (its token names none)"] };
    const { tenant, cloud, credential } = login;
    const access = new TenantAccess(tenant, AZURE_CLOUDS[cloud], () => credential);
    return await subscriptionsOf(access, { tenant, cloud });
  } catch (error) {
    if (error instanceof NoCredentials) return { seen: null, problems: [] };
    if (!(error instanceof CallFailed)) throw error;
    return { seen: null, problems: [`Azure (${error.problem.code}: ${error.problem.detail})`] };
  }
}

async function subscriptionsOf(access: TenantAccess, of: Pick<SeenAzure, "tenant" | "cloud">): Promise<LookAtAzure> {
  try {
    const listed = await subscriptionsSeen(access);
    const own = listed.filter(({ tenant }) => tenant === null || tenant === of.tenant);
    const others = listed.length - own.length;
    return {
      seen: { ...of, subscriptions: own.map(({ id }) => id).toSorted() },
      problems: others === 0 ? [] : [`${others} subscriptions of other tenants (a config reads one tenant)`],
    };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { code, detail } = error.problem;
    return { seen: { ...of, subscriptions: [] }, problems: [`the subscriptions of the tenant (${code}: ${detail})`] };
  }
}
