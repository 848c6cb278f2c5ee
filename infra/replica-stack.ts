// A second copy of every object of the ledger, in another region or account, under the same lock.
import { Stack, type StackProps } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import type { DeployedConfig } from "../config/places.ts";
import { locked, replicaPolicy } from "./ledger-bucket.ts";
import type { Names } from "./names.ts";

export class ReplicaStack extends Stack {
  constructor(scope: Construct, id: string, config: DeployedConfig, names: Names, props: StackProps) {
    super(scope, id, props);
    const bucket = new Bucket(this, "Replica", {
      bucketName: names.replicaBucket as string,
      ...locked(config),
    });
    acknowledge(bucket, "AwsSolutions-S1", "a locked bucket can't take access logs of its own");
    for (const statement of replicaPolicy(bucket, names)) bucket.addToResourcePolicy(statement);
  }
}
