// Reads database instances of RDS, all in a listing.
import { RDSClient, paginateDescribeDBInstances } from "@aws-sdk/client-rds";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::RDS::DBInstance";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
export const rdsInstances: AwsSource = {
  name: "rds-instances",
  types: [TYPE],
  calls: [{ action: "rds:DescribeDBInstances", per: "page" }],
  async read(aws) {
    const client = aws.listing(RDSClient);
    for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client, pageSize: 100 }, {})) {
      for (const instance of DBInstances) {
        const { DbiResourceId: id = "", DBInstanceIdentifier: name, DBInstanceArn: arn, TagList: tags } = instance;
        const { InstanceCreateTime: createdAt } = instance;
        aws.emitApiResource({ type: TYPE, id, name, arn, createdAt, tags, configuration: instance });
      }
    }
  },
};
