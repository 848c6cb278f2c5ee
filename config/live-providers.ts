// Lists the providers whose scopes Tidemark reads by itself, as data: scopes of the others are read from exports alone.
import type { PROVIDERS } from "../evidence-schema/keys/object-key.ts";

/** `collectors/registry/readers.ts` has a cloud for each. */
export const LIVE_PROVIDERS = ["aws"] as const satisfies readonly (typeof PROVIDERS)[number][];

/** A provider among `LIVE_PROVIDERS`. */
export type LiveProvider = (typeof LIVE_PROVIDERS)[number];

/** Whether a scope, such as `aws/123456789012`, is one of `provider`. */
export const isOf = (scope: string, provider: LiveProvider): boolean => scope.startsWith(`${provider}/`);

/** Whether a scope is read without exports. */
export const isReadLive = (scope: string): boolean => LIVE_PROVIDERS.some((provider) => isOf(scope, provider));

/** The scopes of a config that are of `provider`, each with its id. */
export const scopesOf = <T extends { readonly scope: string }>(scopes: readonly T[], provider: LiveProvider) =>
  scopes
    .filter(({ scope }) => isOf(scope, provider))
    .map((each) => ({ ...each, id: each.scope.slice(provider.length + 1) }));
