// Databases in AWS Config: RDS, Redshift and DynamoDB in each of the spellings that Config has for them.
import { describe, expect, test } from "vitest";
import { ACCOUNT, item, readItems, readSelected, selected, type Members } from "./config-items.ts";
import { bodyOf } from "../../fixture.ts";

const UNIT = (type: string): string => `${type}@eu-central-1`;

/** One item as it is delivered, as history and batch answer it, and as select does, with its text changed by `likeSelect`. */
async function bodies(
  type: string,
  id: string,
  members: Members,
  likeSelect: (text: string) => string = (text) => text,
): Promise<unknown[]> {
  const { configuration, supplementaryConfiguration = {} } = members;
  const strings = Object.fromEntries(
    Object.entries(supplementaryConfiguration as Members).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  const history = {
    ...members,
    configuration: JSON.stringify(configuration),
    supplementaryConfiguration: strings,
    awsAccountId: undefined,
    accountId: ACCOUNT,
  };
  return [
    bodyOf(await readItems([item(type, id, members)], [UNIT(type)])),
    bodyOf(await readItems([item(type, id, history)], [UNIT(type)])),
    bodyOf(await readSelected(likeSelect(selected([item(type, id, members)])), [UNIT(type)])),
  ];
}

describe("RDS", () => {
  const groups = [{ vpcSecurityGroupId: "sg-1", status: "active" }];
  const instance = {
    dBInstanceIdentifier: "orders",
    engine: "postgres",
    engineVersion: "16.4",
    masterUsername: "jane",
    endpoint: { address: "orders.x.eu-central-1.rds.amazonaws.com", port: 5432, hostedZoneId: "Z1" },
    vpcSecurityGroups: groups,
    dBParameterGroups: [{ dBParameterGroupName: "default.postgres16", parameterApplyStatus: "in-sync" }],
    dBSubnetGroup: { dBSubnetGroupName: "default", vpcId: "vpc-1", subnets: [] },
    publiclyAccessible: false,
    dbInstancePort: 0,
    dBClusterIdentifier: null,
    storageEncrypted: true,
    kmsKeyId: null,
    latestRestorableTime: "2026-08-30T11:35:00.000Z",
  };
  const members = {
    ARN: `arn:aws:rds:eu-central-1:${ACCOUNT}:db:orders`,
    resourceName: "orders",
    configuration: instance,
  };

  test("an instance, with dB in front of its names", async () => {
    for (const body of await bodies("AWS::RDS::DBInstance", "db-1", members, (text) =>
      text.replaceAll(/5432/g, "5432.0").replaceAll(/,\\"[dk][A-Za-z]+\\":null/g, ""),
    )) {
      expect(body).toEqual({
        DBInstanceIdentifier: "orders",
        Engine: "postgres",
        EngineVersion: "16.4",
        StorageEncrypted: true,
        PubliclyAccessible: false,
        DBParameterGroups: [{ DBParameterGroupName: "default.postgres16", ParameterApplyStatus: "in-sync" }],
        VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
        DBSubnetGroup: { VpcId: "vpc-1", Subnets: [] },
        Endpoint: { Port: 5432 },
        DbInstancePort: 0,
      });
    }
  });

  test("an instance is the same one while it has its id, and its key is by its name", async () => {
    const unit = UNIT("AWS::RDS::DBInstance");
    for (const ARN of [members.ARN, undefined]) {
      const { items } = await readItems([item("AWS::RDS::DBInstance", "db-1", { ...members, ARN })], [unit]);
      expect(items).toMatchObject([{ key: members.ARN, incarnation: "db-1", region: "eu-central-1" }]);
    }
    const nameless = item("AWS::RDS::DBInstance", "db-1", { ...members, ARN: undefined, resourceName: null });
    await expect(readItems([nameless], [unit])).rejects.toThrow("found an item without a key");
  });

  test("a cluster, with all its capitals gone, and wrapped where select wraps", async () => {
    const cluster = {
      allocatedStorage: 1,
      endpoint: "x.cluster.eu-central-1.rds.amazonaws.com",
      engine: "aurora-mysql",
      engineVersion: "8.0.mysql_aurora.3.05.2",
      engineMode: "provisioned",
      port: 3306,
      masterUsername: "jane",
      storageEncrypted: false,
      vpcSecurityGroups: groups,
      clusterCreateTime: 1603209239560,
      dbclusterIdentifier: "shop",
      dbclusterParameterGroup: "default.aurora-mysql8.0",
      storageEncryptionType: "sse-rds",
      dbclusterMembers: [
        {
          dbinstanceIdentifier: "shop-1",
          dbclusterParameterGroupStatus: "in-sync",
          isClusterWriter: true,
          clusterWriter: true,
        },
      ],
    };
    for (const body of await bodies("AWS::RDS::DBCluster", "cluster-1", { configuration: cluster }, (text) =>
      text
        .replaceAll("3306", "3306.0")
        .replaceAll("1603209239560", "1.60320923956E12")
        .replaceAll(/\\"endpoint\\":(\\"[^\\]+\\")/g, '\\"endpoint\\":{\\"value\\":$1}')
        .replaceAll('\\"engine\\":\\"aurora-mysql\\"', '\\"engine\\":{\\"value\\":\\"aurora-mysql\\"}'),
    )) {
      expect(body).toEqual({
        DBClusterIdentifier: "shop",
        Engine: "aurora-mysql",
        EngineVersion: "8.0.mysql_aurora.3.05.2",
        EngineMode: "provisioned",
        StorageEncrypted: false,
        DBClusterParameterGroup: "default.aurora-mysql8.0",
        VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
        Port: 3306,
        StorageEncryptionType: "sse-rds",
        DBClusterMembers: [{ DBInstanceIdentifier: "shop-1", DBClusterParameterGroupStatus: "in-sync" }],
        ClusterCreateTime: "2020-10-20T15:53:59.560Z",
      });
    }
  });
});

describe("Redshift", () => {
  test("a cluster", async () => {
    const configuration = {
      clusterIdentifier: "dwh",
      masterUsername: "jane",
      endpoint: { address: "dwh.x.redshift.amazonaws.com", port: 5439 },
      vpcSecurityGroups: [{ vpcSecurityGroupId: "sg-1", status: "active" }],
      clusterParameterGroups: [
        { parameterGroupName: "tls", parameterApplyStatus: "in-sync", clusterParameterStatusList: [] },
      ],
      vpcId: "vpc-1",
      publiclyAccessible: true,
      encrypted: true,
      kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/k",
      enhancedVpcRouting: false,
    };
    for (const body of await bodies("AWS::Redshift::Cluster", "dwh", { configuration })) {
      expect(body).toEqual({
        ClusterIdentifier: "dwh",
        Encrypted: true,
        KmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/k",
        PubliclyAccessible: true,
        VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
        VpcId: "vpc-1",
        Endpoint: { Port: 5439 },
        ClusterParameterGroups: [{ ParameterGroupName: "tls", ParameterApplyStatus: "in-sync" }],
        EnhancedVpcRouting: false,
      });
    }
  });

  test("of a parameter group, the parameter that is judged", async () => {
    const members = {
      configuration: { parameterGroupName: "tls", parameterGroupFamily: "redshift-1.0", description: "by jane" },
      supplementaryConfiguration: {
        Parameters: [
          { parameterName: "require_ssl", parameterValue: "true", source: "user", isModifiable: true },
          { parameterName: "query_group", parameterValue: "jane" },
        ],
      },
    };
    for (const body of await bodies("AWS::Redshift::ClusterParameterGroup", "tls", members)) {
      expect(body).toEqual({
        ParameterGroupName: "tls",
        Parameters: [{ ParameterName: "require_ssl", ParameterValue: "true" }],
      });
    }
    const unread = { ...members, supplementaryConfiguration: {} };
    const [body] = await bodies("AWS::Redshift::ClusterParameterGroup", "tls", unread);
    expect(body).toEqual({ ParameterGroupName: "tls" });
  });

  test.each([
    ["AWS::Redshift::Cluster", "cluster:dwh"],
    ["AWS::Redshift::ClusterParameterGroup", "parametergroup:dwh"],
    ["AWS::RDS::DBCluster", "cluster:dwh"],
    ["AWS::DynamoDB::Table", "table/dwh"],
  ])("%s without an ARN is keyed all the same", async (type, resource) => {
    const service = type.split("::")[1]?.toLowerCase();
    const { items } = await readItems([item(type, "dwh")], [UNIT(type)]);
    expect(items).toMatchObject([{ key: `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}` }]);
  });
});

test("a table of DynamoDB, whose key is its own or not told", async () => {
  const key = "arn:aws:kms:eu-central-1:111122223333:key/k";
  const table = { tableName: "orders", tableStatus: "ACTIVE", itemCount: 4, tableSizeBytes: 512 };
  const own = { ...table, ssedescription: { status: "ENABLED", ssetype: "KMS", kmsmasterKeyArn: key } };
  for (const body of await bodies("AWS::DynamoDB::Table", "orders", { configuration: own })) {
    expect(body).toEqual({
      TableName: "orders",
      SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: key },
    });
  }
  for (const ssedescription of [null, {}, undefined]) {
    for (const body of await bodies("AWS::DynamoDB::Table", "orders", {
      configuration: { ...table, ssedescription },
    })) {
      expect(body).toEqual({ TableName: "orders" });
    }
  }
});

test("a key of KMS with its policy, without what it is for", async () => {
  const id = "9975ba19-f8ff-444b-9c21-8d42cc6dc45b";
  const members = {
    resourceName: null,
    configuration: { keyId: id, keyManager: "CUSTOMER", keyState: "Enabled", description: "of jane" },
    supplementaryConfiguration: { Policy: '{"Statement":[]}', KeyRotationStatus: false },
  };
  for (const body of await bodies("AWS::KMS::Key", id, members)) {
    expect(body).toEqual({ KeyId: id, KeyManager: "CUSTOMER", KeyState: "Enabled", Policy: { Statements: [] } });
  }
  const { items } = await readItems([item("AWS::KMS::Key", id, members)], [UNIT("AWS::KMS::Key")]);
  expect(items).toMatchObject([{ key: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${id}`, incarnation: id }]);
});
