// The contract of a store, by the real client on two S3 servers. What differs between them stands in the table below, and in
// docs/s3-servers.md beside what S3 itself documents.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
  type ObjectLockRetentionMode,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../../ledger/store.ts";
import { openS3, openS3ForReading } from "../../../ledger/stores/s3.ts";
import type { Lock } from "../../../ledger/stores/s3/lock.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { startMoto } from "../../support/servers/moto.ts";
import type { RunningServer } from "../../support/servers/process.ts";
import { CREDENTIALS, startVersitygw } from "../../support/servers/versitygw.ts";
import { startWire, type Wire, type WireAnswer, type WireRequest } from "../../support/servers/wire.ts";

const KEY = "records/provider=aws/scope=111111111111/gen=0/000000000000.ndjson.gz";
const BYTES = Buffer.from("a segment");
const OTHER = Buffer.from("another segment");

/** What a server does otherwise than S3, measured here. */
type Differences = {
  /** Whether HeadObject tells the lock that an object has by the bucket's default retention. */
  readonly showsLock: boolean;
};

const SERVERS: readonly (readonly [name: string, start: () => Promise<RunningServer>, differences: Differences])[] = [
  ["versitygw 1.8.0", () => startVersitygw(temporaryDirectory()), { showsLock: false }],
  ["moto 5.2.5", startMoto, { showsLock: true }],
];

const COMPLIANCE: Lock = { mode: "compliance", retentionDays: 400 };

describe.each(SERVERS)("on %s", (_name, start, { showsLock }) => {
  let server: RunningServer;
  let front: Wire;
  let fault: (request: WireRequest) => WireAnswer | null = () => null;
  let client: S3Client;
  let buckets = 0;
  let bucket = "";
  let store: Store;
  // Where the lock of an object can't be seen nothing can be written that has to have one.
  const confirmed: Lock = showsLock ? COMPLIANCE : { mode: "local", retentionDays: 0 };

  const clientOf = (endpoint: string): S3Client =>
    new S3Client({ endpoint, region: "us-east-1", credentials: CREDENTIALS, forcePathStyle: true, maxAttempts: 3 });

  /** A bucket of its own, with a default retention of so many days, or without any lock. */
  async function makeBucket(lock: readonly [ObjectLockRetentionMode, number] | "no lock"): Promise<string> {
    const Bucket = `ledger-${(buckets += 1)}`;
    const direct = clientOf(server.url);
    await direct.send(
      new CreateBucketCommand({ Bucket, ...(lock === "no lock" ? {} : { ObjectLockEnabledForBucket: true }) }),
    );
    if (lock === "no lock") return Bucket;
    const [Mode, Days] = lock;
    await direct.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode, Days } } },
      }),
    );
    return Bucket;
  }

  beforeAll(async () => {
    server = await start();
    front = await startWire((request) => fault(request), server.url);
    client = clientOf(front.url);
  });
  afterAll(async () => {
    await front.stop();
    await server.stop();
  });
  beforeEach(async () => {
    fault = () => null;
    bucket = await makeBucket(["COMPLIANCE", 400]);
    store = await openS3(client, { bucket, prefix: "ledger/" }, confirmed);
  });

  const reading = () => openS3ForReading(client, { bucket, prefix: "ledger/" });

  test("what is put is there, for every reader, and never again created", async () => {
    expect(await store.get(KEY)).toBeNull();
    expect(await store.put(KEY, BYTES)).toBe("created");
    expect(await store.put(KEY, OTHER)).toBe("exists");
    expect(await store.get(KEY)).toEqual(BYTES);
    expect(await reading().get(KEY)).toEqual(BYTES);
  });

  test("keys are listed by prefix, sorted, without the prefix of the ledger, over many pages", async () => {
    const keys = Array.from({ length: 25 }, (_, n) => `log/${String(n).padStart(12, "0")}.json`);
    for (const key of keys.toReversed()) await store.put(key, Buffer.from(key));
    await store.put("genesis.json", BYTES);
    expect(await store.list("log/")).toEqual(keys);
    expect(await store.list("")).toEqual(["genesis.json", ...keys]);
    expect(await store.list("nothing/")).toEqual([]);
  });

  test("of puts that race for a key one creates it, and its bytes are whole", async () => {
    const racing = Array.from({ length: 8 }, (_, n) => Buffer.from(`racer ${n}`.repeat(1000)));
    const said = await Promise.all(racing.map((bytes) => store.put(KEY, bytes)));
    const winners = said.filter((each) => each === "created").length;
    expect(winners).toBe(1);
    const there = await store.get(KEY);
    expect(racing.some((bytes) => there?.equals(bytes) === true)).toBe(true);
    expect(await store.list("")).toEqual([KEY]);
  });

  test("the clock is the store's", async () => {
    expect(Math.abs((await store.clock()) - Date.now())).toBeLessThan(120_000);
  });

  describe("tampering", () => {
    const direct = (): S3Client => clientOf(server.url);
    const Key = `ledger/${KEY}`;

    test("a later version does not show, and its being there does", async () => {
      await store.put(KEY, BYTES);
      await direct().send(new PutObjectCommand({ Bucket: bucket, Key, Body: OTHER, ChecksumAlgorithm: "SHA256" }));
      expect(await reading().get(KEY)).toEqual(BYTES);
      expect(await reading().list("")).toEqual([KEY, `${KEY} (2 versions, 0 delete markers)`]);
    });

    test("a delete marker hides nothing, and its being there shows", async () => {
      await store.put(KEY, BYTES);
      await direct().send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      expect(await reading().get(KEY)).toEqual(BYTES);
      expect(await reading().list("")).toEqual([KEY, `${KEY} (1 versions, 1 delete markers)`]);
    });

    test("a key that was deleted is no free place: the put that finds a marker there says so", async () => {
      await store.put(KEY, BYTES);
      await direct().send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      await expect(store.put(KEY, BYTES)).rejects.toThrow(
        /1 delete markers, expected 1 version and no delete marker\. Look in CloudTrail/,
      );
      expect(await reading().get(KEY)).toEqual(BYTES);
    });
  });

  describe("a bucket that keeps less than it has to is refused", () => {
    test.each([
      ["no lock", "no lock", COMPLIANCE, /^bucket \S+: found (?:versioning off|no Object Lock), expected/],
      [
        "governance",
        ["GOVERNANCE", 400],
        COMPLIANCE,
        /^bucket \S+: found default retention GOVERNANCE of 400 days, expected COMPLIANCE of at least 400 days\. Change /,
      ],
      [
        "too short",
        ["COMPLIANCE", 399],
        COMPLIANCE,
        /^bucket \S+: found default retention COMPLIANCE of 399 days, expected COMPLIANCE of at least 400 days\. Change /,
      ],
    ] as const)("%s", async (_what, made, lock, message) => {
      const weak = await makeBucket(made);
      if (made === "no lock") {
        await clientOf(server.url).send(
          new PutBucketVersioningCommand({ Bucket: weak, VersioningConfiguration: { Status: "Enabled" } }),
        );
      }
      await expect(openS3(client, { bucket: weak, prefix: "" }, lock)).rejects.toThrow(message);
    });

    test("and a trial takes governance of a day", async () => {
      const trial = await makeBucket(["GOVERNANCE", 1]);
      const opened = await openS3(client, { bucket: trial, prefix: "" }, { mode: "trial", retentionDays: 0 });
      if (showsLock) expect(await opened.put(KEY, BYTES)).toBe("created");
      else
        await expect(opened.put(KEY, BYTES)).rejects.toThrow(
          /was written with lock none, expected the default retention/,
        );
    });
  });

  describe("what fails is one line", () => {
    const denied: WireAnswer = {
      status: 403,
      headers: { "content-type": "text/xml" },
      body: "<Error><Code>AccessDenied</Code><Message>x</Message></Error>",
    };
    const is = (method: string, part: RegExp) => (request: WireRequest) =>
      request.method === method && part.test(request.path);

    test.each([
      [
        "put",
        is("PUT", /ndjson/),
        () => store.put(KEY, BYTES),
        `cannot write ${KEY}: permission s3:PutObject denied. Allow it in the policy of the identity that runs Tidemark`,
      ],
      [
        "confirm",
        is("HEAD", /ndjson/),
        () => store.put(KEY, BYTES),
        `cannot confirm ${KEY}: permission s3:GetObjectVersion denied. Allow it in the policy of the identity that runs Tidemark`,
      ],
      [
        "list",
        is("GET", /versions/),
        () => store.list("log/"),
        /^cannot list s3:\/\/\S+: permission s3:ListBucketVersions denied\. Allow it in the policy of the identity that runs Tidemark$/,
      ],
    ] as const)("a denied %s names its action", async (_what, matches, act, message) => {
      fault = (request) => (matches(request) ? denied : null);
      await expect(act()).rejects.toThrow(message);
    });

    test("a throttled put is repeated, and then says that it could not be written", async () => {
      let puts = 0;
      fault = (request) => {
        if (!is("PUT", /ndjson/)(request) || (puts += 1) > 2) return null;
        return { status: 503, headers: { "content-type": "text/xml" }, body: "<Error><Code>SlowDown</Code></Error>" };
      };
      expect(await store.put(KEY, BYTES)).toBe("created");
      expect(puts).toBe(3);
    });

    test("a conflict with another put is run again", async () => {
      let puts = 0;
      fault = (request) => {
        if (!is("PUT", /ndjson/)(request) || (puts += 1) > 2) return null;
        return {
          status: 409,
          headers: { "content-type": "text/xml" },
          body: "<Error><Code>ConditionalRequestConflict</Code></Error>",
        };
      };
      expect(await store.put(KEY, BYTES)).toBe("created");
    });

    test("conflicts without end are told", async () => {
      fault = (request) =>
        is("PUT", /ndjson/)(request)
          ? {
              status: 409,
              headers: { "content-type": "text/xml" },
              body: "<Error><Code>ConditionalRequestConflict</Code></Error>",
            }
          : null;
      await expect(store.put(KEY, BYTES)).rejects.toThrow(`cannot write ${KEY}: ConditionalRequestConflict (HTTP 409)`);
    });

    test("a put whose answer is lost is there, and is the same", async () => {
      let puts = 0;
      front.lose = (request) => is("PUT", /ndjson/)(request) && (puts += 1) === 1;
      expect(await store.put(KEY, BYTES)).toBe("exists");
      front.lose = () => false;
      expect(await store.get(KEY)).toEqual(BYTES);
      expect(await store.list("")).toEqual([KEY]);
    });

    test.each([
      ["another checksum", { "x-amz-checksum-sha256": "AAAA" }, /found SHA-256 AAAA in the store/],
      ["no lock", {}, /found SHA-256 none in the store/],
      [
        "a lock that ends too early",
        {
          "x-amz-object-lock-mode": "COMPLIANCE",
          "x-amz-object-lock-retain-until-date": "2026-01-01T00:00:00Z",
          "last-modified": "Wed, 25 Nov 2026 07:00:00 GMT",
        },
        /was written with lock until 2026-01-01/,
      ],
    ])("a confirmation with %s is refused", async (what, headers, message) => {
      const { createHash } = await import("node:crypto");
      const sha256 = createHash("sha256").update(BYTES).digest("base64");
      const own = what === "a lock that ends too early" ? { "x-amz-checksum-sha256": sha256 } : {};
      fault = (request) => (is("HEAD", /ndjson/)(request) ? { headers: { ...headers, ...own }, body: "" } : null);
      const locked = await openS3(client, { bucket, prefix: "ledger/" }, COMPLIANCE);
      await expect(locked.put(KEY, BYTES)).rejects.toThrow(message);
    });
  });
});
