// The listings of the S3 store on two servers: what they begin after, where pages end, and the folders of keys.
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sealKey, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { openS3ForReading } from "../../../ledger/stores/s3.ts";
import { expectListings, LISTED, NOT_THERE, THERE } from "../../support/ledger/listing-contract.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { startMoto } from "../../support/servers/moto.ts";
import type { RunningServer } from "../../support/servers/process.ts";
import { CREDENTIALS, startVersitygw } from "../../support/servers/versitygw.ts";

/** `beginsAnywhere`: whether a listing that begins after a key which is not there has the first key after it. */
const SERVERS: readonly (readonly [name: string, start: () => Promise<RunningServer>, beginsAnywhere: boolean])[] = [
  ["versitygw 1.8.0", () => startVersitygw(temporaryDirectory()), true],
  ["moto 5.2.5", startMoto, false],
];

describe.each(SERVERS)("on %s", (_name, start, beginsAnywhere) => {
  let server: RunningServer;
  let client: S3Client;
  let buckets = 0;
  let bucket = "";

  beforeAll(async () => {
    server = await start();
    const endpoint = server.url;
    client = new S3Client({ endpoint, region: "us-east-1", credentials: CREDENTIALS, forcePathStyle: true });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    bucket = `listed-${(buckets += 1)}`;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  });

  async function put(...keys: readonly string[]): Promise<void> {
    for (const key of keys)
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: `ledger/${key}`, Body: "x" }));
  }

  /** Anew each time: nothing is known of an earlier listing. */
  const reading = () => openS3ForReading(client, { bucket, prefix: "ledger/" });

  test("listings begin after a key, and folders are those of the keys", async () => {
    await put(...LISTED);
    await expectListings(reading(), THERE);
    if (beginsAnywhere) await expectListings(reading(), NOT_THERE);
    else expect(await reading().list("log/", "log/000000000001")).not.toContain(sealKey(1));
  });

  test("what else lies under a key is told where the key is listed", async () => {
    const [first, second] = [sealKey(0), sealKey(1)];
    await put(first, second, first, second);
    const told = [second, `${second} (2 versions, 0 delete markers)`];
    expect(await reading().list("log/", first)).toEqual(told);
    expect(await reading().list("log/", second)).toEqual([]);
  });

  test("a listing goes on where a page ends", async () => {
    const keys = Array.from({ length: 1003 }, (_, n) => segmentKey("aws/111111111111", 0, n));
    const folders = keys.map((_, n) => `records/provider=gcp/scope=${String(n).padStart(4, "0")}/`);
    await put(...keys, ...folders.map((folder) => `${folder}x`));
    const prefix = "records/provider=aws/";
    for (const after of [1, 999]) expect(await reading().list(prefix, keys[after])).toEqual(keys.slice(after + 1));
    expect(await reading().list(prefix)).toEqual(keys);
    expect(await reading().folders("records/provider=gcp/")).toEqual(folders);
  });
});
