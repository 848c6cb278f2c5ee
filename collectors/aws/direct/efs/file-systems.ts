// Reads file systems of EFS, all in a listing.
import { EFSClient, paginateDescribeFileSystems } from "@aws-sdk/client-efs";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EFS::FileSystem";

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html */
export const efsFileSystems: AwsSource = {
  name: "efs-file-systems",
  types: [TYPE],
  calls: [{ action: "elasticfilesystem:DescribeFileSystems", per: "page" }],
  async read(aws) {
    const client = aws.listing(EFSClient);
    for await (const { FileSystems = [] } of paginateDescribeFileSystems({ client, pageSize: 100 }, {})) {
      for (const system of FileSystems) {
        const { FileSystemId: id = "", FileSystemArn: arn, CreationTime: createdAt, Tags: tags } = system;
        // AWS Config calls a file system by its id too.
        aws.emitApiResource({ type: TYPE, id, name: id, arn, createdAt, tags, configuration: system });
      }
    }
  },
};
