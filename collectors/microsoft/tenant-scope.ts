// Makes a scope that is read by the identity of one tenant: a subscription, or the tenant itself.
import type { LiveScope } from "../live/read-scope.ts";
import type { RegionRead, RegionReadOptions } from "../live/region-read.ts";
import type { CallAnswer } from "../live/call.ts";
import type { TenantAccess } from "./client/access.ts";
import type { Tenant } from "./client/tenant.ts";

/** How the sources of one reading ask: made once a reading, and then for each source. */
export type ReadsOf<A extends RegionRead> = (
  tenant: Tenant,
) => (
  options: RegionReadOptions & { readonly heard: (isListing: boolean) => (answer: CallAnswer) => void },
  units: readonly string[],
) => A;

/** No answer of a tenant has a region, and no client has to be closed. Nothing is called before `connect`. */
export function tenantScope<A extends RegionRead>(
  access: TenantAccess,
  { readsOf, ...rest }: Pick<LiveScope<A>, "clock" | "sourceOf" | "noSource"> & { readonly readsOf: ReadsOf<A> },
): LiveScope<A> {
  const budget = access.budget();
  return {
    ...rest,
    budget,
    firstRegion: "global",
    async connect(signal) {
      const tenant = access.open(budget, signal);
      const reads = readsOf(tenant);
      return {
        principal: await tenant.principal(),
        open: (options, units, heard) => ({ reads: reads({ ...options, heard }, units), close: () => undefined }),
        unplanned: () => Promise.resolve([]),
      };
    },
  };
}
