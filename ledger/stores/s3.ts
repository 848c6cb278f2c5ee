// Keeps a ledger in a bucket of S3 under Object Lock: put-if-absent, every version read, what was put confirmed.
import { GetBucketVersioningCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { MAX_OBJECT, StoreError, TooLong, type ReadStore, type Store } from "../store.ts";
import { failed } from "./s3/failure.ts";
import { refuseWeakBucket, weakness, type Lock } from "./s3/lock.ts";
import type { S3Place } from "./s3/place.ts";
import { putIfAbsent } from "./s3/put-if-absent.ts";
import { besides, listFolders, listVersions, type Oldest, type Versions } from "./s3/versions.ts";

/** The reading side, with what its listings showed beside the keys. */
export interface S3ReadStore extends ReadStore {
  /** By key, without the ledger's prefix: every object that was listed or read so far. */
  readonly seen: ReadonlyMap<string, Oldest>;
}

/** The writing side. */
export interface S3Store extends Store {
  /** The oldest version of a key; null where there is none. It is listed unless it was. Rejects with StoreError. */
  oldest(key: string): Promise<Oldest | null>;
}

/**
 * The reading side, for whoever verifies. The oldest version of a key is the object. Another entry under the key, a
 * later version or a delete marker, is told by `list` under a name that no object has, so that it is found as a stray.
 */
export function openS3ForReading(client: S3Client, place: S3Place): S3ReadStore {
  return new S3Reading(client, place);
}

/**
 * The store to write to. Rejects with StoreError where the bucket's default retention is weaker than `lock`. No lock is
 * sent with an object: the bucket's rules, and who writes may not change them.
 */
export async function openS3(client: S3Client, place: S3Place, lock: Lock): Promise<S3Store> {
  await refuseWeakBucket(client, place, lock);
  return new S3Writing(client, place, lock);
}

class S3Reading implements S3ReadStore {
  readonly place: string;
  protected readonly client: S3Client;
  protected readonly at: S3Place;
  // Filled by list() and get(). An older version than the oldest can't come: what was found once stays true.
  readonly #oldest = new Map<string, Oldest>();

  constructor(client: S3Client, at: S3Place) {
    this.client = client;
    this.at = at;
    this.place = `s3://${at.bucket}/${at.prefix}`;
  }

  get seen(): ReadonlyMap<string, Oldest> {
    return this.#oldest;
  }

  async list(beginning: string, after = ""): Promise<string[]> {
    const found = await listVersions(this.client, this.at, beginning, after);
    const keys: string[] = [];
    for (const [key, versions] of found) {
      const stray = besides(versions);
      if (versions.oldest !== null) {
        this.#oldest.set(key, versions.oldest);
        keys.push(key);
      }
      if (stray !== null) keys.push(`${key} (${stray})`);
    }
    return keys.sort();
  }

  async folders(prefix: string): Promise<string[]> {
    return [...(await listFolders(this.client, this.at, prefix))].sort();
  }

  async oldest(key: string): Promise<Oldest | null> {
    const oldest = this.#oldest.get(key) ?? (await this.versionsOf(key))?.oldest ?? null;
    if (oldest !== null) this.#oldest.set(key, oldest);
    return oldest;
  }

  async get(key: string): Promise<Buffer | null> {
    const oldest = await this.oldest(key);
    if (oldest === null) return null;
    const { bucket: Bucket, prefix } = this.at;
    try {
      const input = { Bucket, Key: `${prefix}${key}`, VersionId: oldest.version, ChecksumMode: "ENABLED" } as const;
      const { Body, ContentLength = 0 } = await this.client.send(new GetObjectCommand(input));
      if (ContentLength > MAX_OBJECT) throw new TooLong(key, ContentLength);
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (error instanceof TooLong) throw error;
      throw failed(`cannot read ${key}`, "s3:GetObjectVersion", error);
    }
  }

  protected note(key: string, oldest: Oldest): void {
    this.#oldest.set(key, oldest);
  }

  protected async versionsOf(key: string): Promise<Versions | undefined> {
    return (await listVersions(this.client, this.at, key)).get(key);
  }
}

class S3Writing extends S3Reading implements S3Store {
  readonly #lock: Lock;

  constructor(client: S3Client, at: S3Place, lock: Lock) {
    super(client, at);
    this.#lock = lock;
  }

  async put(key: string, bytes: Buffer): Promise<"created" | "exists"> {
    const checksum = createHash("sha256").update(bytes).digest("base64");
    try {
      const put = await putIfAbsent(this.client, {
        Bucket: this.at.bucket,
        Key: `${this.at.prefix}${key}`,
        Body: bytes,
        // Both: the checksum that the store has to find, and the name by which it takes a locked put.
        ChecksumAlgorithm: "SHA256",
        ChecksumSHA256: checksum,
      });
      if (put === "exists") await this.#refuseBesides(key);
      else await this.#confirm(key, checksum, put.VersionId);
      return put === "exists" ? put : "created";
    } catch (error) {
      throw failed(`cannot write ${key}`, "s3:PutObject", error);
    }
  }

  /** The store's own clock, to the second, as it dates its answers. */
  async clock(): Promise<number> {
    // Writers may ask this, and it costs a tenth of a listing.
    const command = new GetBucketVersioningCommand({ Bucket: this.at.bucket });
    let date = Number.NaN;
    command.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { headers } = result.response as { readonly headers: Readonly<Record<string, string>> };
        date = Date.parse(headers["date"] ?? "");
        return result;
      },
      { step: "deserialize", name: "tidemarkDate" },
    );
    try {
      await this.client.send(command);
    } catch (error) {
      throw failed(`cannot ask ${this.place} for its time`, "s3:GetBucketVersioning", error);
    }
    if (Number.isNaN(date))
      throw new StoreError(
        `an answer of ${this.place} has no Date header, so the store's time is unknown. Run the command again`,
      );
    return date;
  }

  // Checks that the object just put is alone under its key, whole, and locked for as long as it has to be.
  async #confirm(key: string, checksum: string, VersionId: string | undefined): Promise<void> {
    const input = { Bucket: this.at.bucket, Key: `${this.at.prefix}${key}`, ChecksumMode: "ENABLED" } as const;
    const head = await this.client
      .send(new HeadObjectCommand({ ...input, ...(VersionId === undefined ? {} : { VersionId }) }))
      .catch((error: unknown) => Promise.reject(failed(`cannot confirm ${key}`, "s3:GetObjectVersion", error)));
    const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, LastModified: written } = head;
    if (head.ChecksumSHA256 !== checksum) {
      throw new StoreError(`${key}: found SHA-256 ${head.ChecksumSHA256 ?? "none"} in the store, expected ${checksum}`);
    }
    const weak = weakness({ mode, until, written }, this.#lock);
    if (weak !== null)
      throw new StoreError(
        `${key} was written with ${weak}, expected the default retention of the bucket. Check the Object Lock of the bucket`,
      );
    await this.#refuseBesides(key);
  }

  // A marker may leave its key free to be written: that somebody deleted what was there must not pass.
  async #refuseBesides(key: string): Promise<void> {
    const versions = (await this.versionsOf(key)) ?? { oldest: null, versions: 0, markers: 0 };
    // A caller that reads back what was there needs no other listing.
    if (versions.oldest !== null) this.note(key, versions.oldest);
    const beside = besides(versions);
    if (beside !== null)
      throw new StoreError(
        `${key}: found ${beside}, expected 1 version and no delete marker. Look in CloudTrail for who wrote the others`,
      );
  }
}
