// Judges automated backups of RDS (Aurora, DocumentDB and Neptune share its API) and automated snapshots of Redshift, and
// lists the evaluators of AWS.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Verdict } from "../../kernel.ts";
import { dynamodb } from "./dynamodb.ts";
import type { Parameters, WithParameters } from "./parameters.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html#supported-resources */
const byAwsBackup: Problem = {
  code: "not-supported",
  detail: "automated backups are too few, and Tidemark does not read backups that AWS Backup makes",
};

/** Automated backups of RDS restore to any moment that they cover, so that `days` of them are all that is asked for. */
function judgeRetention(kept: number, { days, requirePointInTime }: Parameters, facts: JsonObject): Verdict {
  if (kept >= days) return pass("automated backups are kept for as long as required", facts);
  if (!requirePointInTime) {
    // Snapshots by a plan of AWS Backup may be kept longer, and show in no member of the database.
    return indeterminate(byAwsBackup, facts);
  }
  return kept === 0
    ? fail("automated backups are off (BackupRetentionPeriod is 0)", facts)
    : fail("automated backups are kept for fewer days than required", facts);
}

const instance = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBInstance",
  global: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
  reads: z.object({
    BackupRetentionPeriod: z.int().min(0),
    DBClusterIdentifier: z.string().optional(),
    ReadReplicaSourceDBInstanceIdentifier: z.string().optional(),
    ReadReplicaSourceDBClusterIdentifier: z.string().optional(),
  }),
  evaluate(row, { parameters }: WithParameters) {
    const { BackupRetentionPeriod: retentionDays, DBClusterIdentifier: cluster } = row;
    if (isNamed(cluster))
      return notApplicable("backups are a setting of the instance's cluster, and the cluster is judged separately", {
        cluster: cluster ?? null,
      });
    if (isNamed(row.ReadReplicaSourceDBInstanceIdentifier) || isNamed(row.ReadReplicaSourceDBClusterIdentifier))
      return notApplicable("the instance is a read replica: its data is that of its source");
    return judgeRetention(retentionDays, parameters, { retentionDays });
  },
});

const isNamed = (identifier: string | undefined): boolean => (identifier ?? "") !== "";

const cluster = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBCluster",
  global: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
  reads: z.object({ BackupRetentionPeriod: z.int().min(0) }),
  evaluate: ({ BackupRetentionPeriod: retentionDays }, { parameters }: WithParameters) =>
    judgeRetention(retentionDays, parameters, { retentionDays }),
});

const redshift = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::Redshift::Cluster",
  global: false,
  // https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html
  reads: z.object({ AutomatedSnapshotRetentionPeriod: z.int().min(0) }),
  // Redshift restores to a snapshot, and to no moment between two: only how long they are kept is judged.
  evaluate({ AutomatedSnapshotRetentionPeriod: retentionDays }, { parameters }: WithParameters) {
    const facts = { retentionDays };
    if (retentionDays < parameters.days && !parameters.requirePointInTime) return indeterminate(byAwsBackup, facts);
    if (retentionDays === 0) return fail("automated snapshots are off (AutomatedSnapshotRetentionPeriod is 0)", facts);
    return retentionDays < parameters.days
      ? fail("automated snapshots are kept for fewer days than required", facts)
      : pass("automated snapshots are kept for as long as required", facts);
  },
});

export const aws = [instance, cluster, redshift, dynamodb];
