// Builds the ledger: its bucket and keys, the names beside it, and the role that reads it.
import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import { acknowledge } from "../acknowledge.ts";
import type { Names } from "../names.ts";
import { countNotes } from "../watch/note-written.ts";
import { auditorRole } from "./auditor-role.ts";
import { ledgerBucket } from "./ledger-bucket.ts";
import { namesBucket } from "./names-bucket.ts";
import { signingKeys } from "./signing-key.ts";

export class LedgerStack extends Stack {
  /** The keys of the log, oldest first. */
  readonly keys: readonly Key[];

  constructor(scope: Construct, id: string, config: DeployedConfig, names: Names, props: StackProps) {
    super(scope, id, props);
    const bucket = ledgerBucket(this, config, names);
    acknowledge(
      bucket,
      "AwsSolutions-S1",
      "access logs cannot go to a bucket with default retention, and elsewhere nothing would protect them; the chain shows what was written",
    );
    this.keys = signingKeys(this, config, names);
    for (const key of this.keys)
      acknowledge(
        key,
        "AwsSolutions-KMS5",
        "KMS cannot rotate asymmetric keys; operators rotate them (docs/runbook.md)",
      );
    namesBucket(this, config, names);
    countNotes(this, names.ledgerBucket);
    auditorRole(this, {
      roleName: "tidemark-auditor",
      bucketName: names.ledgerBucket,
      keys: this.keys,
      namesBucket: names.namesBucket,
    });
    new CfnOutput(this, "LedgerPlace", { value: names.ledger });
    new CfnOutput(this, "NamesPlace", { value: names.names });
    for (const [i, { keyArn }] of this.keys.entries())
      new CfnOutput(this, i === 0 ? "SigningKeyArn" : `SigningKey${i + 1}Arn`, { value: keyArn });
  }
}
