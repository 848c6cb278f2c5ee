// Reads servers of Transfer Family and the protocols that they speak, as DescribeServer tells them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKey, awsKeyFromArn } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";
import { partitionOf } from "../../client/partition.ts";

export const TRANSFER_SERVER = "AWS::Transfer::Server";

/** https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedServer.html. Banners, addresses and roles stay here. */
const Answer = z.object({
  Servers: z.array(
    z.object({
      Arn: z.string(),
      ServerId: z.string().min(1),
      State: z.string().optional(),
      Protocols: z.array(z.string()).optional(),
    }),
  ),
});

/** The key of the server `id` of a region. */
export const transferServerKey = (account: string, region: string, id: string): string =>
  awsKey({ partition: partitionOf(region), service: "transfer", region, account, resource: `server/${id}` });

/** `Servers` are described ones. Undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function transferServersIn(answer: Json) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.data?.Servers.map(({ Arn, ServerId, Protocols, ...body }) => ({
    key: awsKeyFromArn(Arn),
    name: ServerId,
    incarnation: ServerId,
    body: { ...body, ...(Protocols === undefined ? {} : { Protocols: Protocols.toSorted() }) },
  }));
}
