// Cuts the scopes of a run into shards: scopes that share a limit of their cloud are read one after the other.
import { kindOf, LEAF } from "../../evidence-schema/keys/scope-kind.ts";
import { cloudOf, isOf, type LiveChoice, type LiveCloud } from "../../config/live-clouds.ts";

/**
 * Each AWS account is a shard. The subscriptions of a tenant are one shard, since Azure counts their queries together, and so are
 * the projects of Google Cloud, whose calls count against one quota project. Within a shard, scopes that enclose others come after
 * those that inherit from them, and a directory comes last, after the assignments that name its people.
 */
export function shardsOf(config: LiveChoice, scopes: readonly string[]) {
  const of = (cloud: LiveCloud): string[] => scopes.filter((scope) => cloudOf(config, scope) === cloud);
  return { aws: of("aws").map((scope) => [scope]), azure: together(of("azure")), gcp: together(of("gcp")) };
}

const together = (scopes: readonly string[]): string[][] =>
  scopes.length === 0 ? [] : [scopes.toSorted((one, other) => turnOf(one) - turnOf(other))];

const turnOf = (scope: string): number => (isDirectory(scope) ? 2 : kindOf(scope) === LEAF ? 0 : 1);

const isDirectory = (scope: string): boolean => isOf(scope, "entra") || isOf(scope, "workspace");
