// Reads from a company's config how Azure is read, in the form that the live reader takes.
import { AZURE_CLOUDS, type AzureCloudName } from "./clouds.ts";

/** The part of a config that describes Azure; scopes of other clouds are passed over. */
export type TenantConfig = {
  readonly scopes: readonly { readonly scope: string }[];
  readonly azure: {
    readonly tenant: string;
    readonly client: string | null;
    readonly cloud: AzureCloudName;
    /** Whether the subscriptions that the identity sees are listed. */
    readonly discover: boolean;
  } | null;
};

/** The tenant, and its enrolled scopes; null where Azure is read from exports alone. */
export function configuredTenant({ scopes, azure }: TenantConfig) {
  if (azure === null) return null;
  const { tenant, client, cloud, discover } = azure;
  return {
    tenant,
    client,
    cloud: AZURE_CLOUDS[cloud],
    discover,
    scopes: scopes
      .map(({ scope }) => scope)
      .filter((scope) => scope.startsWith("azure/") || scope === `entra/${tenant}`),
  };
}
