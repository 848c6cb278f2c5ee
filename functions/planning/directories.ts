// Finds the scopes of a run of which checks of others copy, such as the tenant that has the owners of a subscription.
import { kindOf, LEAF } from "../../evidence-schema/keys/scope-kind.ts";
import { sharedBy } from "../../observation/judging/shared-types.ts";
import type { ConfiguredCheck } from "../../observation/plan/tests-document.ts";

/** Scopes that are assessed before all scopes are, each list in the order of the run. */
export type AssessedFirst = {
  /** Those that need no other. */
  readonly directories: readonly string[];
  /** Those that enclose others, such as management groups: they copy from directories, and others copy from them. */
  readonly enclosing: readonly string[];
};

export function assessedFirst(
  checks: readonly ConfiguredCheck[],
  scopes: readonly { readonly scope: string }[],
): AssessedFirst {
  const asked = new Set(scopes.flatMap(({ scope }) => sharedBy(checks, scope, scopes)));
  const first = scopes.map(({ scope }) => scope).filter((scope) => asked.has(scope));
  const isDirectory = (scope: string): boolean => kindOf(scope) === LEAF;
  return { directories: first.filter(isDirectory), enclosing: first.filter((scope) => !isDirectory(scope)) };
}
