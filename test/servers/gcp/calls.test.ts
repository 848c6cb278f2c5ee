// Calls of Google at the test servers: pages, repeated requests, the deadline, and hosts that get no token.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GoogleAccess } from "../../../collectors/google/client/access.ts";
import { GoogleCalls, type Call } from "../../../collectors/google/client/calls.ts";
import type { CallAnswer } from "../../../collectors/live/call.ts";
import { json } from "../../support/clouds/wire/asked.ts";
import { ORGANIZATION, PRODUCTION } from "../../support/google/estate/sample/names.ts";
import { oldError } from "../../support/google/identity/google-error.ts";
import type { Google } from "../../support/google/google.ts";
import { call, callsOf, loginOf, startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
  google.settings.page = 1000;
});

const ASSETS = `/v1/${ORGANIZATION}/assets?contentType=RESOURCE&pageSize=10`;
const BUCKETS = `/storage/v1/b?project=${PRODUCTION.projectId}`;
const POLICY = `/v3/${PRODUCTION.name}:getIamPolicy`;

async function all(listing: Call): Promise<{ readonly elements: readonly unknown[]; readonly pages: number }> {
  const elements: unknown[] = [];
  let pages = 0;
  for await (const page of callsOf().pages(listing)) {
    elements.push(...((page["assets"] ?? []) as readonly unknown[]));
    pages += 1;
  }
  return { elements, pages };
}

describe("pages", () => {
  test("are read one after another, each with the query of the first", async () => {
    const { elements, pages } = await all(call("cloudasset", ASSETS));
    const names = (assets: readonly unknown[]): unknown[] => assets.map((asset) => (asset as { name: string }).name);
    const there = names(google.estate.inventory("RESOURCE"));
    expect([names(elements), pages]).toEqual([there, Math.ceil(there.length / 10)]);
    expect(google.log.of("cloudasset").map(({ query }) => query)).toEqual([
      "contentType=RESOURCE&pageSize=10",
      ...there
        .flatMap((_, from) => (from > 0 && from % 10 === 0 ? [from] : []))
        .map((from) => `contentType=RESOURCE&pageSize=10&pageToken=page-${from}`),
    ]);
  });

  test.each([
    ["leads back to a page that was read", { nextPageToken: "page-1" }],
    ["names its next page by no text", { nextPageToken: 3 }],
    ["is no object", []],
  ])("an answer that %s", async (what, body) => {
    google.faults.answer({ service: "cloudasset" }, json(200, body));
    await expect(all(call("cloudasset", ASSETS, { action: "cloudasset.assets.listResource" }))).rejects.toMatchObject({
      problem: { code: "unexpected-shape", detail: `the answer to cloudasset.assets.listResource ${what}` },
    });
  });

  test("a page token is one value of the query, whatever it holds", async () => {
    google.faults.answer({ service: "cloudasset" }, json(200, { nextPageToken: "page-1&pageSize=1#x" }), 1);
    await expect(all(call("cloudasset", ASSETS))).rejects.toMatchObject({ error: "INVALID_ARGUMENT" });
    expect(google.log.of("cloudasset").at(-1)?.query).toBe(
      "contentType=RESOURCE&pageSize=10&pageToken=page-1&pageSize=1#x",
    );
  });

  test("an address in the place of a page token leads nowhere", async () => {
    const elsewhere = `${google.urls["storage"]}/page?x=`;
    google.faults.answer({ service: "cloudasset" }, json(200, { nextPageToken: elsewhere }), 1);
    await expect(all(call("cloudasset", ASSETS))).rejects.toMatchObject({
      problem: { detail: expect.stringContaining("INVALID_ARGUMENT") },
    });
    expect(google.log.of("storage")).toEqual([]);
    expect(google.log.of("cloudasset")).toHaveLength(2);
  });
});

describe("a token is sent to no other host", () => {
  test.each([
    "//storage.googleapis.com/storage/v1/b",
    "https://storage.googleapis.com/",
    "@127.0.0.1/",
    ".example/x",
    "/\\\\storage.googleapis.com/x",
  ])("by the path %s", async (path) => {
    await expect(callsOf().get(call("cloudasset", path))).rejects.toMatchObject({
      error: "OtherHost",
      problem: { code: "unexpected-shape", detail: "a.call.made would lead to another host" },
    });
    expect(google.log.requests).toEqual([]);
  });

  test.each([301, 302, 307, 308])("by an answer %i", async (status) => {
    const location = `${google.urls["storage"]}${BUCKETS}`;
    google.faults.answer({ service: "cloudasset" }, { status, headers: { location }, body: "" });
    await expect(callsOf().get(call("cloudasset", ASSETS))).rejects.toMatchObject({
      problem: { code: "unexpected-shape", detail: "the answer to a.call.made leads to another host" },
    });
    expect(google.log.of("storage")).toEqual([]);
  });
});

test("a call with a body is a POST, and says in which form", async () => {
  const policy = await callsOf().get(
    call("resourcemanager", POLICY, { body: { options: { requestedPolicyVersion: 3 } } }),
  );
  expect(policy).toEqual(google.estate.policy(`//cloudresourcemanager.googleapis.com/${PRODUCTION.name}`));
  expect(google.log.of("resourcemanager")).toMatchObject([
    { method: "POST", body: JSON.stringify({ options: { requestedPolicyVersion: 3 } }) },
  ]);
});

test("numbers come as evidence can hold them", async () => {
  const body = '{"id":6755952249203910069,"ratio":0.5,"mtu":1460}';
  google.faults.answer({ service: "compute" }, { status: 200, body });
  expect(await callsOf().get(call("compute", "/compute/v1/x"))).toEqual({
    id: "6755952249203910069",
    ratio: "0.5",
    mtu: 1460,
  });
});

describe("while the service is busy, a request is sent again", () => {
  const busy = { status: 503, body: "upstream connect error" };
  const rateLimited = oldError(403, "rateLimitExceeded", "Rate Limit Exceeded", "usageLimits");

  test.each([
    ["429 with RESOURCE_EXHAUSTED", () => google.faults.throttle({ service: "cloudasset" }, { times: 2 })],
    ["503 without a body", () => google.faults.answer({ service: "cloudasset" }, busy, 2)],
    ["403 that stands for too many", () => google.faults.answer({ service: "cloudasset" }, rateLimited, 2)],
    ["an answer that is cut midway", () => google.faults.cut({ service: "cloudasset" }, 2)],
  ])("%s", async (_, fail) => {
    fail();
    const heard: CallAnswer[] = [];
    expect(await callsOf().get(call("cloudasset", ASSETS, { heard }))).toHaveProperty("assets");
    expect(google.log.of("cloudasset")).toHaveLength(3);
    // A refusal is no answer.
    expect(heard).toEqual([{ action: "a.call.made", requestId: null, server: expect.stringMatching(/^20.*Z$/) }]);
  });

  test("and then no more", async () => {
    google.faults.throttle({ service: "cloudasset" }, { times: Infinity });
    await expect(callsOf().get(call("cloudasset", ASSETS))).rejects.toMatchObject({
      error: "RATE_LIMIT_EXCEEDED",
      problem: { code: "throttled", detail: "a.call.made failed with RATE_LIMIT_EXCEEDED" },
    });
    expect(google.log.of("cloudasset")).toHaveLength(3);
  });

  test("not before the time that the service names", async () => {
    google.faults.throttle({ service: "cloudasset" }, { retryAfter: 1 });
    const began = performance.now();
    await callsOf().get(call("cloudasset", ASSETS));
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
  });

  test("but not a request that is wrong, or that may not be made", async () => {
    google.faults.deny({ service: "cloudasset" });
    await expect(callsOf().get(call("cloudasset", ASSETS))).rejects.toMatchObject({ problem: { code: "denied" } });
    expect(google.log.of("cloudasset")).toHaveLength(1);
  });
});

describe("the deadline ends", () => {
  test.each([
    ["a wait", () => google.faults.throttle({ service: "cloudasset" }, { times: Infinity })],
    ["a request", () => google.faults.delay({ service: "cloudasset" }, 2_000)],
    ["a sign-in", () => google.faults.delay({ service: "exchange" }, 2_000)],
  ])("%s", async (_, hinder) => {
    hinder();
    const controller = new AbortController();
    const calls = callsOf(loginOf(), { signal: controller.signal, waits: [60_000] });
    const began = performance.now();
    setTimeout(() => controller.abort(new DOMException("the deadline has come", "TimeoutError")), 300);
    await expect(calls.get(call("cloudasset", ASSETS))).rejects.toMatchObject({
      problem: { code: "unavailable", detail: "a.call.made failed with TimeoutError" },
    });
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

test("requests are counted by the API, repeated ones too, and scopes of one login wait in one queue", async () => {
  const access = new GoogleAccess(loginOf());
  const [one, other] = [access.budget(), access.budget()];
  google.faults.answer({ service: "storage" }, { status: 503, body: "" }, 1);
  await new GoogleCalls(loginOf(), { budget: one, signal: null }, [1]).get(call("storage", BUCKETS));
  await access.open(other, null).get(call("resourcemanager", POLICY, { body: {} }));
  expect([one.byAction(), other.byAction()]).toEqual([{ "storage:GET": 2 }, { "resourcemanager:POST": 1 }]);
  expect(other.byService()).toEqual({ resourcemanager: 1 });
});

test("a listing of the inventory waits for its turn, across scopes", async () => {
  const access = new GoogleAccess(loginOf());
  const began = performance.now();
  await Promise.all([1, 2].map(() => access.open(access.budget(), null).get(call("cloudasset", ASSETS))));
  expect(performance.now() - began).toBeGreaterThanOrEqual(900);
});
