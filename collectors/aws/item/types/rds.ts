// Lists the members of databases of RDS and Aurora, and of their snapshots, that leave here. They follow the answers of RDS.
import type { ResourceTypes } from "../resource-type.ts";
import { instant, list, record, scalar } from "../spelling.ts";

/** Values of `restore` are ids of accounts, or `all`. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshotAttribute.html */
const attributes = list(record({ AttributeName: scalar, AttributeValues: list(scalar) }));

const subnets = list(record({ SubnetIdentifier: scalar }));

const securityGroups = list(record({ VpcSecurityGroupId: scalar, Status: scalar }));

// Config's resourceId is the immutable id (db-…, cluster-…), its resourceName the identifier that the ARN has.
const arn = (prefix: string) => (_id: string, name: string) => ({
  service: "rds",
  regional: true,
  resource: `${prefix}:${name}`,
});

export const rds: ResourceTypes = {
  "AWS::RDS::DBInstance": {
    configuration: record({
      DBInstanceIdentifier: scalar,
      Engine: scalar,
      EngineVersion: scalar,
      StorageEncrypted: scalar,
      StorageEncryptionType: scalar,
      KmsKeyId: scalar,
      PubliclyAccessible: scalar,
      NetworkType: scalar,
      DBClusterIdentifier: scalar,
      BackupRetentionPeriod: scalar,
      ReadReplicaSourceDBInstanceIdentifier: scalar,
      ReadReplicaSourceDBClusterIdentifier: scalar,
      OptionGroupMemberships: list(record({ OptionGroupName: scalar, Status: scalar })),
      DBParameterGroups: list(record({ DBParameterGroupName: scalar, ParameterApplyStatus: scalar })),
      VpcSecurityGroups: securityGroups,
      DBSubnetGroup: record({ VpcId: scalar, Subnets: subnets }),
      Endpoint: record({ Port: scalar }),
      DbInstancePort: scalar,
    }),
    supplementary: {},
    global: false,
    uniqueId: true,
    arn: arn("db"),
  },
  "AWS::RDS::DBCluster": {
    configuration: record({
      DBClusterIdentifier: scalar,
      Engine: scalar,
      EngineVersion: scalar,
      EngineMode: scalar,
      ClusterScalabilityType: scalar,
      VPCNetworkingEnabled: scalar,
      InternetAccessGatewayEnabled: scalar,
      StorageEncrypted: scalar,
      StorageEncryptionType: scalar,
      KmsKeyId: scalar,
      BackupRetentionPeriod: scalar,
      DBClusterParameterGroup: scalar,
      VpcSecurityGroups: securityGroups,
      DBSubnetGroup: scalar,
      Port: scalar,
      PubliclyAccessible: scalar,
      // The writing member is left out: it changes with every failover, although nobody changed the configuration.
      DBClusterMembers: list(record({ DBInstanceIdentifier: scalar, DBClusterParameterGroupStatus: scalar })),
      ClusterCreateTime: instant,
    }),
    supplementary: {},
    global: false,
    uniqueId: true,
    arn: arn("cluster"),
  },
  "AWS::RDS::DBSubnetGroup": {
    configuration: record({ DBSubnetGroupName: scalar, VpcId: scalar, Subnets: subnets }),
    supplementary: {},
    global: false,
    uniqueId: false,
    arn: arn("subgrp"),
  },
  "AWS::RDS::DBSnapshot": {
    configuration: record({
      DBSnapshotIdentifier: scalar,
      SnapshotType: scalar,
      Engine: scalar,
      Encrypted: scalar,
      StorageEncryptionType: scalar,
      KmsKeyId: scalar,
    }),
    supplementary: { DBSnapshotAttributes: ["DBSnapshotAttributes", attributes] },
    global: false,
    uniqueId: false,
    arn: arn("snapshot"),
  },
  "AWS::RDS::DBClusterSnapshot": {
    configuration: record({
      DBClusterSnapshotIdentifier: scalar,
      SnapshotType: scalar,
      Engine: scalar,
      StorageEncrypted: scalar,
      StorageEncryptionType: scalar,
      KmsKeyId: scalar,
      ClusterCreateTime: instant,
    }),
    supplementary: { DBClusterSnapshotAttributes: ["DBClusterSnapshotAttributes", attributes] },
    global: false,
    uniqueId: false,
    arn: arn("cluster-snapshot"),
  },
};
