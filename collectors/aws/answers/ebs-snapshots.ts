// Reads the EBS snapshots of an account in a region from two answers of DescribeSnapshots: all of them, and the public ones.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { awsKey } from "../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../instant.ts";
import { withoutNulls } from "../../json-shape.ts";
import { partitionOf } from "../client/partition.ts";

export const EBS_SNAPSHOT = "Tidemark::EC2::Snapshot";

/**
 * The snapshots that the account owns, and beside them those of them that everybody may make volumes of.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html. A description may name a person, and stays here.
 */
const Answer = z.object({
  Snapshots: z.array(
    z.object({
      SnapshotId: z.string().min(1),
      OwnerId: z.string().optional(),
      Encrypted: z.boolean().optional(),
      KmsKeyId: z.string().optional(),
      StartTime: z.string().optional(),
      Tags: z.array(z.object({ Key: z.string(), Value: z.string().optional() })).optional(),
    }),
  ),
  PublicSnapshots: z.array(z.object({ SnapshotId: z.string().min(1) })),
});

/** AWS writes the ARN of a snapshot without an account. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
const keyOf = (region: string, id: string): string =>
  awsKey({ partition: partitionOf(region), service: "ec2", region, account: "", resource: `snapshot/${id}` });

/** Undefined where the answer has another shape. Throws RangeError on an id that makes no ARN. */
export function ebsSnapshotsIn(answer: Json, region: string) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const shared = new Set(parsed.data.PublicSnapshots.map(({ SnapshotId }) => SnapshotId));
  return parsed.data.Snapshots.map(({ SnapshotId, OwnerId, Encrypted, KmsKeyId, StartTime, Tags = [] }) => ({
    // The key names no account.
    owner: OwnerId ?? null,
    key: keyOf(region, SnapshotId),
    name: SnapshotId,
    createdAt: toInstant(StartTime),
    incarnation: SnapshotId,
    labels: Object.fromEntries(Tags.map(({ Key, Value = "" }) => [Key, Value])),
    body: {
      SnapshotId,
      ...(Encrypted === undefined ? {} : { Encrypted }),
      ...(KmsKeyId === undefined ? {} : { KmsKeyId }),
      Public: shared.has(SnapshotId),
    },
  }));
}
