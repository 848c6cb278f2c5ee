// Reads a tenant of Microsoft Entra as it is now.
import { liveReader } from "../live/live-reader.ts";
import type { LiveScope } from "../live/read-scope.ts";
import type { TenantAccess } from "../microsoft/client/access.ts";
import type { RereadingReader } from "../port.ts";
import { ENTRA_LANES } from "./actions.ts";
import { sourceOf } from "./lanes.ts";
import { EntraRegionRead } from "./region-read.ts";

/**
 * The reader of `entra/<tenant>`. Nothing is called before `read`. `subscriptions`: ids of those that are enrolled, whose owners
 * are read. `clock`: milliseconds since 1970.
 */
export function openDirectory(
  access: TenantAccess,
  subscriptions: readonly string[],
  clock: () => number,
): RereadingReader {
  const own = `entra/${access.tenant}`;
  const scopeOf = (scope: string): LiveScope<EntraRegionRead> | null => {
    if (scope !== own) return null;
    const budget = access.budget();
    return {
      budget,
      clock,
      sourceOf,
      noSource: { code: "not-supported", detail: "Tidemark does not read this type from Microsoft Entra" },
      firstRegion: "global",
      async connect(signal) {
        const tenant = access.open(budget, signal);
        return {
          principal: await tenant.principal(),
          open: (options, units, heard) => ({
            reads: new EntraRegionRead({ ...options, tenant, subscriptions, heard }, units),
            close: () => undefined,
          }),
          unplanned: () => Promise.resolve([]),
        };
      },
    };
  };
  return {
    lanes: ENTRA_LANES,
    scopes: [own],
    ...liveReader(scopeOf, { code: "no-answer", detail: "the reader of Microsoft Entra has no tenant for this scope" }),
  };
}
