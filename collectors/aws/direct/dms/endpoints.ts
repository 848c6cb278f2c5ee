// Reads endpoints of DMS, all in a listing.
import { DatabaseMigrationServiceClient, paginateDescribeEndpoints } from "@aws-sdk/client-database-migration-service";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::DMS::Endpoint";

/** https://docs.aws.amazon.com/dms/latest/APIReference/API_DescribeEndpoints.html */
export const dmsEndpoints: AwsSource = {
  name: "dms-endpoints",
  types: [TYPE],
  calls: [{ action: "dms:DescribeEndpoints", per: "page" }],
  async read(aws) {
    const client = aws.listing(DatabaseMigrationServiceClient);
    for await (const { Endpoints = [] } of paginateDescribeEndpoints({ client, pageSize: 100 }, {})) {
      for (const endpoint of Endpoints) {
        const { EndpointArn: arn = "", EndpointIdentifier: name } = endpoint;
        aws.emitApiResource({ type: TYPE, id: arn, name, arn, configuration: endpoint });
      }
    }
  },
};
