// What functions and operators need that the stacks do not grant yet: it is added to what the stacks say. Empty it once they do.
import { placesOf, PREFIX, type DeployedConfig } from "../../../config/places.ts";
import type { FunctionName } from "../../../infra/names.ts";
import type { Statement } from "./iam.ts";

const allow = (Action: string | readonly string[], Resource: string | readonly string[]): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
});

export const GRANTED_AHEAD = {
  environment: (config: DeployedConfig): Record<string, string> => ({ KEYS: placesOf(config).keys.join(",") }),
  statements: (name: FunctionName, config: DeployedConfig): Statement[] =>
    name === "assess-scope" ? [allow("s3:GetObject", `arn:aws:s3:::${placesOf(config).workBucket}/restarts/*`)] : [],
  /** The role `tidemark-operator`. */
  operator(config: DeployedConfig, keyArn: string): Statement[] {
    const { ledgerBucket, namesBucket, workBucket, sealingFunction } = placesOf(config);
    const [ledger, names, work] = [ledgerBucket, namesBucket, workBucket].map((bucket) => `arn:aws:s3:::${bucket}`);
    return [
      allow(["s3:ListBucketVersions", "s3:GetBucketVersioning", "s3:GetBucketObjectLockConfiguration"], `${ledger}`),
      allow("s3:GetObjectVersion", `${ledger}/${PREFIX}*`),
      allow(
        ["s3:PutObject", "s3:GetObjectRetention"],
        [`${ledger}/${PREFIX}genesis.json`, `${ledger}/${PREFIX}records/provider=tidemark/*`],
      ),
      // Who may not list a bucket is told "denied" of an object that is not there.
      allow("s3:ListBucket", [`${names}`, `${work}`]),
      allow(["s3:GetObject", "s3:PutObject"], [`${names}/*`, `${work}/trust/*`, `${work}/restarts/*`]),
      allow("kms:GetPublicKey", keyArn),
      allow("lambda:InvokeFunction", sealingFunction),
    ];
  },
};
