// Decides as of when a finding is known to be so.
import type { Finding } from "./record.ts";

/**
 * The source's own data time of the resource where the finding rests on that resource alone: its configuration has been
 * the same since then. Where the finding rests on other resources, or on their absence, no more is known than that it was
 * so when the run asked (`asOf`).
 */
export function knownSince({ relied }: Pick<Finding, "relied">, dataTime: string | null, asOf: string): string {
  const alone = relied.keys.length === 0 && relied.units.length === 0;
  return alone && dataTime !== null ? dataTime : asOf;
}
