// Signs in to Azure as the machine is signed in: by the Azure CLI, or by what the SDK finds in the environment.
import { DefaultAzureCredential } from "@azure/identity";
import type { TokenCredential } from "@azure/identity";
import { AZURE_CLOUDS, type AzureCloudName } from "../clouds.ts";
import { claimsOf } from "./claims.ts";
import { named, type AzureLogin } from "./login.ts";

/** https://learn.microsoft.com/en-us/azure/developer/javascript/sdk/authentication/credential-chains#defaultazurecredential-overview */
export const loginAtHand: AzureLogin = (tenantId, cloud) =>
  named(new DefaultAzureCredential({ tenantId, authorityHost: cloud.authority }));

export type LoginAtHand = {
  /** Whose tokens it gives, in lower case. */
  readonly tenant: string;
  readonly cloud: AzureCloudName;
  readonly credential: TokenCredential;
};

/**
 * The login of this machine, in whichever tenant it is; null where its token names none. The cloud is the public one, or that of
 * the authority in the environment. Rejects with NoCredentials where nobody is signed in, and with CallFailed.
 */
export async function anyLoginAtHand(): Promise<LoginAtHand | null> {
  // https://learn.microsoft.com/en-us/javascript/api/overview/azure/identity-readme#environment-variables
  const authority = (process.env["AZURE_AUTHORITY_HOST"] ?? "").replace(/\/+$/, "");
  const names = Object.keys(AZURE_CLOUDS) as AzureCloudName[];
  const cloud = names.find((name) => AZURE_CLOUDS[name].authority === authority) ?? "AzureCloud";
  const { authority: authorityHost, resourceManager } = AZURE_CLOUDS[cloud];
  const credential = named(new DefaultAzureCredential({ authorityHost }));
  const token = await credential.getToken(`${resourceManager}/.default`);
  const { tenant } = claimsOf(token?.token ?? "");
  return tenant === null ? null : { tenant, cloud, credential };
}
