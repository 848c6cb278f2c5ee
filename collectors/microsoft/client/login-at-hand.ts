// Signs in to Azure as the machine is signed in: by the Azure CLI, or by what the SDK finds in the environment.
import { DefaultAzureCredential } from "@azure/identity";
import { named, type AzureLogin } from "./login.ts";

/** https://learn.microsoft.com/en-us/azure/developer/javascript/sdk/authentication/credential-chains#defaultazurecredential-overview */
export const loginAtHand: AzureLogin = (tenantId, cloud) =>
  named(new DefaultAzureCredential({ tenantId, authorityHost: cloud.authority }));
