// Reads whether keys of KMS rotate by themselves, by `aws kms get-key-rotation-status`: one file a region.
import {
  KEY_ROTATION,
  keyRotationIn,
  keyRotationKey,
  NO_ROTATION,
  unableToRotate,
} from "../../../../aws/answers/key-rotation.ts";
import { callEach } from "../../call.ts";

export const awsKmsKeyRotation = callEach({
  provider: "aws",
  lane: "aws-kms-key-rotation",
  scopeId: /^\d{12}$/,
  type: KEY_ROTATION,
  global: false,
  key: (key, { id, region }) => keyRotationKey(id, region ?? "", key),
  body: keyRotationIn,
  none: { error: new RegExp(`\\(${NO_ROTATION}\\)`), body: unableToRotate },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-key-rotation`;
      return {
        source,
        types,
        regions: [region],
        file: `${source}.ndjson`,
        command: `aws kms get-key-rotation-status --key-id <each key of list-keys> --region ${region}`,
        run: [
          "aws_named_by",
          account,
          region,
          "kms",
          "list-keys",
          ".Keys[].KeyId",
          "get-key-rotation-status",
          "--key-id",
        ],
      };
    }),
});
