// The lists of subscriptions and projects that a run keeps for the plan of the next: each comes back as it was, and where it can't
// be used, its parent is one that could not be listed, with the cause.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NoCredentials } from "../../../collectors/live/call.ts";
import { NONE_LISTED, type ListedScopes } from "../../../collectors/live/listed-scopes.ts";
import { singleObjects, type SingleObjects } from "../../../ledger/stores/s3/single-objects.ts";
import { keepScopes, PROJECTS, scopesBefore, SUBSCRIPTIONS } from "../../../functions/work-bucket/scope-list.ts";
import { MemoryS3 } from "../../support/servers/memory-s3.ts";

const NOW = Date.parse("2026-10-01T12:00:00.000Z");
const PARENT = "entra/11111111-2222-3333-4444-555555555555";
const KEY = "read/slot/tenant/subscriptions.json";
const scopeOf = (number: number): string => `azure/aaaaaaaa-0000-4000-8000-${String(number).padStart(12, "0")}`;
const [FIRST, SECOND] = [scopeOf(1), scopeOf(2)];
const LISTED: ListedScopes = {
  ...NONE_LISTED,
  scopes: [FIRST, SECOND],
  names: { [FIRST]: "Production", [SECOND]: "Sandbox of Jo" },
};

let s3: MemoryS3;
let work: SingleObjects;

beforeAll(async () => {
  s3 = await MemoryS3.start();
  work = singleObjects(s3.client, { bucket: "work", prefix: "" });
});
beforeEach(() => {
  s3.restore(new Map());
  s3.denied = () => false;
});
afterAll(() => s3.stop());

const keep = (listed: ListedScopes, enrolled = [FIRST], at = NOW): Promise<void> =>
  keepScopes(
    SUBSCRIPTIONS,
    { ...work, key: KEY },
    enrolled,
    () => Promise.resolve(listed),
    () => at,
  );
const before = (now = NOW): Promise<ListedScopes> =>
  scopesBefore(SUBSCRIPTIONS, { ...work, key: KEY }, { parent: PARENT, now, mostSeconds: 7200 });
const kept = async (): Promise<string> => (await work.get(KEY))?.toString("utf8") ?? "";
const put = async (change: object): Promise<void> => {
  await keep(LISTED);
  const changed = JSON.stringify({ ...(JSON.parse(await kept()) as object), ...change });
  s3.restore(new Map());
  await work.put(KEY, Buffer.from(changed));
};

test("what was listed comes back, with the names of enrolled subscriptions alone", async () => {
  await keep(LISTED);
  expect(await before()).toEqual({ ...LISTED, names: { [FIRST]: "Production" } });
  expect(await kept()).not.toContain("Jo");
});

test("a name that looks like an address or a secret is kept redacted", async () => {
  await keep({ ...LISTED, names: { [FIRST]: "jo@example.test" } });
  expect((await before()).names).toEqual({ [FIRST]: "[redacted:e-mail]" });
});

test("a subscription that Azure lists on two pages is one", async () => {
  await keep({ ...LISTED, scopes: [FIRST, SECOND, FIRST] });
  expect((await before()).scopes).toEqual([FIRST, SECOND]);
});

test("no subscriptions at all are a list, and not a missing one", async () => {
  await keep(NONE_LISTED);
  expect(await before()).toEqual(NONE_LISTED);
});

test("a run has one list: what it listed first stays, and nobody is asked again", async () => {
  await keep(LISTED);
  const asked = keepScopes(
    SUBSCRIPTIONS,
    { ...work, key: KEY },
    [],
    () => Promise.reject(new Error("asked again")),
    () => NOW,
  );
  await expect(asked).resolves.toBeUndefined();
  expect((await before()).scopes).toEqual(LISTED.scopes);
});

test("a refusal is kept as its cause", async () => {
  const problem = { code: "denied", detail: "Microsoft.Resources/subscriptions/read (AuthorizationFailed)" } as const;
  await keep({ ...NONE_LISTED, unlisted: [PARENT], problem });
  expect(await before()).toEqual({ ...NONE_LISTED, unlisted: [PARENT], problem });
});

test.each([
  [new NoCredentials("credentials for Azure are missing"), "denied", "credentials for Azure are missing"],
  [new TypeError("jo@example.test"), "unavailable", "the list of subscriptions failed with TypeError"],
])("an error is kept as a cause, and costs no reading: %s", async (error, code, detail) => {
  const kept = keepScopes(
    SUBSCRIPTIONS,
    { ...work, key: KEY },
    [FIRST],
    () => Promise.reject(error),
    () => NOW,
  );
  await expect(kept).resolves.toBeUndefined();
  expect(await before()).toEqual({ ...NONE_LISTED, unlisted: [PARENT], problem: { code, detail } });
});

test("more subscriptions than are kept are not cut", async () => {
  const scopes = Array.from({ length: 10_001 }, (_, i) => scopeOf(i));
  await keep({ ...NONE_LISTED, scopes: scopes.slice(1) });
  expect((await before()).scopes).toHaveLength(10_000);
  s3.restore(new Map());
  await keep({ ...NONE_LISTED, scopes });
  expect(await before()).toEqual({
    ...NONE_LISTED,
    unlisted: [PARENT],
    problem: { code: "truncated", detail: "Azure lists more than 10000 subscriptions" },
  });
});

const DAMAGED = {
  code: "unexpected-shape",
  detail: "the list of subscriptions that the run before left is damaged",
};

test.each<[string, () => Promise<unknown>, object]>([
  [
    "is missing",
    () => Promise.resolve(),
    { code: "no-answer", detail: "the run before left no list of subscriptions" },
  ],
  ["is no JSON", () => work.put(KEY, Buffer.from('{"v":1')), DAMAGED],
  ["is empty", () => work.put(KEY, Buffer.alloc(0)), DAMAGED],
  ["has a scope of another cloud", () => put({ scopes: ["aws/123456789012"] }), DAMAGED],
  ["has a scope twice", () => put({ scopes: [FIRST, FIRST] }), DAMAGED],
  ["lacks its scopes", () => put({ scopes: undefined }), DAMAGED],
  ["has a cause that there is not", () => put({ problem: { code: "tired", detail: "" } }), DAMAGED],
  ["is of no time", () => put({ time: "yesterday" }), DAMAGED],
  [
    "is too old",
    () => keep(LISTED, [FIRST], NOW - 7_200_001),
    {
      code: "older-answer",
      detail: "the list of subscriptions is of 2026-10-01T09:59:59.999Z, expected one of the last 7200 s",
    },
  ],
  [
    "may not be read",
    async () => {
      await keep(LISTED);
      s3.denied = () => true;
    },
    {
      code: "unavailable",
      detail: `cannot read ${KEY} of work: permission s3:GetObject denied. Allow it in the policy of the identity that runs Tidemark`,
    },
  ],
  [
    "is larger than any list",
    () => work.put(KEY, Buffer.alloc((2 << 20) + 1, " ")),
    { code: "unavailable", detail: `${KEY} of work: found 2097153 bytes, expected at most 2097152` },
  ],
])("a list that %s never says that there are no others", async (_how, prepare, problem) => {
  await prepare();
  expect(await before()).toEqual({ ...NONE_LISTED, unlisted: [PARENT], problem });
});

test("projects are listed in the same way, and are those of Google Cloud alone", async () => {
  const place = { ...work, key: KEY };
  const parent = "gcp/organizations/222233334444";
  const projects = {
    ...NONE_LISTED,
    scopes: ["gcp/projects/1", "gcp/projects/2"],
    names: { "gcp/projects/1": "Shop" },
  };
  const listing = (listed: ListedScopes): Promise<void> =>
    keepScopes(
      PROJECTS,
      place,
      ["gcp/projects/1"],
      () => Promise.resolve(listed),
      () => NOW,
    );
  const listedBefore = (): Promise<ListedScopes> =>
    scopesBefore(PROJECTS, place, { parent, now: NOW, mostSeconds: 7200 });
  const unlisted = (code: string, detail: string): object => ({
    ...NONE_LISTED,
    unlisted: [parent],
    problem: { code, detail },
  });
  expect(await listedBefore()).toEqual(unlisted("no-answer", "the run before left no list of projects"));
  await listing(projects);
  expect(await listedBefore()).toEqual(projects);
  s3.restore(new Map());
  await listing(LISTED);
  expect(await listedBefore()).toEqual(
    unlisted("unexpected-shape", "the list of projects that the run before left is damaged"),
  );
  s3.restore(new Map());
  await listing({ ...NONE_LISTED, scopes: Array.from({ length: 10_001 }, (_, i) => `gcp/projects/${i}`) });
  expect(await listedBefore()).toEqual(unlisted("truncated", "Google Cloud lists more than 10000 projects"));
});

test("a list is young enough up to its bound", async () => {
  await keep(LISTED, [FIRST], NOW - 7_200_000);
  expect((await before()).problem).toBeNull();
});
