// What `verify` says of the store itself: by the real program, on ledgers in buckets of moto, behind a wire that lies as a table says.
import {
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type BucketLifecycleConfiguration,
} from "@aws-sdk/client-s3";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../evidence-schema/digest.ts";
import type { Seal } from "../../../evidence-schema/log-schema.ts";
import { ONLINE_ACTIONS } from "../../../ledger/online/actions.ts";
import type { Online } from "../../../ledger/online.ts";
import { repository } from "../../support/run-cli.ts";
import { NO_LOCK, OnlineStore, retained, s3Error, type Mode } from "../../support/servers/online-store.ts";
import { identity, jsonError, type WireAnswer, type WireRequest } from "../../support/servers/wire.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const SEAL = "log/000000000001.json";
const DAY_MS = 86_400_000;

let store: OnlineStore;
let seal: Seal;
let segment: { readonly key: string; readonly time: string };

async function begin(mode: Mode): Promise<void> {
  store = await OnlineStore.start(mode);
  seal = JSON.parse((await store.read(SEAL)).toString("utf8")) as Seal;
  segment = seal.scopes.flatMap(({ segments }) => segments)[0] as typeof segment;
}

type Seen = {
  readonly status: number | null;
  readonly verdict: string;
  readonly online: Online;
  readonly text: string;
};

/** Asked for JSON, which has all that the text has. Nothing is ever complained of. */
async function look(...args: readonly string[]): Promise<Seen> {
  const { status, stdout, stderr } = await store.verify("--json", ...args);
  expect(stderr).toBe("");
  const { verdict, exit, online } = JSON.parse(stdout) as {
    readonly verdict: string;
    readonly exit: number;
    readonly online: Online;
  };
  expect(exit).toBe(status);
  return { status, verdict, online, text: stdout };
}

const abouts = ({ findings }: Online): string[] => findings.map(({ about }) => about);

/** Requests of these paths get this answer. */
function answer(path: RegExp, said: WireAnswer): void {
  store.instead = (request) => (path.test(request.path) && request.method === "GET" ? said : null);
}

const xml = (body: string): WireAnswer => ({ headers: { "content-type": "application/xml" }, body });

describe("a trial", () => {
  beforeAll(() => begin("trial"));
  afterEach(() => store.calm());
  afterAll(() => store.stop());

  test("all well: every look is told, nothing is found, and objects are listed once", async () => {
    const before = store.requests.length;
    const { status, verdict, online } = await look();
    expect([status, verdict, online.findings, online.notLooked]).toEqual([0, "INTACT", [], []]);
    const lists = store.requests.slice(before).filter(({ path }) => /[?&]versions/.test(path));
    expect(lists).toHaveLength(1);
    expect(online).toMatchObject({
      bucket: store.bucket,
      prefix: "ledger/",
      isCopy: false,
      times: { leaves: 2, segments: 4, outside: 0 },
      locks: {
        demanded: "GOVERNANCE or COMPLIANCE of at least 1 days",
        versioning: "Enabled",
        rule: { enabled: true, retention: { mode: "GOVERNANCE", days: 1 } },
        objects: { weak: 0, ended: 0 },
      },
      policy: "none",
      lifecycle: "none",
      replication: "none",
      signatures: { key: store.key, signed: 0, checkpoints: 2, endorsements: 0, isMore: false },
    });
    expect(online.locks.objects.looked).toBe(online.locks.objects.all);
    const reads = store.requests.slice(before).filter(({ path }) => path.includes(".ndjson.gz?versionId"));
    expect(reads).toHaveLength(online.times?.segments ?? 0);
  });

  test("the text says whose word it is, which bucket was asked, and of how many objects", async () => {
    const { status, stdout, stderr } = await store.verify("--lock-sample", "5");
    expect([status, stderr, verdictPrinted(stdout)]).toEqual([0, "", "INTACT"]);
    expect(stdout).toContain("What AWS says of the store (its word, which Tidemark can't check)");
    expect(stdout).toMatch(new RegExp(`bucket +${store.bucket}, what lies under ledger/`));
    expect(stdout).toMatch(/2 log entries and 4 segments compared, 0 outside the bounds/);
    expect(stdout).toMatch(/the locks of 5 of \d\d looked at: 0 weak; the first ends at 2/);
    expect(stdout).toContain("CloudTrail does not say what was signed");
    expect(stdout).not.toContain("Found at the store");
    expect(stdout).not.toContain("Not looked at");
  });

  describe("when objects were written", () => {
    const floor = (time: string, offset: number): number => Math.floor((Date.parse(time) + offset) / 1000) * 1000;
    test.each<[string, () => [string, number], string | null]>([
      ["a seal at the earliest", () => [SEAL, floor(seal.time, -240_000)], null],
      ["a seal one second before that", () => [SEAL, floor(seal.time, -241_000)], "at most 240 s before"],
      ["a seal at the latest", () => [SEAL, floor(seal.time, 900_000)], null],
      ["a seal one second after that", () => [SEAL, floor(seal.time, 901_000)], "at most 900 s after"],
      ["a segment at the earliest", () => [segment.key, floor(segment.time, -240_000)], null],
      ["a segment one second before that", () => [segment.key, floor(segment.time, -241_000)], "at most 240 s before"],
      ["a segment a month after", () => [segment.key, floor(segment.time, 30 * DAY_MS)], null],
    ])("%s", async (_what, written, expected) => {
      const [key, time] = written();
      store.written.set(key, time);
      // A lock has to last from LastModified on: of an object of another time it is another one. Here only genesis's is asked.
      const { status, verdict, online } = await look("--lock-sample", "1");
      expect(verdict).toBe("INTACT");
      if (expected === null) {
        expect([status, online.findings]).toEqual([0, []]);
        return;
      }
      const own = key === SEAL ? seal.time : segment.time;
      expect(status).toBe(2);
      expect(online.findings).toEqual([
        {
          about: "time",
          object: key,
          expected: `LastModified ${expected} its own time, ${own}`,
          found: new Date(time).toISOString(),
        },
      ]);
    });

    test("of a copy they are not compared, which is said; otherwise a copy is found out", async () => {
      for (const key of [SEAL, "log/000000000000.json", segment.key]) store.written.set(key, Date.now() + 40 * DAY_MS);
      expect((await look()).status).toBe(2);
      const { status, online } = await look("--copy");
      expect([status, online.isCopy, online.times, online.findings]).toEqual([0, true, null, []]);
      expect(online.signatures).toMatchObject({ checkpoints: null, isMore: null });
      const { stdout } = await store.verify("--copy");
      expect(stdout).toContain(
        "This bucket is taken as a copy (--copy): when its objects were written was not compared.",
      );
    });

    test("one outside is told in words, and why the exit code is 2 under INTACT", async () => {
      store.written.set(SEAL, floor(seal.time, 7_200_000));
      const { status, stdout } = await store.verify();
      expect([status, verdictPrinted(stdout)]).toEqual([2, "INTACT"]);
      expect(stdout).toContain("Found at the store");
      expect(stdout).toContain(
        `time  ${SEAL}: expected LastModified at most 900 s after its own time, ${seal.time}, found `,
      );
      expect(stdout).toContain("The store is not as it should be, whatever the verdict on what lies in it: exit 2.");
    });
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
      const { status, verdict, online } = await look();
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
      const { status, online } = await look();
      await store.s3.send(new DeleteBucketPolicyCommand({ Bucket: store.bucket }));
      expect([status, online.policy]).toEqual([
        0,
        { statements: 2, denies: 1, sha256: sha256Hex(Buffer.from(Policy)) },
      ]);
    });

    // moto forgets what becomes of delete markers.
    test.each([
      ["Enabled", 2],
      ["Disabled", 0],
    ])("replication with delete markers %s: exit %i", async (markers, expected) => {
      const rule = `<Rule><ID>whole</ID><Priority>1</Priority><Filter><Prefix>ledger/</Prefix></Filter><Status>Enabled</Status><DeleteMarkerReplication><Status>${markers}</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::replica</Bucket></Destination></Rule>`;
      answer(/[?&]replication/, xml(`<ReplicationConfiguration><Role>r</Role>${rule}</ReplicationConfiguration>`));
      const { status, online } = await look();
      expect(status).toBe(expected);
      expect(online.replication).toMatchObject([
        { id: "whole", destination: "arn:aws:s3:::replica", deleteMarkers: markers === "Enabled" },
      ]);
    });
  });

  describe("what may not be looked at is named with its action, costs the others nothing and changes no exit code", () => {
    const s3Denied = s3Error("AccessDenied", 403);
    const denied = jsonError("AccessDeniedException", "no");
    const get = (path: RegExp) => (request: WireRequest) => (path.test(request.path) ? s3Denied : null);
    const call = (name: string) => (request: WireRequest) => (request.call === name ? denied : null);
    const calls: readonly (readonly [
      action: string,
      (request: WireRequest) => WireAnswer | null,
      (online: Online) => unknown,
    ])[] = [
      ["s3:GetBucketVersioning", get(/[?&]versioning/), ({ locks }) => locks.versioning],
      ["s3:GetBucketObjectLockConfiguration", get(/[?&]object-lock/), ({ locks }) => locks.rule],
      ["s3:GetBucketPolicy", get(/[?&]policy/), ({ policy }) => policy],
      ["s3:GetLifecycleConfiguration", get(/[?&]lifecycle/), ({ lifecycle }) => lifecycle],
      ["s3:GetReplicationConfiguration", get(/[?&]replication/), ({ replication }) => replication],
      ["s3:GetObjectRetention", get(/[?&]retention/), ({ locks }) => (locks.objects.looked === 0 ? null : locks)],
      ["kms:DescribeKey", call("DescribeKey"), ({ signatures }) => signatures],
      ["cloudtrail:LookupEvents", call("LookupEvents"), ({ signatures }) => signatures],
    ];

    test.each(calls)("%s", async (action, instead, told) => {
      store.instead = instead;
      const { status, verdict, online } = await look();
      expect([status, verdict, online.findings, told(online)]).toEqual([0, "INTACT", [], null]);
      expect(online.notLooked).toMatchObject([{ action, why: `denied, expected leave for ${action}` }]);
      for (const [other, , toldOf] of calls) {
        const isSame = other === action || (action === "kms:DescribeKey" && other === "cloudtrail:LookupEvents");
        if (!isSame && !(action === "cloudtrail:LookupEvents" && other === "kms:DescribeKey"))
          expect(toldOf(online), other).not.toBeNull();
      }
      const { stdout } = await store.verify();
      expect(stdout).toMatch(new RegExp(`^Not looked at\n  .*: denied, expected leave for ${action}$`, "m"));
    });

    test("the list is that of the policy, with what the verification itself takes", () => {
      const asked = [...calls.map(([action]) => action), "s3:ListBucketVersions", "s3:GetObjectVersion"];
      expect(asked.toSorted()).toEqual(Object.values(ONLINE_ACTIONS).flat().toSorted());
      const page = readFileSync(join(repository, "docs/verify-online.md"), "utf8");
      expect(asked.filter((action) => !page.includes(`\`${action}\``))).toEqual([]);
    });

    test("the lock of one object alone", async () => {
      store.instead = get(/genesis\.json\?retention/);
      const { status, online } = await look();
      const { all, looked } = online.locks.objects;
      expect([status, looked]).toEqual([0, all - 1]);
      expect(online.notLooked).toMatchObject([
        { what: `lock of 1 of ${all} objects`, action: "s3:GetObjectRetention" },
      ]);
    });

    test.each([
      ["s3:ListBucketVersions", /[?&]versions/],
      ["s3:GetObjectVersion", /genesis\.json\?versionId/],
    ])("without %s nothing can be verified: exit 3, one line", async (action, path) => {
      store.instead = get(path);
      const { status, stdout, stderr } = await store.verify();
      expect([status, stdout]).toEqual([3, ""]);
      expect(stderr).toMatch(new RegExp(`^tidemark: [^\n]*: denied, expected leave for ${action}\n$`));
    });
  });

  describe("signatures", () => {
    const now = Date.now();
    const sign = (minutes: number, more: object = {}) => ({ at: now - minutes * 60_000, key: store.key, ...more });

    test("are those of the log's key that were made, with the first and the last, over all pages", async () => {
      store.page = 2;
      const other = { key: store.key.replace(/key\/.*/, "key/another") };
      store.signed = [sign(50), sign(20), sign(30, other), sign(10, { error: "AccessDenied" }), sign(91 * 24 * 60)];
      const before = store.requests.length;
      const { status, online } = await look();
      expect(status).toBe(0);
      const second = (minutes: number): string =>
        new Date(Math.floor((now - minutes * 60_000) / 1000) * 1000).toISOString();
      expect(online.signatures).toMatchObject({
        key: store.key,
        account: "123456789012",
        signed: 2,
        refused: 1,
        first: second(50),
        last: second(20),
        checkpoints: 2,
        isMore: false,
      });
      const lookups = store.requests.slice(before).filter(({ call }) => call === "LookupEvents");
      expect(lookups.map(({ body }) => (JSON.parse(body) as { NextToken?: string }).NextToken)).toEqual([
        undefined,
        "2",
      ]);
    });

    test("more than checkpoints are said, and are no exit code", async () => {
      store.signed = [sign(50), sign(20), sign(10)];
      const { status, stdout } = await store.verify();
      expect(status).toBe(0);
      expect(stdout).toContain("In these days 2 checkpoints and 0 endorsements were written.");
      expect(stdout).toContain("The key signed more: a sealing that was repeated may explain some");
    });

    test("a lookup that is throttled is asked again", async () => {
      store.signed = [sign(50)];
      let left = 2;
      store.instead = ({ call }) =>
        call === "LookupEvents" && (left -= 1) >= 0 ? jsonError("ThrottlingException", "Rate exceeded") : null;
      const { status, online } = await look();
      expect([status, online.signatures?.signed, online.notLooked]).toEqual([0, 1, []]);
      expect(left).toBeLessThan(0);
    });

    test("one that is throttled for good is not looked at", async () => {
      store.instead = ({ call }) =>
        call === "LookupEvents" ? jsonError("ThrottlingException", "Rate exceeded") : null;
      const { status, online } = await look();
      expect([status, online.signatures]).toEqual([0, null]);
      expect(online.notLooked).toMatchObject([{ action: null, why: "ThrottlingException (HTTP 400)" }]);
    });

    test("another account than the key's can't say how many there are", async () => {
      store.instead = ({ call }) => (call === "GetCallerIdentity" ? identity("222222222222") : null);
      const { status, online } = await look();
      expect([status, online.signatures]).toEqual([0, null]);
      expect(online.notLooked[0]?.why).toMatch(/^the credentials are of account 222222222222, expected 123456789012/);
    });

    test("without a config that has the ledger no key is known, and nobody is asked", async () => {
      const before = store.requests.length;
      const { online } = await look("--config", join(repository, "examples/estate/tidemark.config.ts"));
      expect(online.notLooked).toEqual([
        { what: "signatures by the log's key", action: null, why: "no key is known: the config has no deployment" },
      ]);
      expect(store.requests.slice(before).filter(({ service }) => service !== "s3")).toEqual([]);
    });
  });

  describe("options", () => {
    test("--offline asks nothing of these, and says nothing of them", async () => {
      const before = store.requests.length;
      const { status, stdout, stderr } = await store.verify("--offline", "--json");
      expect([status, stderr]).toEqual([0, ""]);
      expect(JSON.parse(stdout)).not.toHaveProperty("online");
      const asked = store.requests.slice(before);
      expect(asked.filter(({ service }) => service !== "s3")).toEqual([]);
      expect(
        asked.filter(({ path }) => /[?&](versioning|object-lock|retention|policy|lifecycle|replication)/.test(path)),
      ).toEqual([]);
    });

    test.each<[readonly string[], string]>([
      [["--lock-sample", "0"], "--lock-sample: found 0, expected a whole number of at least 1"],
      [["--lock-sample", "all"], "--lock-sample: found all, expected a whole number of at least 1"],
      [["--offline", "--copy"], "verify: found --offline and --copy, expected one of them or none"],
    ])("%j is refused", async (args, expected) => {
      const { status, stderr } = await store.verify(...args);
      expect([status, stderr]).toEqual([3, `tidemark: ${expected}\n`]);
    });
  });

  test("BROKEN wins over what is found at the store", async () => {
    store.written.set(SEAL, Date.parse(seal.time) + 7_200_000);
    const path = `/ledger/${segment.key.split("/").map(encodeURIComponent).join("/")}?versionId`;
    store.instead = (request) => (request.method === "GET" && request.path.includes(path) ? { body: "garbage" } : null);
    const { status, verdict, online } = await look();
    expect([status, verdict]).toEqual([1, "BROKEN"]);
    expect(abouts(online)).toContain("time");
  });

  // The last: what is put stays.
  test("STRAY wins too", async () => {
    await store.s3.send(new PutObjectCommand({ Bucket: store.bucket, Key: "ledger/notes.txt", Body: "x" }));
    store.written.set(SEAL, Date.parse(seal.time) + 7_200_000);
    const { status, verdict, online } = await look();
    expect([status, verdict]).toEqual([4, "STRAY"]);
    expect(abouts(online)).toContain("time");
  });
});

describe("for years", () => {
  beforeAll(() => begin("compliance"));
  afterEach(() => store.calm());
  afterAll(() => store.stop());

  test("all well", async () => {
    const { status, online } = await look();
    expect([status, online.findings, online.notLooked]).toEqual([0, [], []]);
    expect(online.locks.demanded).toBe("COMPLIANCE of at least 400 days");
  });

  test.each<[string, () => WireAnswer, RegExp]>([
    ["no lock", () => NO_LOCK, /^lock none$/],
    ["GOVERNANCE", () => retained("GOVERNANCE", "2099-01-01T00:00:00.000Z"), /^lock GOVERNANCE$/],
    ["a shorter one", () => retained("COMPLIANCE", new Date(Date.now() + 399 * DAY_MS).toISOString()), /^lock until 2/],
  ])("an object with %s is found", async (_what, said, found) => {
    answer(new RegExp(`${SEAL.slice(4)}\\?retention`), said());
    const { status, verdict, online } = await look();
    expect([status, verdict, online.locks.objects.weak]).toEqual([2, "INTACT", 1]);
    expect(online.findings).toEqual([
      {
        about: "lock",
        object: SEAL,
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
    answer(/[?&]object-lock/, xml(`<ObjectLockConfiguration>${enabled}${rule}</ObjectLockConfiguration>`));
    const { status, online } = await look();
    expect(status).toBe(2);
    expect(online.findings).toEqual([
      { about: "lock", object: null, expected: "COMPLIANCE of at least 400 days", found },
    ]);
  });

  test("versioning that is suspended is found", async () => {
    answer(/[?&]versioning/, xml("<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"));
    const { status, online } = await look();
    expect([status, online.findings]).toEqual([
      2,
      [{ about: "lock", object: null, expected: "versioning Enabled", found: "Suspended" }],
    ]);
  });

  test("a copy keeps the end of the original's lock, which its own time says nothing of", async () => {
    store.written.set(SEAL, Date.parse(seal.time) + 3_600_000);
    const { online } = await look();
    expect(abouts(online)).toEqual(["time", "lock"]);
    const copied = await look("--copy");
    expect([copied.status, copied.online.findings]).toEqual([0, []]);
  });
});
