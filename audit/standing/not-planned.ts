// Finds what exists and no run looks into: regions that are turned on, accounts that were found, parents whose children nobody lists.
import type { RosterDocument } from "../../evidence-schema/documents/document-schema.ts";
import { parseScope } from "../../evidence-schema/keys/object-key.ts";
import type { Roster } from "../../evidence-schema/log/log-schema.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import type { UnreadUnit } from "./unobserved.ts";

/** The type under which coverage lists a region that is turned on and that nothing is planned for. */
export const REGION = "AWS::Account::Region";

/** By provider. Regions and scopes that are left out on purpose, with a reason, are not among them. */
export type NotPlanned = {
  readonly provider: string;
  /** Regions that are turned on and that no run reads, as `<scope> <region>`; `global` where they could not be listed. */
  readonly regions: readonly string[];
  /** How many regions runs read, over all scopes. */
  readonly planned: number;
  /** Scopes that were found and are not enrolled, and parents whose children could not be listed. */
  readonly scopes: readonly string[];
};

export function notPlanned(
  unread: readonly UnreadUnit[],
  { found, unlisted }: Pick<Roster, "found" | "unlisted">,
  enrolled: RosterDocument["enrolled"],
): NotPlanned[] {
  const all = new Map<string, { regions: string[]; planned: number; scopes: string[] }>();
  const of = (provider: string) => {
    let known = all.get(provider);
    if (known === undefined) all.set(provider, (known = { regions: [], planned: 0, scopes: [] }));
    return known;
  };
  for (const { scope, unit } of unread) {
    if (unit === null || splitUnit(unit).type !== REGION) continue;
    of(parseScope(scope).provider).regions.push(`${scope} ${splitUnit(unit).region}`);
  }
  for (const { scope, regions } of enrolled) of(parseScope(scope).provider).planned += regions.length;
  for (const scope of [...found, ...unlisted]) of(providerOf(scope)).scopes.push(scope);
  return [...all].map(([provider, known]) => ({ provider, ...known }));
}

/** A parent has the form of a scope, `aws/o-abc`, where its cloud has one. */
const providerOf = (scope: string): string =>
  scope.slice(0, scope.indexOf("/") === -1 ? undefined : scope.indexOf("/"));
