// What `verify` says of a bucket's store: by the real program, on a ledger in a bucket of moto, behind a wire that lies about times.
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Seal, SegmentRow } from "../../../../evidence-schema/log/log-schema.ts";
import type { Online } from "../../../../ledger/online/online.ts";
import { NEWEST, OnlineStore } from "../../../support/servers/online-store.ts";
import { verdictPrinted } from "../../../support/verdict-printed.ts";

const DAY_MS = 86_400_000;

let store: OnlineStore;
let seal: Seal;
let segment: SegmentRow;
beforeAll(async () => {
  store = await OnlineStore.start("trial");
  ({ seal, segment } = await store.newest());
});
afterEach(() => store.calm());
afterAll(() => store.stop());

const abouts = ({ findings }: Online): string[] => findings.map(({ about }) => about);

test("all well: every look is told, nothing is found, and objects are listed once", async () => {
  const before = store.requests.length;
  const { status, verdict, online } = await store.look();
  expect([status, verdict, online.findings, online.notLooked]).toEqual([0, "INTACT", [], []]);
  const lists = store.requests.slice(before).filter(({ path }) => /[?&]versions/.test(path));
  expect(lists).toHaveLength(1);
  expect(online).toMatchObject({
    bucket: store.bucket,
    prefix: "ledger/",
    isCopy: false,
    times: { leaves: 2, segments: 5, outside: 0 },
    locks: {
      demanded: "GOVERNANCE or COMPLIANCE of at least 1 days",
      versioning: "Enabled",
      rule: { enabled: true, retention: { mode: "GOVERNANCE", days: 1 } },
      objects: { weak: 0, ended: 0 },
    },
    policy: "none",
    lifecycle: "none",
    replication: "none",
    signatures: {
      keys: [store.key, store.second].map((key) => ({ key, signed: 0, refused: 0, first: null, last: null })),
      checkpoints: 2,
      endorsements: 0,
      isMore: false,
    },
  });
  expect(online.locks.objects.looked).toBe(online.locks.objects.all);
  const reads = store.requests.slice(before).filter(({ path }) => path.includes(".ndjson.gz?versionId"));
  // The acts are read twice: for the objects that they disown, and as a chain.
  expect(reads).toHaveLength((online.times?.segments ?? 0) + 1);
});

test("the text says whose word it is, which bucket was asked, and of how many objects", async () => {
  const { status, stdout, stderr } = await store.verify("--lock-sample", "5");
  expect([status, stderr, verdictPrinted(stdout)]).toEqual([0, "", "INTACT"]);
  expect(stdout).toContain("The store, as AWS reports it (Tidemark cannot check these answers)");
  expect(stdout).toMatch(new RegExp(`bucket +${store.bucket}, everything under ledger/`));
  expect(stdout).toMatch(/2 log entries and 5 segments compared, 0 outside the bounds/);
  expect(stdout).toMatch(/locks of 5 of \d\d objects checked, 0 too weak; the first lock ends at 2/);
  expect(stdout).toContain("CloudTrail does not record the signed text");
  expect(stdout).not.toContain("Problems of the store");
  expect(stdout).not.toContain("Not checked");
});

describe("when objects were written", () => {
  const floor = (time: string, offset: number): number => Math.floor((Date.parse(time) + offset) / 1000) * 1000;
  test.each<[string, () => [string, number], string | null]>([
    ["a seal at the earliest", () => [NEWEST, floor(seal.time, -240_000)], null],
    ["a seal one second before that", () => [NEWEST, floor(seal.time, -241_000)], "at most 240 s before"],
    ["a seal at the latest", () => [NEWEST, floor(seal.time, 900_000)], null],
    ["a seal one second after that", () => [NEWEST, floor(seal.time, 901_000)], "at most 900 s after"],
    ["a segment at the earliest", () => [segment.key, floor(segment.time, -240_000)], null],
    ["a segment one second before that", () => [segment.key, floor(segment.time, -241_000)], "at most 240 s before"],
    ["a segment a month after", () => [segment.key, floor(segment.time, 30 * DAY_MS)], null],
  ])("%s", async (_what, written, expected) => {
    const [key, time] = written();
    store.written.set(key, time);
    // A lock has to last from LastModified on: of an object of another time it is another one. Here only genesis's is asked.
    const { status, verdict, online } = await store.look("--lock-sample", "1");
    expect(verdict).toBe("INTACT");
    if (expected === null) {
      expect([status, online.findings]).toEqual([0, []]);
      return;
    }
    const own = key === NEWEST ? seal.time : segment.time;
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
    for (const key of [NEWEST, "log/000000000000.json", segment.key]) store.written.set(key, Date.now() + 40 * DAY_MS);
    expect((await store.look()).status).toBe(2);
    const { status, online } = await store.look("--copy");
    expect([status, online.isCopy, online.times, online.findings]).toEqual([0, true, null, []]);
    expect(online.signatures).toMatchObject({ checkpoints: null, isMore: null });
    const { stdout } = await store.verify("--copy");
    expect(stdout).toContain(
      "The bucket is a copy (--copy), so the times at which its objects were written were not compared.",
    );
  });

  test("one outside is told in words, and why the exit code is 2 under INTACT", async () => {
    store.written.set(NEWEST, floor(seal.time, 7_200_000));
    const { status, stdout } = await store.verify();
    expect([status, verdictPrinted(stdout)]).toEqual([2, "INTACT"]);
    expect(stdout).toContain("Problems of the store");
    expect(stdout).toContain(
      `time  ${NEWEST}: expected LastModified at most 900 s after its own time, ${seal.time}, found `,
    );
    expect(stdout).toContain("The store has problems, so the exit code is 2.");
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
    [["--offline", "--copy"], "verify: found --offline and --copy, expected at most one of the two"],
  ])("%j is refused", async (args, expected) => {
    const { status, stderr } = await store.verify(...args);
    expect([status, stderr]).toEqual([3, `tidemark: ${expected}\n`]);
  });
});

test("BROKEN wins over what is found at the store", async () => {
  store.written.set(NEWEST, Date.parse(seal.time) + 7_200_000);
  const path = `/ledger/${segment.key.split("/").map(encodeURIComponent).join("/")}?versionId`;
  store.instead = (request) => (request.method === "GET" && request.path.includes(path) ? { body: "garbage" } : null);
  const { status, verdict, online } = await store.look();
  expect([status, verdict]).toEqual([1, "BROKEN"]);
  expect(abouts(online)).toContain("time");
});

// The last: what is put stays.
test("STRAY wins too", async () => {
  await store.s3.send(new PutObjectCommand({ Bucket: store.bucket, Key: "ledger/notes.txt", Body: "x" }));
  store.written.set(NEWEST, Date.parse(seal.time) + 7_200_000);
  const { status, verdict, online } = await store.look();
  expect([status, verdict]).toEqual([4, "STRAY"]);
  expect(abouts(online)).toContain("time");
});
