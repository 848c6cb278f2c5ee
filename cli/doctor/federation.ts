// Asks AWS whether the account of a deployment issues the tokens by which its roles sign in to Azure and Google Cloud, and what they say.
import { GetOutboundWebIdentityFederationInfoCommand, IAMClient } from "@aws-sdk/client-iam";
import { remedy } from "../../audit/standing/remedy.ts";
import { accountBudget } from "../../collectors/aws/client/called-service.ts";
import { credentialsAtHand, openOwnSession } from "../../collectors/aws/client/session.ts";
import { CallFailed, NoCredentials } from "../../collectors/live/call.ts";
import { AZURE_CLOUDS } from "../../collectors/microsoft/clouds.ts";
import { azureRoleArn } from "../../config/deployed/azure-role.ts";
import { deployedConfig } from "../../config/deployed/places.ts";
import { gcpRoleArn } from "../../config/deployed/gcp-role.ts";
import { readsFrom } from "../../config/live-clouds.ts";
import type { Config } from "../../config/schema.ts";
import { realClock } from "../clock.ts";

/**
 * A person compares `subject`, `audience` and `issuer` with the federated credential of the application, or with the provider of the
 * workload identity pool.
 */
export type Federation = {
  readonly subject: string;
  readonly audience: string;
  /** Null where the account issues no tokens, or nobody could ask. */
  readonly issuer: string | null;
  /** Whether the account issues tokens; null where nobody could ask. */
  readonly isOn: boolean | null;
  readonly cause: string | null;
  readonly remedy: string | null;
};

/** Null where the config deploys nothing that reads Azure. */
export async function federationOf(config: Config): Promise<Federation | null> {
  const deployed = deployedConfig(config);
  const { azure } = config;
  if (deployed === null || azure === null || !readsFrom(config, "azure")) return null;
  const said = { subject: azureRoleArn(deployed), audience: AZURE_CLOUDS[azure.cloud].audience };
  const issuer = await issuerOf(deployed.deployment, "Azure");
  return azure.client === null && issuer.cause === null
    ? { ...said, ...issuer, cause: "the config names no application to sign in as", remedy: SET_UP_AZURE }
    : { ...said, ...issuer };
}

/** Null where the config deploys nothing that reads Google Cloud. */
export async function googleFederationOf(config: Config): Promise<Federation | null> {
  const deployed = deployedConfig(config);
  const { gcp } = config;
  if (deployed === null || gcp === null || !readsFrom(config, "gcp")) return null;
  const said = {
    subject: gcpRoleArn(deployed),
    audience: gcp.provider === null ? "unknown" : `//iam.googleapis.com/${gcp.provider}`,
  };
  const issuer = await issuerOf(deployed.deployment, "Google Cloud");
  return (gcp.provider === null || gcp.serviceAccount === null) && issuer.cause === null
    ? {
        ...said,
        ...issuer,
        cause: "the config names no service account or no provider to sign in by",
        remedy: SET_UP_GCP,
      }
    : { ...said, ...issuer };
}

type Issuer = Pick<Federation, "issuer" | "isOn" | "cause" | "remedy">;

const SET_UP_AZURE = "run tidemark setup azure, then the script that it prints, and put azure.client into the config";
const SET_UP_GCP =
  "run tidemark setup gcp, then the script that it prints, and put gcp.serviceAccount and gcp.provider into the config";
const ENABLE = "turn on outbound federation in the account: aws iam enable-outbound-web-identity-federation";

const unknown = (cause: string, advice: string): Issuer => ({ issuer: null, isOn: null, cause, remedy: advice });
const off = (account: string, cloud: string): Issuer => ({
  issuer: null,
  isOn: false,
  cause: `outbound federation is off in account ${account}, expected on: the deployment signs in to ${cloud} by a token of AWS`,
  remedy: ENABLE,
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html */
async function issuerOf(
  { account, region }: { readonly account: string; readonly region: string },
  cloud: string,
): Promise<Issuer> {
  const opening = { credentials: credentialsAtHand(), budget: accountBudget(), clock: realClock.now, signal: null };
  try {
    const session = await openOwnSession([region], opening);
    const found = session.account.id;
    if (found !== account)
      return unknown(
        `the credentials at hand are of account ${found}, and Tidemark is deployed in account ${account}`,
        `run doctor with credentials of account ${account}`,
      );
    const iam = session.client(IAMClient, region);
    const info = await iam.send(new GetOutboundWebIdentityFederationInfoCommand({}));
    if (info.JwtVendingEnabled !== true || info.IssuerIdentifier === undefined) return off(account, cloud);
    return { issuer: info.IssuerIdentifier, isOn: true, cause: null, remedy: null };
  } catch (error) {
    if (error instanceof NoCredentials) return unknown(error.message, "sign in to AWS and run doctor again");
    if (!(error instanceof CallFailed)) throw error;
    if (error.error.startsWith("FeatureDisabled")) return off(account, cloud);
    const { code, detail } = error.problem;
    return unknown(`${code}: ${detail}`, remedy(error.problem, []));
  }
}
