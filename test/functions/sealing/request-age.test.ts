// An operator's request to the sealing function counts for fifteen minutes by S3's own date of it. An older one is not carried out,
// whoever brings it back. Nobody but S3 dates an object, so one from the future is a clock that is late, and counts.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startWire, type Wire } from "../../support/servers/wire.ts";

const NOW = Date.parse("2026-10-01T12:00:00.000Z");
const MINUTE = 60_000;
const KEY = "asked/keys/00000000-0000-4000-8000-000000000000.json";
const REQUEST = JSON.stringify({ act: "end-ledger", successor: null, reason: "Over.", principal: "somebody" });

let server: Wire;
let operate: (key: string) => Promise<unknown>;
/** The date that S3 gives the request; null: none. */
let written: Date | null;

beforeAll(async () => {
  server = await startWire(({ path }) => {
    if (!path.startsWith(`/kept/${KEY}`)) return { status: 403, body: "" };
    const headers: Record<string, string> = written === null ? {} : { "last-modified": written.toUTCString() };
    return { headers, body: REQUEST };
  });
  const places = { WORK: "s3://kept", LEDGER: "s3://ledger/ledger", AWS_REGION: "eu-central-1" };
  for (const [name, value] of Object.entries({ ...server.env, ...places })) vi.stubEnv(name, value);
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  ({ operate } = await import("../../../functions/sealing/operate.ts"));
});
afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await server.stop();
});
beforeEach(() => vi.setSystemTime(NOW));

/** Asks with a request of that age: what the function said, and whether it went on to the ledger. */
async function asked(age: number | null, key = KEY): Promise<{ said: string; wentOn: boolean }> {
  // S3 dates in whole seconds, so the function's clock has the milliseconds.
  const ms = age === null ? 0 : age % 1000;
  written = age === null ? null : new Date(NOW - age + ms);
  vi.setSystemTime(NOW + ms);
  const before = server.requests.length;
  const said = await operate(key).then(
    () => "carried out",
    (error: Error) => error.message,
  );
  return { said, wentOn: server.requests.slice(before).some(({ path }) => path.startsWith("/ledger")) };
}

test.each([
  ["just written", 0],
  ["of a minute ago", MINUTE],
  ["of exactly fifteen minutes ago", 15 * MINUTE],
  ["of a minute ahead, by a clock that is late", -MINUTE],
])("a request %s counts: the function goes on to the ledger", async (_when, age) => {
  expect(await asked(age)).toEqual({ said: expect.not.stringContaining("request") as string, wentOn: true });
});

test.each([
  ["a millisecond more than fifteen minutes old", 15 * MINUTE + 1],
  ["a second more than fifteen minutes old", 15 * MINUTE + 1000],
  ["a year old", 365 * 24 * 60 * MINUTE],
  ["without a date", null],
])("a request %s does not count: nothing is read of the ledger, and nothing signed", async (_when, age) => {
  const { said, wentOn } = await asked(age);
  expect(said).toMatch(
    age === null
      ? /was written at an unknown time, expected a time in the last 15 minutes\. Run the command again/
      : /was written at 202\d-.*Z, expected a time in the last 15 minutes\. Run the command again/,
  );
  expect(wentOn).toBe(false);
});

test.each(["plan/x/plan.json", "asked/restarts/x.json", "asked/keys/../../plan/x.json", "asked/keys/a/b.json"])(
  "%s is no request, however new",
  async (key) => {
    const before = server.requests.length;
    expect((await asked(0, key)).said).toContain("expected the key of a request that a tidemark command wrote");
    expect(server.requests).toHaveLength(before);
  },
);
