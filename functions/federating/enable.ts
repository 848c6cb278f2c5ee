// Asks AWS to turn outbound federation on in the account that the credentials are of.
import {
  EnableOutboundWebIdentityFederationCommand,
  FeatureEnabledException,
  type IAMClient,
} from "@aws-sdk/client-iam";

/** The reason why federation is off; null where it is on, whoever turned it on. */
export async function enableFederation(iam: IAMClient): Promise<string | null> {
  try {
    await iam.send(new EnableOutboundWebIdentityFederationCommand({}));
    return null;
  } catch (error) {
    if (error instanceof FeatureEnabledException) return null;
    const name = error instanceof Error ? error.name : "Unknown";
    return `AWS did not turn outbound federation on (${name}). Turn it on with: aws iam enable-outbound-web-identity-federation. Then set deployment.enableOutboundFederation to false, and deploy again`;
  }
}
