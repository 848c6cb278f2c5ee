// Reads the subscriptions of a tenant of Azure as they are now.
import { NONE_LISTED, type ListedScopes } from "../live/listed-scopes.ts";
import { liveReader } from "../live/live-reader.ts";
import type { LiveScope } from "../live/read-scope.ts";
import type { TenantAccess } from "../microsoft/client/access.ts";
import { tenantScope } from "../microsoft/tenant-scope.ts";
import type { RereadingReader } from "../port.ts";
import { AZURE_LANES } from "./actions.ts";
import { RoleDefinitions } from "./inventory/granted.ts";
import { readInventory, type SubscriptionInventory } from "./inventory/subscription-inventory.ts";
import { TenantRows } from "./inventory/tenant-rows.ts";
import { sourceOf } from "./lanes.ts";
import { AzureRegionRead } from "./region-read.ts";

export type SubscriptionsOptions = {
  readonly access: TenantAccess;
  /** The scopes that will be read, `azure/<subscription>`: one query asks for all of them together. */
  readonly scopes: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The subscriptions that the identity sees, where they were listed. */
  readonly listed?: ListedScopes;
};

const idOf = (scope: string): string => scope.slice("azure/".length);

/** The reader of `scopes`. Nothing is called before `read`. */
export function openSubscriptions({
  access,
  scopes,
  clock,
  listed = NONE_LISTED,
}: SubscriptionsOptions): RereadingReader {
  const rows = new TenantRows(scopes.map(idOf), clock);
  const definitions = new RoleDefinitions();
  const scopeOf = (scope: string): LiveScope<AzureRegionRead> | null => {
    if (!scopes.includes(scope)) return null;
    const subscription = idOf(scope);
    return tenantScope<AzureRegionRead>(access, {
      clock,
      sourceOf,
      noSource: { code: "not-supported", detail: "Tidemark does not read this type from Azure" },
      readsOf(tenant) {
        let inventory: Promise<SubscriptionInventory> | null = null;
        const shared = (): Promise<SubscriptionInventory> =>
          (inventory ??= readInventory({ tenant, rows, definitions, clock }, subscription));
        return (options, units) => new AzureRegionRead({ ...options, subscription, tenant, inventory: shared }, units);
      },
    });
  };
  return {
    lanes: AZURE_LANES,
    scopes: [...new Set([...scopes, ...listed.scopes])].toSorted(),
    names: listed.names,
    unlisted: listed.unlisted,
    ...liveReader(scopeOf, { code: "no-answer", detail: "the Azure reader has no subscription for this scope" }),
  };
}
