// Reads from a company's config how Google Cloud and Google Workspace are read, in the form that the live reader takes.

/** The part of a config that describes both; scopes of other clouds are passed over. */
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
    /** Id of the customer of Google Workspace. */
    readonly customer: string | null;
    /** The e-mail address of the person who is acted for. */
    readonly administrator: string | null;
  } | null;
};

/** How they are read, and which scopes are enrolled; null where both are read from exports alone. */
export function configuredGoogle({ scopes, gcp }: GoogleConfig) {
  if (gcp === null) return null;
  const isRead = (scope: string): boolean => scope.startsWith("gcp/") || scope === `workspace/${gcp.customer}`;
  return { ...gcp, scopes: scopes.map(({ scope }) => scope).filter(isRead) };
}
