// Reads policies of file systems of EFS, one by one after a listing.
import { DescribeFileSystemPolicyCommand, EFSClient, paginateDescribeFileSystems } from "@aws-sdk/client-efs";
import { FILE_SYSTEM_POLICY } from "../../answers/policies/resource-policies.ts";
import type { AwsSource } from "../../source.ts";
import { readPolicies } from "../read-policies.ts";

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystemPolicy.html. File systems that are being deleted are passed over. */
export const efsFileSystemPolicies: AwsSource = {
  name: "efs-file-system-policies",
  types: [FILE_SYSTEM_POLICY.type],
  calls: [
    { action: "elasticfilesystem:DescribeFileSystems", per: "page" },
    {
      action: "elasticfilesystem:DescribeFileSystemPolicy",
      per: { resource: "EFS tells the policy of one file system a call" },
    },
  ],
  async read(aws) {
    const efs = aws.detail(EFSClient);
    const client = aws.listing(EFSClient);
    for await (const { FileSystems = [] } of paginateDescribeFileSystems({ client, pageSize: 100 }, {})) {
      const ids = FileSystems.filter(({ LifeCycleState }) => LifeCycleState?.startsWith("delet") !== true);
      const ask = (FileSystemId: string) => efs.send(new DescribeFileSystemPolicyCommand({ FileSystemId }));
      await readPolicies(
        aws,
        FILE_SYSTEM_POLICY,
        ids.map(({ FileSystemId = "" }) => FileSystemId),
        ask,
        "FileSystemNotFound",
      );
    }
  },
};
