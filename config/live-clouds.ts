// Decides which scopes of a config Tidemark reads by itself, and from which cloud: scopes of the others are read from exports alone.

/** `collectors/registry/readers.ts` has a reader for each. */
export const LIVE_CLOUDS = ["aws", "azure", "gcp"] as const;

/**
 * Scopes that are read with one identity: `azure` has the subscriptions and management groups of Azure and their tenant of Microsoft Entra,
 * `gcp` the projects, folders and organizations of Google Cloud and their customer of Google Workspace.
 */
export type LiveCloud = (typeof LIVE_CLOUDS)[number];

/** The part of a config that says what is read live. */
export type LiveChoice = {
  readonly azure: { readonly tenant: string } | null;
  readonly gcp: { readonly customer: string | null } | null;
};

/** Whether a scope, such as `aws/123456789012`, is one of `provider`. */
export const isOf = (scope: string, provider: string): boolean => scope.startsWith(`${provider}/`);

/** The cloud that a scope is read from; null where it is read from exports alone. */
export function cloudOf({ azure, gcp }: LiveChoice, scope: string): LiveCloud | null {
  if (isOf(scope, "aws")) return "aws";
  if (gcp !== null && (isOf(scope, "gcp") || scope === `workspace/${gcp.customer}`)) return "gcp";
  if (azure === null) return null;
  return isOf(scope, "azure") || scope === `entra/${azure.tenant}` ? "azure" : null;
}

/** Whether a config has a scope that is read from `cloud`. */
export const readsFrom = (
  config: LiveChoice & { readonly scopes: readonly { readonly scope: string }[] },
  cloud: LiveCloud,
): boolean => config.scopes.some(({ scope }) => cloudOf(config, scope) === cloud);

/** Whether a scope is read without exports. */
export const isReadLive = (config: LiveChoice, scope: string): boolean => cloudOf(config, scope) !== null;

/** The scopes of a config that are of `provider`, each with its id. */
export const scopesOf = <T extends { readonly scope: string }>(scopes: readonly T[], provider: string) =>
  scopes
    .filter(({ scope }) => isOf(scope, provider))
    .map((each) => ({ ...each, id: each.scope.slice(provider.length + 1) }));
