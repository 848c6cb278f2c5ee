// Reads a tenant of Microsoft Entra as it is now.
import { liveReader } from "../live/live-reader.ts";
import type { LiveScope } from "../live/read-scope.ts";
import type { TenantAccess } from "../microsoft/client/access.ts";
import { tenantScope } from "../microsoft/tenant-scope.ts";
import type { RereadingReader } from "../port.ts";
import { ENTRA_LANES } from "./actions.ts";
import { sourceOf } from "./lanes.ts";
import { EntraRegionRead, type Owned } from "./region-read.ts";

/**
 * The reader of `entra/<tenant>`. Nothing is called before `read`. `owned`: the scopes whose owners are read. `clock`:
 * milliseconds since 1970.
 */
export function openDirectory(access: TenantAccess, owned: Owned, clock: () => number): RereadingReader {
  const own = `entra/${access.tenant}`;
  const scopeOf = (scope: string): LiveScope<EntraRegionRead> | null => {
    if (scope !== own) return null;
    return tenantScope<EntraRegionRead>(access, {
      clock,
      sourceOf,
      noSource: { code: "not-supported", detail: "Tidemark does not read this type from Microsoft Entra" },
      readsOf: (tenant) => (options, units) => new EntraRegionRead({ ...options, tenant, ...owned }, units),
    });
  };
  return {
    lanes: ENTRA_LANES,
    scopes: [own],
    ...liveReader(scopeOf, { code: "no-answer", detail: "the reader of Microsoft Entra has no tenant for this scope" }),
  };
}
