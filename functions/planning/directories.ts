// Finds the scopes of a run of which checks of others copy, such as the tenant that has the owners of a subscription.
import { sharedBy } from "../../observation/judging/context.ts";
import type { ConfiguredCheck } from "../../observation/plan/tests-document.ts";

/** In the order of `scopes`. */
export function directoriesOf(
  checks: readonly ConfiguredCheck[],
  scopes: readonly { readonly scope: string }[],
): string[] {
  const asked = new Set(scopes.flatMap(({ scope }) => sharedBy(checks, scope, scopes)));
  return scopes.map(({ scope }) => scope).filter((scope) => asked.has(scope));
}
