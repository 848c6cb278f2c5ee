// Reads server certificates of IAM and when they end, as ListServerCertificates tells it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn } from "../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../instant.ts";
import { withoutNulls } from "../../json-shape.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServerCertificateMetadata.html */
const Answer = z.object({
  ServerCertificateMetadataList: z.array(
    z.object({
      Arn: z.string(),
      ServerCertificateName: z.string(),
      ServerCertificateId: z.string(),
      UploadDate: z.string().optional(),
      Expiration: z.string().optional(),
    }),
  ),
});

export const SERVER_CERTIFICATE = "AWS::IAM::ServerCertificate";

/** Undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function serverCertificatesIn(answer: Json) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.data?.ServerCertificateMetadataList.map((each) => ({
    key: awsKeyFromArn(each.Arn),
    name: each.ServerCertificateName,
    createdAt: toInstant(each.UploadDate),
    incarnation: each.ServerCertificateId,
    body: each.Expiration === undefined ? {} : { Expiration: toInstant(each.Expiration) ?? each.Expiration },
  }));
}
