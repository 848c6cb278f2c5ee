// Lists the members of EFS file systems that leave here. They follow DescribeFileSystems.
import type { ResourceTypes } from "../resource-type.ts";
import { record, scalar } from "../spelling.ts";

export const efs: ResourceTypes = {
  "AWS::EFS::FileSystem": {
    configuration: record({ FileSystemId: scalar, LifeCycleState: scalar, Encrypted: scalar, KmsKeyId: scalar }),
    supplementary: {},
    global: false,
    uniqueId: true,
    arn: (id) => ({ service: "elasticfilesystem", regional: true, resource: `file-system/${id}` }),
  },
};
