// Reads the bucket's configuration beside its lock: who may do what, what ends by itself, what is copied elsewhere.
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import type { S3Place } from "../stores/s3/place.ts";
import { lifecycleOf, type LifecycleRuleSeen } from "./lifecycle.ts";
import { orNone, type Looks } from "./looks.ts";
import { replicationOf, type ReplicationRuleSeen } from "./replication.ts";

/** Each null where it was not looked at, and `none` where the bucket has none. */
export type BucketConfiguration = {
  readonly policy: PolicySeen | "none" | null;
  readonly lifecycle: readonly LifecycleRuleSeen[] | "none" | null;
  readonly replication: readonly ReplicationRuleSeen[] | "none" | null;
};

/** Counts are null where the text has not the form of a policy. */
export type PolicySeen = {
  readonly statements: number | null;
  readonly denies: number | null;
  /** SHA-256 of the policy's text as S3 gives it, in hex. */
  readonly sha256: string;
};

export async function lookAtConfiguration(
  client: S3Client,
  { bucket: Bucket, prefix }: S3Place,
  looks: Looks,
): Promise<BucketConfiguration> {
  const policy = await looks.at("bucket policy", "s3:GetBucketPolicy", async () => {
    const answer = await orNone(["NoSuchBucketPolicy"], client.send(new GetBucketPolicyCommand({ Bucket })));
    return answer?.Policy === undefined ? "none" : policyOf(answer.Policy);
  });
  const lifecycle = await looks.at("lifecycle of the bucket", "s3:GetLifecycleConfiguration", async () => {
    const call = client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    return (await orNone(["NoSuchLifecycleConfiguration"], call))?.Rules ?? "none";
  });
  const replication = await looks.at("replication of the bucket", "s3:GetReplicationConfiguration", async () => {
    const call = client.send(new GetBucketReplicationCommand({ Bucket }));
    const answer = await orNone(["ReplicationConfigurationNotFoundError"], call);
    return answer?.ReplicationConfiguration?.Rules ?? "none";
  });
  return {
    policy,
    lifecycle: typeof lifecycle === "object" && lifecycle !== null ? lifecycleOf(lifecycle, prefix, looks) : lifecycle,
    replication:
      typeof replication === "object" && replication !== null ? replicationOf(replication, prefix, looks) : replication,
  };
}

function policyOf(text: string): PolicySeen {
  const sha256 = sha256Hex(Buffer.from(text));
  try {
    const { Statement } = JSON.parse(text) as { readonly Statement?: unknown };
    // A single statement may stand without a list.
    const statements = [Statement ?? []].flat() as { readonly Effect?: unknown }[];
    return {
      statements: statements.length,
      denies: statements.filter(({ Effect }) => Effect === "Deny").length,
      sha256,
    };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    return { statements: null, denies: null, sha256 };
  }
}
