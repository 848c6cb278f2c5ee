// Opens the reader of a tenant: its subscriptions and management groups of Azure, and the tenant of Microsoft Entra itself.
import { openManagementGroups } from "../azure/groups/reader.ts";
import { openSubscriptions } from "../azure/reader.ts";
import { openDirectory } from "../entra/reader.ts";
import type { ListedScopes } from "../live/listed-scopes.ts";
import { manyClouds } from "../live/many-clouds.ts";
import { TenantAccess } from "../microsoft/client/access.ts";
import type { AzureLogin } from "../microsoft/client/login.ts";
import { managementGroupOf, subscriptionOf } from "../microsoft/management-group.ts";
import type { AzureCloud } from "../microsoft/clouds.ts";
import type { RereadingReader } from "../port.ts";

export type TenantOptions = {
  /** Id of the tenant, in lower case. */
  readonly tenant: string;
  readonly cloud: AzureCloud;
  readonly login: AzureLogin;
  /** The scopes that will be read: one query asks for all subscriptions together. */
  readonly scopes: readonly string[];
  /** The scopes of the tenant that are enrolled, whoever reads them: their owners are read. Left out: `scopes`. */
  readonly enrolled?: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The subscriptions that the identity sees, where they were listed. */
  readonly listed?: ListedScopes;
};

/** Both sign in once, and share the limits of one identity. Nothing is called before `read`. */
export function openTenant(options: TenantOptions): RereadingReader {
  const { tenant, cloud, login, scopes, enrolled = scopes, clock, listed } = options;
  const access = new TenantAccess(tenant, cloud, login);
  const subscriptions = openSubscriptions({
    access,
    scopes: scopes.filter((scope) => subscriptionOf(scope) !== null),
    clock,
    ...(listed === undefined ? {} : { listed }),
  });
  const groups = openManagementGroups(
    access,
    scopes.filter((scope) => managementGroupOf(scope) !== null),
    clock,
  );
  const idsOf = (of: (scope: string) => string | null): string[] =>
    enrolled.flatMap((scope) => of(scope) ?? []).toSorted();
  const owned = { subscriptions: idsOf(subscriptionOf), managementGroups: idsOf(managementGroupOf) };
  const directory = openDirectory(access, owned, clock);
  const isRead = scopes.includes(`entra/${tenant}`);
  return manyClouds([subscriptions, groups, ...(isRead ? [directory] : [])], (scope) => {
    if (managementGroupOf(scope) !== null) return groups;
    return subscriptionOf(scope) !== null ? subscriptions : isRead ? directory : null;
  });
}
