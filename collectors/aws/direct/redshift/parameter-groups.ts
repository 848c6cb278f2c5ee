// Reads parameter groups of Redshift, and in each the parameter that refuses connections without TLS.
import {
  RedshiftClient,
  paginateDescribeClusterParameterGroups,
  paginateDescribeClusterParameters,
  type ClusterParameterGroup,
  type Parameter,
} from "@aws-sdk/client-redshift";
import { awsKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { partitionOf } from "../../client/partition.ts";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::Redshift::ClusterParameterGroup";

/** All groups of the account, used or not, as AWS Config records them. https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeClusterParameters.html */
export const redshiftParameterGroups: AwsSource = {
  name: "redshift-parameter-groups",
  types: [TYPE],
  calls: [
    { action: "redshift:DescribeClusterParameterGroups", per: "page" },
    {
      action: "redshift:DescribeClusterParameters",
      per: { resource: "Redshift tells the parameters of one group a call" },
    },
  ],
  async read(aws) {
    const { account, region } = aws;
    const client = aws.listing(RedshiftClient);
    const redshift = aws.detail(RedshiftClient);
    const keyOf = ({ ParameterGroupName = "" }: ClusterParameterGroup): string =>
      awsKey({
        partition: partitionOf(region),
        service: "redshift",
        region,
        account,
        resource: `parametergroup:${ParameterGroupName}`,
      });
    for await (const { ParameterGroups = [] } of paginateDescribeClusterParameterGroups(
      { client, pageSize: 100 },
      {},
    )) {
      await aws.each(TYPE, ParameterGroups, keyOf, async (group) => {
        const { ParameterGroupName = "", Tags: tags } = group;
        const all: Parameter[] = [];
        for await (const page of paginateDescribeClusterParameters(
          { client: redshift, pageSize: 100 },
          { ParameterGroupName },
        )) {
          all.push(...(page.Parameters ?? []));
        }
        const supplementary = { Parameters: all };
        aws.emitApiResource({
          type: TYPE,
          id: ParameterGroupName,
          name: ParameterGroupName,
          tags,
          configuration: group,
          supplementary,
        });
      });
    }
  },
};
