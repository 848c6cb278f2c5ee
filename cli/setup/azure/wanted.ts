// Decides what has to be there in Azure and Microsoft Entra, so that Tidemark can read: by the config, and by what its sources declare.
import { AZURE_ACTIONS } from "../../../collectors/azure/actions.ts";
import { GRAPH_PERMISSIONS } from "../../../collectors/entra/permissions.ts";
import { AZURE_CLOUDS, type AzureCloudName } from "../../../collectors/microsoft/clouds.ts";
import { AZURE_ROLE, azureRoleArn } from "../../../config/deployed/azure-role.ts";
import { deployedConfig } from "../../../config/deployed/places.ts";
import type { Config } from "../../../config/schema.ts";
import { UsageError } from "../../exit.ts";

/** Everything that is made, as script and template are told it. */
export type Wanted = {
  /** The application, its service principal and its federated credential. */
  readonly name: string;
  readonly tenant: string;
  /** The application by its id, where the config knows it. */
  readonly client: string | null;
  readonly cloud: AzureCloudName;
  /** Microsoft Graph of that cloud, without a slash at the end. */
  readonly graph: string;
  /** The account of AWS whose issuer signs. */
  readonly account: string;
  /** The role of AWS that is trusted, by its ARN. */
  readonly subject: string;
  readonly audience: string;
  /** Id of the group at which the role is assigned. */
  readonly managementGroup: string;
  /** The role: Reader, or one of exactly `actions`. */
  readonly role: string;
  readonly isCustomRole: boolean;
  /** Actions that the sources of Azure declare, sorted. */
  readonly actions: readonly string[];
  /** Application permissions of Microsoft Graph; none where the config does not enrol the tenant. */
  readonly permissions: typeof GRAPH_PERMISSIONS;
};

/** Actions of Resource Manager and Resource Graph that the sources declare, each once, sorted. */
export const DECLARED_ACTIONS: readonly string[] = [
  ...new Set(AZURE_ACTIONS.flatMap(({ actions }) => actions.map(({ action }) => action))),
].toSorted();

/** The built-in role that covers them. */
export const READER = "Reader";

/** The name of the role of exactly the declared actions. */
export const CUSTOM_ROLE = "Tidemark reader of configuration";

export type Choice = {
  /** Undefined: the root group of the tenant, which has the tenant's id. */
  readonly managementGroup?: string | undefined;
  readonly isCustomRole: boolean;
};

/** Throws UsageError where the config names no tenant, or no AWS account whose role signs in. */
export function wantedOf(config: Config, { managementGroup, isCustomRole }: Choice): Wanted {
  const { azure } = config;
  if (azure === null)
    throw new UsageError(
      'the config names no tenant of Azure. Add azure: { tenant: "…" }, as az account show prints it',
    );
  const deployed = deployedConfig(config);
  if (deployed === null)
    throw new UsageError(
      "the config has no deployment, so no role of AWS would sign in to Azure. Add deployment and schedule, or, to read from a workstation alone, sign in with az login",
    );
  // https://learn.microsoft.com/en-us/azure/governance/management-groups/overview
  if (managementGroup !== undefined && !/^[\w().-]{1,90}$/.test(managementGroup))
    throw new UsageError(
      `found --management-group ${managementGroup}, expected the id of a management group: up to 90 letters, digits and - _ ( ) .`,
    );
  const { graph, audience } = AZURE_CLOUDS[azure.cloud];
  return {
    name: AZURE_ROLE,
    tenant: azure.tenant,
    client: azure.client,
    cloud: azure.cloud,
    graph,
    account: deployed.deployment.account,
    subject: azureRoleArn(deployed),
    audience,
    managementGroup: managementGroup ?? azure.tenant,
    role: isCustomRole ? CUSTOM_ROLE : READER,
    isCustomRole,
    actions: DECLARED_ACTIONS,
    permissions: config.scopes.some(({ scope }) => scope === `entra/${azure.tenant}`) ? GRAPH_PERMISSIONS : [],
  };
}

/** The scope of the role, as Resource Manager names it. */
export const scopeOf = ({ managementGroup }: Pick<Wanted, "managementGroup">): string =>
  `/providers/Microsoft.Management/managementGroups/${managementGroup}`;
