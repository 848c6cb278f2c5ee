// Hourly runs over two weeks in which nothing changes but that people sign in every day: what is written of each person.
import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { unusedAccessRemoved } from "../../checks/identity/unused-access-removed/index.ts";
import { credentialsAtHand } from "../../collectors/aws/client/session.ts";
import { openAws } from "../../collectors/aws/reader.ts";
import type { Reader } from "../../collectors/port.ts";
import { openGoogle } from "../../collectors/registry/google.ts";
import type { ChainRecord } from "../../evidence-schema/record/record.ts";
import { segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import { segmentObjects } from "../../ledger/read/segment-objects.ts";
import { READER, TENANT } from "../support/azure/estate/sample/names.ts";
import { readerOf, startHere as startAzureHere } from "../support/azure/reading.ts";
import { NO_CREDENTIALS, withEnvironment } from "../support/environment.ts";
import { CUSTOMER_SCOPE } from "../support/google/customer.ts";
import { CUSTOMER } from "../support/google/estate/sample/names.ts";
import { loginOf, startHere } from "../support/google/reading.ts";
import { readSegment, readSegments } from "../support/ledger/read-segments.ts";
import { INTACT, TemporaryLedger, TestClock } from "../support/ledger/temporary-ledger.ts";
import { isWhole } from "../support/scale.ts";
import { identity, startWire, xml } from "../support/servers/wire.ts";

const ACCOUNT = "111111111111";
const PEOPLE = 40;
const HOURS = 14 * 24;
const HOUR_MS = 3_600_000;
const CHECKS = [{ check: unusedAccessRemoved, parameters: {} }];

/** Wednesday: two Mondays lie in the two weeks. */
const WEDNESDAY = Date.UTC(2026, 8, 2);
/** Monday, at midnight: the first run sees Sunday's sign-ins, of the week before. */
const MONDAY = Date.UTC(2026, 8, 7);

let home: TemporaryLedger;
let clock: TestClock;
let stops: (() => unknown)[] = [];
beforeEach(() => {
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
});

/** The last morning at eight, as of now: a person signs in each day, another minute each. */
const lastMorning = (person: number): string => {
  const day = Math.floor((clock.ms - 8 * HOUR_MS - person * 60_000) / (24 * HOUR_MS));
  return new Date(day * 24 * HOUR_MS + 8 * HOUR_MS + person * 60_000).toISOString();
};

type Written = {
  /** Observations and findings of each person, without restatements. */
  readonly byPerson: ReadonlyMap<string, ChainRecord[]>;
  readonly roots: number;
  /** Bytes of the segments of runs that saw no change. */
  readonly unchanged: readonly number[];
};

async function run(from: number, scope: string, open: () => Reader, hours = HOURS): Promise<Written> {
  clock.ms = from;
  home = await TemporaryLedger.create(clock);
  for (let hour = 0; hour < hours; hour += 1) {
    clock.ms = from + hour * HOUR_MS;
    const scopes = [{ scope, regions: ["cn-north-1"] }];
    const { observed } = await home.run({ reader: open(), run: `run-${hour}`, checks: CHECKS, scopes });
    const problems = observed[0]?.coverage.flatMap(({ units }) => units.filter(({ problem }) => problem !== null));
    expect(problems, `hour ${hour}`).toEqual([]);
  }
  expect(await home.verify()).toMatchObject(INTACT);
  const records = readSegments(home, scope).flatMap((segment) => segment.records);
  const told = records.filter(
    ({ type, body }) => (type === "observation" && body["restated"] !== true) || type === "finding",
  );
  const keyOf = ({ body }: ChainRecord): string =>
    String(body["key"] ?? (body["resource"] as { readonly key?: unknown } | undefined)?.key);
  const unchanged = segmentObjects(home.keys(segmentsPrefix(scope))).flatMap(({ key }) => {
    const segment = readSegment(home, key);
    const isUnchanged = segment.records.every(({ type }) => ["run-opened", "coverage", "run-closed"].includes(type));
    return isUnchanged ? [statSync(join(home.root, key)).size] : [];
  });
  return {
    byPerson: Map.groupBy(told, keyOf),
    roots: new Set(records.filter(({ type }) => type === "run-closed").map(({ body }) => JSON.stringify(body["root"])))
      .size,
    unchanged,
  };
}

const HEADER =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

describe("IAM users of an account", () => {
  /** Users by place; the last one has not signed in since 27 July, a Monday. */
  const report = (): string => {
    const rows = Array.from({ length: PEOPLE }, (_, at) => {
      const used = at === PEOPLE - 1 ? "2026-07-27T09:00:00+00:00" : lastMorning(at);
      return `user${at},arn:aws-cn:iam::${ACCOUNT}:user/user${at},2024-03-12T08:05:44+00:00,true,${used},2024-03-12T08:05:44+00:00,N/A,true,true,2026-06-01T00:00:00+00:00,${used},cn-north-1,sts,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
    });
    return [HEADER, ...rows].join("\n");
  };

  /** IAM makes a report anew once it is four hours old. */
  let made = { at: 0, content: "" };

  async function openAccount(): Promise<() => Reader> {
    const wire = await startWire(({ call }) => {
      if (call === "GetCallerIdentity") return identity(ACCOUNT);
      if (call === "DescribeRegions") return xml("<DescribeRegionsResponse><regionInfo/></DescribeRegionsResponse>");
      if (call === "GenerateCredentialReport") {
        if (clock.ms - made.at >= 4 * HOUR_MS) made = { at: clock.ms, content: report() };
        return xml(
          "<GenerateCredentialReportResponse><GenerateCredentialReportResult><State>COMPLETE</State></GenerateCredentialReportResult></GenerateCredentialReportResponse>",
        );
      }
      const content = Buffer.from(made.content).toString("base64");
      return xml(
        `<GetCredentialReportResponse><GetCredentialReportResult><Content>${content}</Content><GeneratedTime>${new Date(made.at).toISOString()}</GeneratedTime><ReportFormat>text/csv</ReportFormat></GetCredentialReportResult></GetCredentialReportResponse>`,
      );
    });
    stops.push(withEnvironment({ ...NO_CREDENTIALS, ...wire.env }), () => wire.stop());
    const account = {
      id: ACCOUNT,
      regions: ["cn-north-1"],
      role: null,
      externalId: null,
      lane: "direct",
      aggregator: null,
    } as const;
    return () => openAws({ accounts: [account], credentials: credentialsAtHand(), clock: clock.now });
  }

  /** By person, what was written after the first sight; whoever stays away comes last. */
  const later = ({ byPerson }: Written): (readonly ChainRecord[])[] =>
    [...byPerson.values()].map(([, ...rest]) => rest).toSorted((one, other) => other.length - one.length);

  test("from a Wednesday on: an update of each person on each of two Mondays", async () => {
    clock = new TestClock(WEDNESDAY);
    made = { at: 0, content: "" };
    const written = await run(WEDNESDAY, `aws/${ACCOUNT}`, await openAccount());
    expect(later(written).map(({ length }) => length)).toEqual([...Array<number>(PEOPLE - 1).fill(2), 0]);
    // Each Monday's sign-ins are in one of two reports, and the week before has a root of its own.
    expect(written.roots).toBeLessThanOrEqual(5);
    // The others are changes, and full segments.
    expect(written.unchanged.length).toBeGreaterThan(HOURS - 12);
    expect(Math.max(...written.unchanged)).toBeLessThan(2_000);
  });

  test("from a Monday on; and time alone turns the result of who stays away, by a finding and no observation", async () => {
    clock = new TestClock(MONDAY);
    made = { at: 0, content: "" };
    const written = await run(MONDAY, `aws/${ACCOUNT}`, await openAccount());
    expect(later(written).map(({ length }) => length)).toEqual([...Array<number>(PEOPLE - 1).fill(2), 1]);
    expect(later(written).at(-1)).toMatchObject([
      {
        type: "finding",
        // The week of 27 July ended on 3 August, and 45 days later it was midnight: the next report is of four hours after.
        time: "2026-09-17T04:00:00.000Z",
        body: { finding: { outcome: "fail", transition: "drift", relied: { keys: [], units: [] } } },
      },
    ]);
    expect(Math.max(...written.unchanged)).toBeLessThan(2_000);
  });
});

test("users of a Workspace customer", async () => {
  clock = new TestClock(WEDNESDAY);
  const google = await startHere();
  stops.push(() => google.stop());
  const { users } = google.estate;
  const reader = (): Reader => {
    google.estate.users = users.map((user, at) => ({ ...user, lastLoginTime: lastMorning(at) }));
    return openGoogle({
      login: loginOf(),
      parent: null,
      customer: CUSTOMER,
      administrator: null,
      scopes: [CUSTOMER_SCOPE],
      clock: clock.now,
    });
  };
  const { byPerson, unchanged } = await run(WEDNESDAY, CUSTOMER_SCOPE, reader);
  expect(byPerson.size).toBe(users.length);
  expect(users.length).toBeGreaterThan(4);
  for (const [key, records] of byPerson) expect(records.length - 1, key).toBe(2);
  expect(unchanged.length).toBeGreaterThan(HOURS - 12);
  expect(Math.max(...unchanged)).toBeLessThan(2_000);
});

test("people of an Entra tenant", async () => {
  clock = new TestClock(WEDNESDAY);
  const azure = await startAzureHere();
  stops.push(() => azure.stop());
  const users = Array.from({ length: 8 }, (_, at) => ({
    id: `00000000-0000-4000-8000-00000000000${at}`,
    displayName: `Person ${at}`,
    accountEnabled: true,
    createdDateTime: "2024-10-14T08:00:00Z",
  }));
  const scope = `entra/${TENANT}`;
  const reader = (): Reader => {
    azure.estate.directory.users = users.map((user, at) => ({
      ...user,
      signInActivity: { lastSuccessfulSignInDateTime: lastMorning(at) },
    }));
    // Each run has a budget of its own: a real hour has room for each of its calls.
    return readerOf([scope], READER.clientId, [scope], clock.now);
  };
  // Two Mondays lie in the two weeks; below the whole scale, a Sunday and a Monday are enough.
  const [from, hours, mondays] = isWhole ? [WEDNESDAY, HOURS, 2] : [MONDAY - 24 * HOUR_MS, 48, 1];
  clock.ms = from;
  const { byPerson, unchanged } = await run(from, scope, reader, hours);
  expect(byPerson.size).toBe(users.length);
  for (const [key, records] of byPerson) expect(records.length - 1, key).toBe(mondays);
  expect(unchanged.length).toBeGreaterThan(hours - 12);
  expect(Math.max(...unchanged)).toBeLessThan(2_000);
});
