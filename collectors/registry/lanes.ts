// Names the lanes by which the scopes of a config are read live: data, without a client of any cloud.
import { ACCESS_PATH } from "../access-path.ts";
import { lanesOfAccounts } from "../aws/account-lanes.ts";
import { configuredAccounts, type AccountsConfig } from "../aws/configured-accounts.ts";
import type { TenantConfig } from "../microsoft/configured-tenant.ts";
import { lanesOfGroups } from "../azure/groups/lanes.ts";
import { AZURE_LANES } from "../azure/actions.ts";
import { subscriptionOf } from "../microsoft/management-group.ts";
import { ENTRA_LANES } from "../entra/actions.ts";
import { GCP_LANES } from "../gcp/actions.ts";
import { projectOf } from "../gcp/containers/container.ts";
import { CONTAINER_LANES, lanesOfContainers } from "../gcp/containers/lanes.ts";
import type { GoogleConfig } from "../google/configured-google.ts";
import type { Reader } from "../port.ts";
import { WORKSPACE_LANES } from "../workspace/actions.ts";

/** The part of a config that the clouds that are read live need. */
export type LiveConfig = AccountsConfig & TenantConfig & GoogleConfig;

/** Lanes by type, and by scope where a scope has others than most; of all clouds that the config reads together. */
export function liveLanes(config: LiveConfig): Pick<Required<Reader>, "lanes" | "lanesOf"> {
  const scopes = config.scopes.map(({ scope }) => scope);
  const { lanes, lanesOf } = lanesOfAccounts(configuredAccounts(config));
  // The ways into a scope are one type in all clouds, which AWS reads by another lane.
  const ofAzure = config.azure === null ? {} : { ...AZURE_LANES, ...ENTRA_LANES };
  const ofGoogle = config.gcp === null ? {} : { ...GCP_LANES, ...CONTAINER_LANES, ...WORKSPACE_LANES };
  const waysIn = (isOf: (scope: string) => boolean, of: typeof AZURE_LANES) =>
    config.scopes
      .filter(({ scope }) => isOf(scope))
      .map(({ scope }) => [scope, { [ACCESS_PATH]: of[ACCESS_PATH] as string }] as const);
  return {
    lanes: { ...ofGoogle, ...ofAzure, ...lanes },
    lanesOf: {
      ...lanesOf,
      ...Object.fromEntries(
        config.azure === null ? [] : waysIn((scope) => subscriptionOf(scope) !== null, AZURE_LANES),
      ),
      ...lanesOfGroups(config.azure === null ? [] : scopes),
      ...Object.fromEntries(config.gcp === null ? [] : waysIn((scope) => projectOf(scope) !== null, GCP_LANES)),
      ...lanesOfContainers(config.gcp === null ? [] : scopes),
    },
  };
}
