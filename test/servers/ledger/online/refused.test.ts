// What `verify` says where it may not look, and of what the log's key signed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ONLINE_ACTIONS } from "../../../../ledger/online/actions.ts";
import type { Online } from "../../../../ledger/online/online.ts";
import { repository } from "../../../support/run-cli.ts";
import { s3Error } from "../../../support/servers/object-retention.ts";
import { OnlineStore } from "../../../support/servers/online-store.ts";
import { identity, jsonError, type WireAnswer, type WireRequest } from "../../../support/servers/wire.ts";

let store: OnlineStore;
beforeAll(async () => {
  store = await OnlineStore.start("trial");
});
afterEach(() => store.calm());
afterAll(() => store.stop());

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
    const { status, verdict, online } = await store.look();
    expect([status, verdict, online.findings, told(online)]).toEqual([0, "INTACT", [], null]);
    expect(online.notLooked).toMatchObject([
      { action, why: `permission ${action} denied. Allow it in the policy of the identity that verifies` },
    ]);
    for (const [other, , toldOf] of calls) {
      const isSame = other === action || (action === "kms:DescribeKey" && other === "cloudtrail:LookupEvents");
      if (!isSame && !(action === "cloudtrail:LookupEvents" && other === "kms:DescribeKey"))
        expect(toldOf(online), other).not.toBeNull();
    }
    const { stdout } = await store.verify();
    expect(stdout).toMatch(
      new RegExp(
        `^Not checked\n  .*: permission ${action} denied\\. Allow it in the policy of the identity that verifies$`,
        "m",
      ),
    );
  });

  test("the list is that of the policy, with what the verification itself takes", () => {
    const asked = [...calls.map(([action]) => action), "s3:ListBucketVersions", "s3:GetObjectVersion"];
    expect(asked.toSorted()).toEqual(Object.values(ONLINE_ACTIONS).flat().toSorted());
    const page = readFileSync(join(repository, "docs/verify-online.md"), "utf8");
    expect(asked.filter((action) => !page.includes(`\`${action}\``))).toEqual([]);
  });

  test("the lock of one object alone", async () => {
    store.instead = get(/genesis\.json\?retention/);
    const { status, online } = await store.look();
    const { all, looked } = online.locks.objects;
    expect([status, looked]).toEqual([0, all - 1]);
    expect(online.notLooked).toMatchObject([{ what: `lock of 1 of ${all} objects`, action: "s3:GetObjectRetention" }]);
  });

  test.each([
    ["s3:ListBucketVersions", /[?&]versions/],
    ["s3:GetObjectVersion", /genesis\.json\?versionId/],
  ])("without %s nothing can be verified: exit 3, one line", async (action, path) => {
    store.instead = get(path);
    const { status, stdout, stderr } = await store.verify();
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(
      new RegExp(
        `^tidemark: [^\n]*: permission ${action} denied\\. Allow it in the policy of the identity that runs Tidemark\n$`,
      ),
    );
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
    const { status, online } = await store.look();
    expect(status).toBe(0);
    const second = (minutes: number): string =>
      new Date(Math.floor((now - minutes * 60_000) / 1000) * 1000).toISOString();
    expect(online.signatures).toMatchObject({
      account: "123456789012",
      keys: [
        { key: store.key, signed: 2, refused: 1, first: second(50), last: second(20) },
        { key: store.second, signed: 0, refused: 0, first: null, last: null },
      ],
      checkpoints: 2,
      isMore: false,
    });
    const lookups = store.requests.slice(before).filter(({ call }) => call === "LookupEvents");
    expect(lookups.map(({ body }) => (JSON.parse(body) as { NextToken?: string }).NextToken)).toEqual([undefined, "2"]);
  });

  test("more than checkpoints are said, and are no exit code", async () => {
    store.signed = [sign(50), sign(20), sign(10)];
    const { status, stdout } = await store.verify();
    expect(status).toBe(0);
    expect(stdout).toContain("In this period 2 checkpoints and 0 endorsements were written.");
    expect(stdout).toContain("The keys signed more often than that. A repeated sealing may explain some signatures.");
  });

  test("of a key that was added are counted too, beside those of the first", async () => {
    const by = (minutes: number) => sign(minutes, { key: store.second });
    store.signed = [sign(50), by(20)];
    expect((await store.look()).online.signatures).toMatchObject({
      keys: [{ signed: 1 }, { signed: 1, refused: 0 }],
      isMore: false,
    });
    store.signed = [sign(50), by(20), by(10)];
    const { stdout } = await store.verify();
    expect(stdout).toMatch(new RegExp(`^ +signatures +1 by ${store.key} from `, "m"));
    expect(stdout).toMatch(new RegExp(`^ +2 by ${store.second} from .*, the first at .*, the last at `, "m"));
    expect(stdout).toContain("The keys signed more often than that.");
  });

  test("a lookup that is throttled is asked again", async () => {
    store.signed = [sign(50)];
    let left = 2;
    store.instead = ({ call }) =>
      call === "LookupEvents" && (left -= 1) >= 0 ? jsonError("ThrottlingException", "Rate exceeded") : null;
    const { status, online } = await store.look();
    expect([status, online.signatures?.keys[0]?.signed, online.notLooked]).toEqual([0, 1, []]);
    expect(left).toBeLessThan(0);
  });

  test("one that is throttled for good is not looked at", async () => {
    store.instead = ({ call }) => (call === "LookupEvents" ? jsonError("ThrottlingException", "Rate exceeded") : null);
    const { status, online } = await store.look();
    expect([status, online.signatures]).toEqual([0, null]);
    expect(online.notLooked).toMatchObject([{ action: null, why: "ThrottlingException (HTTP 400)" }]);
  });

  test("another account than the key's can't say how many there are", async () => {
    store.instead = ({ call }) => (call === "GetCallerIdentity" ? identity("222222222222") : null);
    const { status, online } = await store.look();
    expect([status, online.signatures]).toEqual([0, null]);
    expect(online.notLooked[0]?.why).toMatch(
      /^found credentials of account 222222222222, expected account 123456789012,/,
    );
  });

  test("without a config that has the ledger no key is known, and nobody is asked", async () => {
    const before = store.requests.length;
    const { online } = await store.look("--config", join(repository, "examples/estate/tidemark.config.ts"));
    expect(online.notLooked).toEqual([
      {
        what: "signatures by the log's keys",
        action: null,
        why: "the signing keys are unknown, because the config has no member deployment. Name another config with --config",
      },
    ]);
    expect(store.requests.slice(before).filter(({ service }) => service !== "s3")).toEqual([]);
  });
});
