// Reads the parameter groups in use by databases of RDS and Aurora: those parameters that refuse connections without TLS.
import {
  RDSClient,
  paginateDescribeDBClusterParameters,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  paginateDescribeDBParameters,
  type Parameter,
} from "@aws-sdk/client-rds";
import {
  CLUSTER_GROUPS,
  INSTANCE_GROUPS,
  parameterGroupKey,
  parametersIn,
  type GroupKind,
} from "../../answers/rds-parameters.ts";
import type { AwsRegionRead } from "../../region-read.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

const each = { resource: "RDS tells the parameters of one group a call; many databases share few groups" };

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameters.html */
export const rdsParameterGroups: AwsSource = {
  name: "rds-parameter-groups",
  types: [INSTANCE_GROUPS.type],
  calls: [
    { action: "rds:DescribeDBInstances", per: "page" },
    { action: "rds:DescribeDBParameters", per: each },
  ],
  async read(aws) {
    const client = aws.listing(RDSClient);
    const names = new Set<string>();
    for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client, pageSize: 100 }, {})) {
      for (const { DBParameterGroups = [] } of DBInstances) {
        for (const { DBParameterGroupName } of DBParameterGroups)
          if (DBParameterGroupName) names.add(DBParameterGroupName);
      }
    }
    await readGroups(aws, INSTANCE_GROUPS, names, (rds, DBParameterGroupName) =>
      paginateDescribeDBParameters({ client: rds, pageSize: 100 }, { DBParameterGroupName }),
    );
  },
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterParameters.html */
export const rdsClusterParameterGroups: AwsSource = {
  name: "rds-cluster-parameter-groups",
  types: [CLUSTER_GROUPS.type],
  calls: [
    { action: "rds:DescribeDBClusters", per: "page" },
    { action: "rds:DescribeDBClusterParameters", per: each },
  ],
  async read(aws) {
    const client = aws.listing(RDSClient);
    const names = new Set<string>();
    for await (const { DBClusters = [] } of paginateDescribeDBClusters({ client, pageSize: 100 }, {})) {
      for (const { DBClusterParameterGroup } of DBClusters)
        if (DBClusterParameterGroup) names.add(DBClusterParameterGroup);
    }
    await readGroups(aws, CLUSTER_GROUPS, names, (rds, DBClusterParameterGroupName) =>
      paginateDescribeDBClusterParameters({ client: rds, pageSize: 100 }, { DBClusterParameterGroupName }),
    );
  },
};

type Pages = (rds: RDSClient, group: string) => AsyncIterable<{ readonly Parameters?: Parameter[] | undefined }>;

async function readGroups(
  aws: AwsRegionRead,
  kind: GroupKind,
  names: ReadonlySet<string>,
  pages: Pages,
): Promise<void> {
  const rds = aws.detail(RDSClient);
  const keyOf = (group: string): string => parameterGroupKey(kind, aws.account, aws.region, group);
  await aws.each(kind.type, [...names].toSorted(), keyOf, async (group) => {
    const all: Parameter[] = [];
    for await (const { Parameters = [] } of pages(rds, group)) all.push(...Parameters);
    const body = parametersIn(jsonOf({ Parameters: all }), kind, group);
    if (body === undefined)
      aws.emitUnread(kind.type, keyOf(group), {
        code: "unexpected-shape",
        detail: "the answer from RDS has no Parameters in the documented form",
      });
    else aws.emitFact(kind.type, { key: keyOf(group), body });
  });
}
