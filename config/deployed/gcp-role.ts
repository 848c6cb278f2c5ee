// Names the role of AWS that signs in to Google Cloud: infra makes it with its function, and the workload identity provider trusts both.
import type { Deployment } from "../members/deployment.ts";

/** The function that reads Google Cloud, and its role. The service account of Google Cloud has the same name. */
export const GCP_ROLE = "tidemark-collect-gcp";

type Deployed = { readonly deployment: Pick<Deployment, "account" | "region"> };

/** The `sub` of the role's tokens. Google takes at most 127 bytes of it, and compares them exactly. */
export const gcpRoleArn = ({ deployment: { account } }: Deployed): string => `arn:aws:iam::${account}:role/${GCP_ROLE}`;

/** The function that asks for the tokens, as AWS writes it into them. */
export const gcpFunctionArn = ({ deployment: { account, region } }: Deployed): string =>
  `arn:aws:lambda:${region}:${account}:function:${GCP_ROLE}`;
