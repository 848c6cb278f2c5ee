// Reads what distributions of CloudFront do with plain HTTP and which TLS they accept, as ListDistributions tells them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";

/** AWS Config records distributions in one region of AWS's choice, which may be none of the account's. */
export const DISTRIBUTION = "AWS::CloudFront::Distribution";

const Behavior = z.object({ ViewerProtocolPolicy: z.string().optional() });

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html. Origins, whose headers may hold secrets, stay here. */
const Answer = z.object({
  DistributionList: z.object({
    Items: z
      .array(
        z.object({
          ARN: z.string(),
          Id: z.string().min(1),
          Enabled: z.boolean().optional(),
          DefaultCacheBehavior: Behavior.optional(),
          CacheBehaviors: z
            .object({ Items: z.array(Behavior.extend({ PathPattern: z.string().optional() })).optional() })
            .optional(),
          ViewerCertificate: z
            .object({
              CloudFrontDefaultCertificate: z.boolean().optional(),
              MinimumProtocolVersion: z.string().optional(),
            })
            .optional(),
        }),
      )
      .optional(),
  }),
});

/** Undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function distributionsIn(answer: Json) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  return (parsed.data.DistributionList.Items ?? []).map(({ ARN, Id, ...body }) => ({
    key: awsKeyFromArn(ARN),
    name: Id,
    incarnation: Id,
    body,
  }));
}
