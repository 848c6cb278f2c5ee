// Lists the members of KMS keys that leave here. They follow DescribeKey and GetKeyPolicy.
import { resourcePolicy } from "../policy-document.ts";
import type { ResourceTypes } from "../resource-type.ts";
import { record, scalar } from "../spelling.ts";

export const kms: ResourceTypes = {
  "AWS::KMS::Key": {
    configuration: record({
      KeyId: scalar,
      Arn: scalar,
      KeyManager: scalar,
      KeyState: scalar,
      KeySpec: scalar,
      CustomerMasterKeySpec: scalar,
      Origin: scalar,
      MultiRegionConfiguration: record({ MultiRegionKeyType: scalar }),
    }),
    supplementary: { Policy: ["Policy", resourcePolicy] },
    global: false,
    uniqueId: true,
    arn: (id) => ({ service: "kms", regional: true, resource: `key/${id}` }),
  },
};
