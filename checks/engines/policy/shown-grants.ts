// Cuts a list of grants to what the facts of a finding show.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";

const SHOWN = 20;

/** Facts are kept forever and compared by every run: sorted, each once, and no more of a list than a person reads. */
export function shownGrants(grants: readonly JsonObject[]): {
  readonly grants: JsonObject[];
  readonly grantCount: number;
} {
  const byText = new Map(grants.map((grant) => [JSON.stringify(grant), grant]));
  const sorted = [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant);
  return { grants: sorted.slice(0, SHOWN), grantCount: sorted.length };
}
