// Reads subnet groups of Redshift, all in a listing.
import { RedshiftClient, paginateDescribeClusterSubnetGroups } from "@aws-sdk/client-redshift";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::Redshift::ClusterSubnetGroup";

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeClusterSubnetGroups.html; it answers without ARNs. */
export const redshiftSubnetGroups: AwsSource = {
  name: "redshift-subnet-groups",
  types: [TYPE],
  calls: [{ action: "redshift:DescribeClusterSubnetGroups", per: "page" }],
  async read(aws) {
    const client = aws.listing(RedshiftClient);
    for await (const { ClusterSubnetGroups = [] } of paginateDescribeClusterSubnetGroups(
      { client, pageSize: 100 },
      {},
    )) {
      for (const group of ClusterSubnetGroups) {
        const { ClusterSubnetGroupName: id = "", Tags: tags } = group;
        aws.emitApiResource({ type: TYPE, id, name: id, tags, configuration: group });
      }
    }
  },
};
