// Cases of the check that databases are backed up: RDS and Redshift.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html, as the example of DescribeDBInstances has it.
const instance = (members: Members = {}): Json => ({
  DBInstanceIdentifier: "orders",
  Engine: "postgres",
  DBInstanceStatus: "available",
  BackupRetentionPeriod: 7,
  PreferredBackupWindow: "04:45-05:15",
  ReadReplicaDBInstanceIdentifiers: [],
  ...members,
});

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
const cluster = (members: Members = {}): Json => ({
  DBClusterIdentifier: "shop",
  Engine: "aurora-postgresql",
  BackupRetentionPeriod: 7,
  ...members,
});

// https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html
const redshift = (members: Members = {}): Json => ({
  ClusterIdentifier: "reports",
  AutomatedSnapshotRetentionPeriod: 7,
  ManualSnapshotRetentionPeriod: -1,
  ...members,
});

/** The same of an instance and of a cluster. */
const retention = (database: (members?: Members) => Json): Case[] => [
  {
    name: "backups that are kept for as long as required",
    slice: database(),
    expect: "pass",
    facts: { retentionDays: 7 },
  },
  { name: "backups that are kept for longer", slice: database({ BackupRetentionPeriod: 35 }), expect: "pass" },
  {
    name: "backups that are kept for a day less",
    slice: database({ BackupRetentionPeriod: 6 }),
    expect: "fail",
    because: "automated backups are kept for fewer days than required",
    facts: { retentionDays: 6 },
  },
  {
    name: "backups that are off",
    slice: database({ BackupRetentionPeriod: 0 }),
    expect: "fail",
    because: "automated backups are off (BackupRetentionPeriod is 0)",
  },
  {
    name: "a company that asks for a day",
    slice: database({ BackupRetentionPeriod: 1 }),
    parameters: { days: 1 },
    expect: "pass",
  },
  {
    name: "a company that asks for a month",
    slice: database({ BackupRetentionPeriod: 14 }),
    parameters: { days: 30 },
    expect: "fail",
  },
  // A plan of AWS Backup makes snapshots of its own, and leaves the period at 0.
  {
    name: "backups that are off, where no moment is asked for",
    slice: database({ BackupRetentionPeriod: 0 }),
    parameters: { requirePointInTime: false },
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "backups that are kept for as long as required, where no moment is asked for",
    slice: database(),
    parameters: { requirePointInTime: false },
    expect: "pass",
  },
  {
    name: "a period that is a string",
    slice: database({ BackupRetentionPeriod: "7" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

export const cases: Cases = {
  "aws AWS::RDS::DBInstance": {
    cases: [
      ...retention(instance),
      {
        name: "an instance of a cluster, whose own period says nothing",
        slice: instance({ DBClusterIdentifier: "shop", BackupRetentionPeriod: 0 }),
        expect: "not-applicable",
        facts: { cluster: "shop" },
      },
      {
        name: "a read replica of an instance",
        slice: instance({ ReadReplicaSourceDBInstanceIdentifier: "orders", BackupRetentionPeriod: 0 }),
        expect: "not-applicable",
      },
      {
        name: "a read replica of a cluster",
        slice: instance({ ReadReplicaSourceDBClusterIdentifier: "shop", BackupRetentionPeriod: 0 }),
        expect: "not-applicable",
      },
      {
        name: "an instance that names no source and no cluster, as empty text",
        slice: instance({
          DBClusterIdentifier: "",
          ReadReplicaSourceDBInstanceIdentifier: "",
          BackupRetentionPeriod: 0,
        }),
        expect: "fail",
      },
      {
        name: "a source of replicas",
        slice: instance({ ReadReplicaDBInstanceIdentifiers: ["orders-2"], BackupRetentionPeriod: 0 }),
        expect: "fail",
      },
    ],
  },
  "aws AWS::RDS::DBCluster": {
    cases: [
      ...retention(cluster),
      {
        name: "a cluster of DocumentDB",
        slice: cluster({ Engine: "docdb", BackupRetentionPeriod: 1 }),
        expect: "fail",
      },
    ],
  },
  "aws AWS::Redshift::Cluster": {
    cases: [
      { name: "snapshots that are kept for as long as required", slice: redshift(), expect: "pass" },
      {
        name: "snapshots that are kept for a day, as by default",
        slice: redshift({ AutomatedSnapshotRetentionPeriod: 1 }),
        expect: "fail",
        because: "automated snapshots are kept for fewer days than required",
      },
      {
        name: "snapshots that are off",
        slice: redshift({ AutomatedSnapshotRetentionPeriod: 0 }),
        expect: "fail",
        because: "automated snapshots are off (AutomatedSnapshotRetentionPeriod is 0)",
      },
      {
        name: "snapshots by hand that are kept for ever",
        slice: redshift({ AutomatedSnapshotRetentionPeriod: 0, ManualSnapshotRetentionPeriod: -1 }),
        expect: "fail",
      },
      {
        name: "no automated snapshots, where no moment is required: AWS Backup may make others",
        slice: redshift({ AutomatedSnapshotRetentionPeriod: 0 }),
        parameters: { requirePointInTime: false },
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "an answer without the period",
        slice: { ClusterIdentifier: "reports" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
