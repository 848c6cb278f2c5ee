// Lists the members of Redshift clusters and parameter groups that leave here.
// They follow DescribeClusters, DescribeClusterParameterGroups and DescribeClusterParameters.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { isRecord } from "../../../json-shape.ts";
import type { ResourceTypes } from "../resource-type.ts";
import { list, record, scalar, type Spelling } from "../spelling.ts";

const arn = (prefix: string) => (_id: string, name: string) => ({
  service: "redshift",
  regional: true,
  resource: `${prefix}:${name}`,
});

const allParameters = list(record({ ParameterName: scalar, ParameterValue: scalar }));

// Checks judge `require_ssl` alone; no other parameter leaves here.
const parameters: Spelling = (raw, people) => {
  const spelt = allParameters(raw, people);
  if (!Array.isArray(spelt)) return spelt;
  return (spelt as readonly Json[]).filter((each) => !isRecord(each) || each["ParameterName"] === "require_ssl");
};

export const redshift: ResourceTypes = {
  "AWS::Redshift::Cluster": {
    configuration: record({
      ClusterIdentifier: scalar,
      Encrypted: scalar,
      KmsKeyId: scalar,
      PubliclyAccessible: scalar,
      IpAddressType: scalar,
      VpcSecurityGroups: list(record({ VpcSecurityGroupId: scalar, Status: scalar })),
      VpcId: scalar,
      ClusterSubnetGroupName: scalar,
      Endpoint: record({ Port: scalar }),
      ClusterParameterGroups: list(record({ ParameterGroupName: scalar, ParameterApplyStatus: scalar })),
      EnhancedVpcRouting: scalar,
      AutomatedSnapshotRetentionPeriod: scalar,
    }),
    supplementary: {},
    global: false,
    uniqueId: false,
    arn: arn("cluster"),
  },
  "AWS::Redshift::ClusterSubnetGroup": {
    configuration: record({
      ClusterSubnetGroupName: scalar,
      VpcId: scalar,
      Subnets: list(record({ SubnetIdentifier: scalar })),
    }),
    supplementary: {},
    global: false,
    uniqueId: false,
    arn: arn("subnetgroup"),
  },
  "AWS::Redshift::ClusterParameterGroup": {
    configuration: record({ ParameterGroupName: scalar }),
    supplementary: { Parameters: ["Parameters", parameters] },
    global: false,
    uniqueId: false,
    arn: arn("parametergroup"),
  },
};
