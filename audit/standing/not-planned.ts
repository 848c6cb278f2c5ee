// Finds regions that are turned on and not read, accounts that were found and not enrolled, and lists of them that could not be read.
import type { RosterDocument } from "../../evidence-schema/documents/document-schema.ts";
import type { Roster } from "../../evidence-schema/log/log-schema.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import type { UnreadUnit } from "./unobserved.ts";

/** The type under which coverage lists a region that is turned on and that nothing is planned for. */
export const REGION = "AWS::Account::Region";

/** By provider. Regions and scopes that are left out on purpose, with a reason, are not among them. */
export type NotPlanned = {
  readonly provider: string;
  /** Regions that are turned on and that no run reads, as `<scope> <region>`. */
  readonly regions: readonly string[];
  /** Scopes whose regions could not be listed: how many of them no run reads is not known. */
  readonly regionsOf: readonly string[];
  /** How many regions runs read, over all scopes. */
  readonly planned: number;
  /** Scopes that were found and are not enrolled. */
  readonly scopes: readonly string[];
  /** Parents whose scopes could not be listed, such as an organization: how many of them no run reads is not known. */
  readonly scopesOf: readonly string[];
};

export function notPlanned(
  unread: readonly UnreadUnit[],
  { found, unlisted }: Pick<Roster, "found" | "unlisted">,
  enrolled: RosterDocument["enrolled"],
): NotPlanned[] {
  const rows = unread.flatMap(({ scope, unit, problem }) => {
    const { type, region } = splitUnit(unit ?? "");
    return type === REGION ? [{ scope, region, isListed: problem.code === "not-planned" }] : [];
  });
  const providers = new Set(
    [...[...rows, ...enrolled].map(({ scope }) => scope), ...found, ...unlisted].map(providerOf),
  );
  return [...providers].map((provider) => {
    const isOfIt = (scope: string): boolean => providerOf(scope) === provider;
    const regionRows = rows.filter(({ scope }) => isOfIt(scope));
    return {
      provider,
      regions: regionRows.flatMap(({ scope, region, isListed }) => (isListed ? [`${scope} ${region}`] : [])),
      regionsOf: regionRows.flatMap(({ scope, isListed }) => (isListed ? [] : [scope])),
      planned: enrolled.reduce((sum, { scope, regions }) => sum + (isOfIt(scope) ? regions.length : 0), 0),
      scopes: found.filter(isOfIt),
      scopesOf: unlisted.filter(isOfIt),
    };
  });
}

/** A parent has the form of a scope, `aws/o-abc`, where its cloud has one. */
const providerOf = (scope: string): string =>
  scope.slice(0, scope.indexOf("/") === -1 ? undefined : scope.indexOf("/"));
