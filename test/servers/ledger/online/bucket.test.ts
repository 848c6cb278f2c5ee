// What `verify` says of the locks and the configuration of a bucket that has to keep a ledger for years.
import {
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  type BucketLifecycleConfiguration,
} from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../../evidence-schema/bytes/digest.ts";
import type { Online } from "../../../../ledger/online/online.ts";
import { NO_LOCK, retained } from "../../../support/servers/object-retention.ts";
import { NEWEST, OnlineStore } from "../../../support/servers/online-store.ts";
import type { WireAnswer } from "../../../support/servers/wire.ts";

const DAY_MS = 86_400_000;

let store: OnlineStore;
beforeAll(async () => {
  store = await OnlineStore.start("compliance");
});
afterEach(() => store.calm());
afterAll(() => store.stop());

const abouts = ({ findings }: Online): string[] => findings.map(({ about }) => about);
const xml = (body: string): WireAnswer => ({ headers: { "content-type": "application/xml" }, body });

test("all well", async () => {
  const { status, online } = await store.look();
  expect([status, online.findings, online.notLooked]).toEqual([0, [], []]);
  expect(online.locks.demanded).toBe("COMPLIANCE of at least 400 days");
});

test.each<[string, () => WireAnswer, RegExp]>([
  ["no lock", () => NO_LOCK, /^lock none$/],
  ["GOVERNANCE", () => retained("GOVERNANCE", "2099-01-01T00:00:00.000Z"), /^lock GOVERNANCE$/],
  ["a shorter one", () => retained("COMPLIANCE", new Date(Date.now() + 399 * DAY_MS).toISOString()), /^lock until 2/],
])("an object with %s is found", async (_what, said, found) => {
  store.answer(new RegExp(`${NEWEST.slice(4)}\\?retention`), said());
  const { status, verdict, online } = await store.look();
  expect([status, verdict, online.locks.objects.weak]).toEqual([2, "INTACT", 1]);
  expect(online.findings).toEqual([
    {
      about: "lock",
      object: NEWEST,
      expected: "a lock, COMPLIANCE of at least 400 days from LastModified on",
      found: expect.stringMatching(found) as string,
    },
  ]);
});

test.each([
  ["GOVERNANCE", 400, "default retention GOVERNANCE of 400 days"],
  ["COMPLIANCE", 30, "default retention COMPLIANCE of 30 days"],
] as const)("a bucket's rule %s of %i days is weaker than genesis", async (mode, days, found) => {
  // moto changes no rule of a bucket that has objects; S3 does.
  const rule = `<Rule><DefaultRetention><Mode>${mode}</Mode><Days>${days}</Days></DefaultRetention></Rule>`;
  const enabled = "<ObjectLockEnabled>Enabled</ObjectLockEnabled>";
  store.answer(/[?&]object-lock/, xml(`<ObjectLockConfiguration>${enabled}${rule}</ObjectLockConfiguration>`));
  const { status, online } = await store.look();
  expect(status).toBe(2);
  expect(online.findings).toEqual([
    { about: "lock", object: null, expected: "COMPLIANCE of at least 400 days", found },
  ]);
});

test("versioning that is suspended is found", async () => {
  store.answer(/[?&]versioning/, xml("<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"));
  const { status, online } = await store.look();
  expect([status, online.findings]).toEqual([
    2,
    [{ about: "lock", object: null, expected: "versioning Enabled", found: "Suspended" }],
  ]);
});

test("a copy keeps the end of the original's lock, which its own time says nothing of", async () => {
  store.written.set(NEWEST, Date.parse((await store.newest()).seal.time) + 3_600_000);
  const { online } = await store.look();
  expect(abouts(online)).toEqual(["time", "lock"]);
  const copied = await store.look("--copy");
  expect([copied.status, copied.online.findings]).toEqual([0, []]);
});

describe("what the bucket is set to do", () => {
  test("a rule of lifecycle by which objects end is found, and one that moves them is told", async () => {
    const all = { Status: "Enabled", Filter: { Prefix: "" } } as const;
    const LifecycleConfiguration: BucketLifecycleConfiguration = {
      Rules: [
        { ...all, ID: "ends", Expiration: { Days: 400 } },
        { ...all, ID: "moves", Transitions: [{ Days: 90, StorageClass: "GLACIER" }] },
      ],
    };
    await store.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: store.bucket, LifecycleConfiguration }));
    const { status, verdict, online } = await store.look();
    await store.s3.send(new DeleteBucketLifecycleCommand({ Bucket: store.bucket }));
    expect([status, verdict, abouts(online)]).toEqual([2, "INTACT", ["lifecycle"]]);
    expect(online.findings[0]?.found).toBe("rule ends, which puts a delete marker over objects after 400 days");
    expect(online.lifecycle).toMatchObject([{ id: "ends" }, { does: ["moves objects to GLACIER after 90 days"] }]);
  });

  test("a policy is counted and named by its digest", async () => {
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Deny", Principal: "*", Action: "s3:DeleteObject", Resource: `arn:aws:s3:::${store.bucket}/*` },
        { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${store.bucket}/*` },
      ],
    });
    await store.s3.send(new PutBucketPolicyCommand({ Bucket: store.bucket, Policy }));
    const { status, online } = await store.look();
    await store.s3.send(new DeleteBucketPolicyCommand({ Bucket: store.bucket }));
    expect([status, online.policy]).toEqual([0, { statements: 2, denies: 1, sha256: sha256Hex(Buffer.from(Policy)) }]);
  });

  // moto forgets what becomes of delete markers.
  test.each([
    ["Enabled", 2],
    ["Disabled", 0],
  ])("replication with delete markers %s: exit %i", async (markers, expected) => {
    const rule = `<Rule><ID>whole</ID><Priority>1</Priority><Filter><Prefix>ledger/</Prefix></Filter><Status>Enabled</Status><DeleteMarkerReplication><Status>${markers}</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::replica</Bucket></Destination></Rule>`;
    store.answer(/[?&]replication/, xml(`<ReplicationConfiguration><Role>r</Role>${rule}</ReplicationConfiguration>`));
    const { status, online } = await store.look();
    expect(status).toBe(expected);
    expect(online.replication).toMatchObject([
      { id: "whole", destination: "arn:aws:s3:::replica", deleteMarkers: markers === "Enabled" },
    ]);
  });
});
