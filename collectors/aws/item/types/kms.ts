// Lists the members of KMS keys that leave here. They follow DescribeKey.
import type { ResourceTypes } from "../resource-type.ts";
import { record, scalar } from "../spelling.ts";

export const kms: ResourceTypes = {
  "AWS::KMS::Key": {
    configuration: record({
      KeyId: scalar,
      KeyManager: scalar,
      KeyState: scalar,
      KeySpec: scalar,
      CustomerMasterKeySpec: scalar,
      Origin: scalar,
      MultiRegionConfiguration: record({ MultiRegionKeyType: scalar }),
    }),
    supplementary: {},
    global: false,
    uniqueId: true,
    arn: (id) => ({ service: "kms", regional: true, resource: `key/${id}` }),
  },
};
