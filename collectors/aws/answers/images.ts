// Reads the machine images (AMIs) that an account owns in a region, as DescribeImages tells them.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { awsKey } from "../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../instant.ts";
import { withoutNulls } from "../../json-shape.ts";
import { partitionOf } from "../client/partition.ts";

export const IMAGE = "Tidemark::EC2::Image";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html. A description may name a person, and stays here. */
const Answer = z.object({
  Images: z.array(
    z.object({
      ImageId: z.string().min(1),
      OwnerId: z.string().optional(),
      Name: z.string().optional(),
      State: z.string().optional(),
      Public: z.boolean().optional(),
      CreationDate: z.string().optional(),
      Tags: z.array(z.object({ Key: z.string(), Value: z.string().optional() })).optional(),
    }),
  ),
});

/** AWS writes the ARN of an image without an account. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
const keyOf = (region: string, id: string): string =>
  awsKey({ partition: partitionOf(region), service: "ec2", region, account: "", resource: `image/${id}` });

/** Undefined where the answer has another shape. Throws RangeError on an id that makes no ARN. */
export function imagesIn(answer: Json, region: string) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.data?.Images.map(({ ImageId, OwnerId, Name, State, Public, CreationDate, Tags = [] }) => ({
    // The key names no account.
    owner: OwnerId ?? null,
    key: keyOf(region, ImageId),
    name: Name ?? ImageId,
    createdAt: toInstant(CreationDate),
    incarnation: ImageId,
    labels: Object.fromEntries(Tags.map(({ Key, Value = "" }) => [Key, Value])),
    body: {
      ImageId,
      ...(State === undefined ? {} : { State }),
      ...(Public === undefined ? {} : { Public }),
    },
  }));
}
