// Replication as S3 does it: by the rule of the bucket, version by version, with the rights of the rule's role, and with each lock.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-how-setup.html; what it reads and writes by which permission:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Authority } from "./authority.ts";
import type { Templates } from "./template.ts";

type Rule = {
  readonly Id: string;
  readonly Status: "Enabled" | "Disabled";
  readonly Filter: { readonly Prefix: string };
  readonly DeleteMarkerReplication: { readonly Status: "Enabled" | "Disabled" };
  readonly Destination: { readonly Bucket: string; readonly AccessControlTranslation?: unknown };
};

/** What became of objects: keys of those that were copied, and what the role lacks for the others. */
export type Replicated = { readonly copied: readonly string[]; readonly denied: readonly string[] };

export class Replicator {
  readonly #s3: S3Client;
  readonly #authority: Authority;
  readonly #source: string;
  readonly #role: string;
  readonly #rule: Rule;
  readonly #done = new Set<string>();

  /** Of the one bucket of a deployment that is replicated. `s3` copies; `authority` says what the role may. */
  constructor(s3: S3Client, templates: Templates, authority: Authority) {
    const replicated = templates
      .all("AWS::S3::Bucket")
      .find(({ properties }) => properties["ReplicationConfiguration"] !== undefined);
    if (replicated === undefined) throw new TypeError("found no bucket that is replicated in the templates");
    const { Role, Rules } = replicated.properties["ReplicationConfiguration"] as { Role: string; Rules: [Rule] };
    this.#s3 = s3;
    this.#authority = authority;
    this.#source = replicated.properties["BucketName"] as string;
    this.#role = Role;
    this.#rule = Rules[0];
  }

  get replica(): string {
    return this.#rule.Destination.Bucket.replace("arn:aws:s3:::", "");
  }

  /** Copies what was not copied yet. Delete markers stay where they are, as the rule says. */
  async replicate(): Promise<Replicated> {
    const { Status, Filter, DeleteMarkerReplication } = this.#rule;
    if (Status !== "Enabled" || DeleteMarkerReplication.Status !== "Disabled")
      throw new TypeError("found a rule that is off or copies delete markers, which this replicator does not know");
    const [copied, denied]: [string[], string[]] = [[], []];
    for (const { Key, VersionId } of await this.#versions(Filter.Prefix)) {
      if (this.#done.has(`${Key} ${VersionId}`)) continue;
      const lacks = this.#lacks(Key);
      if (lacks.length > 0) {
        denied.push(...lacks.map((each) => `${Key}: ${each}`));
        continue;
      }
      await this.#copy(Key, VersionId);
      this.#done.add(`${Key} ${VersionId}`);
      copied.push(Key);
    }
    return { copied, denied };
  }

  #lacks(key: string): string[] {
    const from = `arn:aws:s3:::${this.#source}`;
    const to = `${this.#rule.Destination.Bucket}/${key}`;
    const needed: readonly (readonly [string, string])[] = [
      ["s3:GetReplicationConfiguration", from],
      ["s3:ListBucket", from],
      ...["VersionForReplication", "VersionAcl", "VersionTagging", "Retention", "LegalHold"].map(
        (what) => [`s3:GetObject${what}`, `${from}/${key}`] as const,
      ),
      ["s3:ReplicateObject", to],
      ["s3:ReplicateTags", to],
      ...(this.#rule.Destination.AccessControlTranslation === undefined
        ? []
        : [["s3:ObjectOwnerOverrideToBucketOwner", to] as const]),
    ];
    const role = this.#authority.role(this.#role);
    return needed
      .filter(([action, resource]) => !this.#authority.decide(role, { action, resource }).allowed)
      .map(([action]) => action);
  }

  async #copy(Key: string, VersionId: string): Promise<void> {
    const version = { Bucket: this.#source, Key, VersionId };
    const [{ Body }, { ObjectLockMode, ObjectLockRetainUntilDate }] = await Promise.all([
      this.#s3.send(new GetObjectCommand(version)),
      this.#s3.send(new HeadObjectCommand(version)),
    ]);
    await this.#s3.send(
      new PutObjectCommand({
        Bucket: this.replica,
        Key,
        Body: (await Body?.transformToByteArray()) ?? new Uint8Array(),
        ChecksumAlgorithm: "SHA256",
        ObjectLockMode,
        ObjectLockRetainUntilDate,
      }),
    );
  }

  /** Oldest first, as they were written. */
  async #versions(Prefix: string): Promise<{ readonly Key: string; readonly VersionId: string }[]> {
    const found: { readonly Key: string; readonly VersionId: string }[] = [];
    let after: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | null = {};
    while (after !== null) {
      const page: ListObjectVersionsCommandOutput = await this.#s3.send(
        new ListObjectVersionsCommand({ Bucket: this.#source, Prefix, ...after }),
      );
      for (const { Key = "", VersionId = "" } of page.Versions ?? []) found.push({ Key, VersionId });
      const { NextKeyMarker: KeyMarker = "", NextVersionIdMarker: VersionIdMarker = "" } = page;
      after = page.IsTruncated === true ? { KeyMarker, VersionIdMarker } : null;
    }
    return found.toReversed();
  }
}
