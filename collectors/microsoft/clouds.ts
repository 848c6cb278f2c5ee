// Lists the clouds of Azure, each with the endpoints that are called: no other endpoint ever gets a token.

/** Endpoints without a slash at their end. */
export type AzureCloud = {
  /** Microsoft Entra ID, which issues tokens. */
  readonly authority: string;
  /** Azure Resource Manager. Its tokens are asked for `<endpoint>/.default`. */
  readonly resourceManager: string;
  /** Microsoft Graph. Its tokens are asked for `<endpoint>/.default`. */
  readonly graph: string;
  /** The audience of a workload token that Entra takes in exchange for one of its own. */
  readonly audience: string;
};

/**
 * By the names of `az cloud list`. Endpoints: https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud,
 * https://learn.microsoft.com/en-us/graph/deployments and https://learn.microsoft.com/en-us/azure/azure-government/compare-azure-government-global-azure.
 * Audiences: https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 */
export const AZURE_CLOUDS = {
  AzureCloud: {
    authority: "https://login.microsoftonline.com",
    resourceManager: "https://management.azure.com",
    graph: "https://graph.microsoft.com",
    audience: "api://AzureADTokenExchange",
  },
  AzureUSGovernment: {
    authority: "https://login.microsoftonline.us",
    resourceManager: "https://management.usgovcloudapi.net",
    graph: "https://graph.microsoft.us",
    audience: "api://AzureADTokenExchangeUSGov",
  },
  AzureChinaCloud: {
    authority: "https://login.chinacloudapi.cn",
    resourceManager: "https://management.chinacloudapi.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
    audience: "api://AzureADTokenExchangeChina",
  },
} as const satisfies { readonly [name: string]: AzureCloud };

export type AzureCloudName = keyof typeof AZURE_CLOUDS;
