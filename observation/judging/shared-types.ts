// Lists the types that checks of a scope need of other scopes, and orders scopes so that those that others need come first.
import { askedAs, isElsewhere, isReadIn, type AskedType } from "../../evidence-schema/documents/asked-types.ts";
import { parseScope } from "../../evidence-schema/keys/object-key.ts";
import { kindOf } from "../../evidence-schema/keys/scope-kind.ts";
import { askingOf, evaluatorsOf, type ConfiguredCheck } from "../plan/tests-document.ts";

/** The types that checks of a scope need of other scopes, each once. */
export function sharedTypes(checks: readonly ConfiguredCheck[], scope: string): AskedType[] {
  const shared = new Map<string, AskedType>();
  for (const { evaluator } of evaluatorsOf(checks, scope)) {
    const asking = askingOf(evaluator);
    for (const related of asking.related) {
      if (!isElsewhere(asking, related)) continue;
      const each = askedAs(asking, related);
      shared.set(`${each.provider} ${each.kinds.join(" ")} ${each.type}`, each);
    }
  }
  return [...shared.values()];
}

/** The scopes among `scopes` of which checks of a scope may copy resources: those come first. */
export function sharedBy(
  checks: readonly ConfiguredCheck[],
  of: string,
  scopes: readonly { readonly scope: string }[],
): string[] {
  const types = sharedTypes(checks, of);
  return scopes.flatMap(({ scope }) => (scope !== of && types.some((each) => isReadIn(each, scope)) ? [scope] : []));
}

/**
 * Scopes in an order in which those that others need come first: a tenant, then what encloses subscriptions and needs the tenant
 * itself, then the subscriptions. Scopes of one provider and kind stay in the order that they have.
 */
export function sharedFirst<S extends { readonly scope: string }>(
  checks: readonly ConfiguredCheck[],
  scopes: readonly S[],
): S[] {
  const places = new Map(scopes.map(({ scope }) => [placeOf(scope), scope]));
  const needs = new Map(
    [...places].map(([place, scope]) => [place, new Set(sharedBy(checks, scope, scopes).map(placeOf))]),
  );
  /** How many steps of need lie above a place. \`path\`: the places that the question came by, since needs may go in a circle. */
  const heightOf = (place: string, path: readonly string[]): number =>
    Math.max(
      0,
      ...[...needs].flatMap(([other, needed]) =>
        needed.has(place) && !path.includes(other) ? [1 + heightOf(other, [...path, other])] : [],
      ),
    );
  const heights = new Map([...needs.keys()].map((place) => [place, heightOf(place, [place])]));
  const heightAt = ({ scope }: S): number => heights.get(placeOf(scope)) ?? 0;
  return scopes.toSorted((a, b) => heightAt(b) - heightAt(a));
}

/** Scopes of one provider and kind need the same. */
const placeOf = (scope: string): string => `${parseScope(scope).provider} ${kindOf(scope)}`;
