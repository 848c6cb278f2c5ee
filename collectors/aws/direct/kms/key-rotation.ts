// Reads whether keys of KMS rotate by themselves, and how often: AWS Config does not record the period.
import { GetKeyRotationStatusCommand, KMSClient, paginateListKeys } from "@aws-sdk/client-kms";
import {
  KEY_ROTATION,
  keyRotationIn,
  keyRotationKey,
  NO_ROTATION,
  unableToRotate,
} from "../../answers/key-rotation.ts";
import { orNone } from "../../client/failure.ts";
import { jsonOf } from "../../../live/region-read.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
export const kmsKeyRotation: AwsSource = {
  name: "kms-key-rotation",
  types: [KEY_ROTATION],
  calls: [
    { action: "kms:ListKeys", per: "page" },
    { action: "kms:GetKeyRotationStatus", per: { resource: "KMS tells the rotation of one key a call" } },
  ],
  async read(aws) {
    const client = aws.listing(KMSClient);
    const kms = aws.detail(KMSClient);
    const named = (id: string): string => keyRotationKey(aws.account, aws.region, id);
    for await (const { Keys = [] } of paginateListKeys({ client, pageSize: 1000 }, {})) {
      const ids = Keys.flatMap(({ KeyId }) => KeyId ?? []);
      await aws.each(KEY_ROTATION, ids, named, async (KeyId) => {
        const answer = await orNone(kms.send(new GetKeyRotationStatusCommand({ KeyId })), NO_ROTATION);
        const body = answer === undefined ? unableToRotate(KeyId) : keyRotationIn(jsonOf(answer), KeyId);
        if (body === undefined)
          aws.emitUnread(KEY_ROTATION, named(KeyId), {
            code: "unexpected-shape",
            detail: "the answer from KMS on the rotation of one key is not in the documented form",
          });
        else aws.emitFact(KEY_ROTATION, { key: named(KeyId), body });
      });
    }
  },
};
