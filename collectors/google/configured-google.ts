// Reads from a company's config how Google Cloud is read, in the form that the live reader takes.

/** The part of a config that describes Google Cloud; scopes of other clouds are passed over. */
export type GoogleConfig = {
  readonly scopes: readonly { readonly scope: string }[];
  readonly gcp: {
    readonly parent: string | null;
    readonly quotaProject: string | null;
    /** A deployment signs in by these two: see FederatedAccess. */
    readonly serviceAccount: string | null;
    readonly provider: string | null;
    /** Whether the projects below `parent` are listed. */
    readonly discover: boolean;
  } | null;
};

/** How projects are read, and which are enrolled; null where Google Cloud is read from exports alone. */
export function configuredGoogle({ scopes, gcp }: GoogleConfig) {
  if (gcp === null) return null;
  return { ...gcp, scopes: scopes.map(({ scope }) => scope).filter((scope) => scope.startsWith("gcp/projects/")) };
}
