// Names what the scripts of `tidemark setup gcp` make for the company of the tests, and tells what a run changed.
import type { AwsAtHand } from "../azure-cli/azure-cli.ts";
import type { GcloudRun, GoogleState } from "./gcloud-cli.ts";
import { QUOTA } from "./wanted.ts";

export const ACCOUNT = "555566667777";
export const ISSUER = "https://6f1c2b9e.tokens.sts.global.api.aws";
export const AWS: AwsAtHand = { account: ACCOUNT, issuer: ISSUER };
export const SUBJECT = `arn:aws:iam::${ACCOUNT}:role/tidemark-collect-gcp`;
export const READER = `tidemark-collect-gcp@${QUOTA.projectId}.iam.gserviceaccount.com`;
export const POOL = `projects/${QUOTA.projectNumber}/locations/global/workloadIdentityPools/tidemark`;
export const PROVIDER = `${POOL}/providers/tidemark-aws`;
export const FEDERATED = `principal://iam.googleapis.com/${POOL}/subject/${SUBJECT}`;
const MEMBER = `serviceAccount:${READER}`;

const READS = /(?:^| )(?:describe|get-ancestors|get-iam-policy|list)\b/;
/** Commands that change something. */
export const changes = ({ commands }: GcloudRun): string[] =>
  commands.map((command) => command.join(" ")).filter((command) => !READS.test(command));

/** Places at which the service account has a role, each with the role. */
export const bound = ({ policies }: GoogleState): string[] =>
  Object.entries(policies)
    .flatMap(([place, bindings]) =>
      bindings.flatMap(({ role, members }) => (members.includes(MEMBER) ? [`${place} ${role}`] : [])),
    )
    .toSorted();
