// What `tidemark doctor` says of the alarms of a deployment, by the real program, against a server on loopback that speaks for
// the accounts of collector and ledger.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PlaceHeard } from "../../../../cli/doctor/alarms/heard.ts";
import { checks } from "../../../../checks/index.ts";
import { WITHOUT_CREDENTIALS } from "../../../support/environment.ts";
import { runCliInTurn } from "../../../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../../support/run-cli.ts";
import { json, regions } from "../../../support/servers/listings.ts";
import {
  accountOfRole,
  identity,
  jsonError,
  queryError,
  roleTaken,
  startWire,
  xml,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../../../support/servers/wire.ts";

const [COLLECTOR, LEDGER, REPLICA] = ["111111111111", "222222222222", "333333333333"] as const;
const ENABLED = "network-flow-logs-on";
const REGION = "eu-central-1";

let wire: Wire;
let answer: (request: WireRequest) => WireAnswer;
let folder: string;
beforeAll(async () => {
  wire = await startWire((request) => answer(request));
});
afterAll(() => wire.stop());
beforeEach(() => {
  answer = usual;
});

/** One check is enabled, and none that reads trails. */
function configure(deployment: object | null): void {
  folder = temporaryDirectory();
  const others = checks.filter(({ id }) => id !== ENABLED);
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark", mode: "trial", retentionDays: 1 },
    aws: { role: "TidemarkRead", externalId: "external", lane: "direct" },
    scopes: [COLLECTOR, LEDGER].map((id) => ({ scope: `aws/${id}`, regions: [REGION] })),
    checks: Object.fromEntries(others.map(({ id }) => [id, { enabled: false, reason: "a test" }])),
    schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
    ...(deployment === null
      ? {}
      : {
          deployment: {
            account: COLLECTOR,
            region: REGION,
            operators: [`arn:aws:iam::${COLLECTOR}:role/security`],
            emails: ["security@example.test"],
            ...deployment,
          },
        }),
  };
  writeFileSync(join(folder, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
}

/** The credentials at hand are of the collector's account. */
const accountOf = ({ accessKey }: WireRequest): string =>
  accessKey === "AKIATEST" ? COLLECTOR : accessKey.slice("ASIA".length);

const arnOf = (account: string): string => `arn:aws:cloudtrail:${REGION}:${account}:trail/all-events`;

/** Each account has a sound trail of all regions. */
function usual(asked: WireRequest): WireAnswer {
  const account = accountOf(asked);
  switch (asked.call.replace(/^.*\./, "")) {
    case "AssumeRole":
      return roleTaken(accountOfRole(asked));
    case "GetCallerIdentity":
      return identity(account);
    case "DescribeRegions":
      return regions(REGION);
    case "DescribeVpcs":
      return xml("<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>");
    case "DescribeFlowLogs":
      return xml("<DescribeFlowLogsResponse><flowLogSet/></DescribeFlowLogsResponse>");
    case "DescribeTrails":
      return json({
        trailList: [
          {
            Name: "all-events",
            TrailARN: arnOf(account),
            HomeRegion: REGION,
            IsMultiRegionTrail: true,
            IncludeGlobalServiceEvents: true,
            HasCustomEventSelectors: false,
          },
        ],
      });
    case "GetTrailStatus":
      return json({ IsLogging: true });
    case "GetEventSelectors":
      return json({ TrailARN: arnOf(account), EventSelectors: [{ ReadWriteType: "All" }] });
    default:
      return queryError("InvalidAction", `no answer for ${asked.call}`);
  }
}

const doctor = (...args: readonly string[]): Promise<Ran> =>
  runCliInTurn(["doctor", ...args], folder, { ...WITHOUT_CREDENTIALS, ...wire.env });

async function told(status: number): Promise<PlaceHeard[] | null> {
  const ran = await doctor("--json");
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status, stderr: "" });
  return (JSON.parse(ran.stdout) as { readonly alarms: PlaceHeard[] | null }).alarms;
}

const wellIn = (account: string, region: string): PlaceHeard => ({
  scope: `aws/${account}`,
  region,
  trails: [arnOf(account)],
  silent: [],
  unknown: [],
});

const well = [
  wellIn(COLLECTOR, REGION),
  wellIn(LEDGER, REGION),
  wellIn(COLLECTOR, "us-east-1"),
  wellIn(LEDGER, "us-east-1"),
];

test("a config without a deployment has no alarms, and nobody asks for trails", async () => {
  configure(null);
  const before = wire.requests.length;
  const { status, stdout } = await doctor();
  expect(status).toBe(0);
  expect(stdout).not.toMatch(/alarm|trail/i);
  expect(await told(0)).toBeNull();
  expect(wire.requests.slice(before).filter(({ call }) => call.includes("Trail"))).toEqual([]);
});

test("where a trail serves every place one line says which", async () => {
  configure({ ledgerAccount: LEDGER });
  expect(await told(0)).toEqual(well);
  const { stdout, status } = await doctor();
  expect(status).toBe(0);
  expect(stdout).not.toContain("would stay silent");
  expect(stdout.split("\n").filter((line) => line.includes("trail"))).toEqual([
    `CloudTrail reports every call that an alarm waits for: aws/${COLLECTOR} ${REGION} by ${arnOf(COLLECTOR)}; aws/${LEDGER} ${REGION} by ${arnOf(LEDGER)}; aws/${COLLECTOR} us-east-1 by ${arnOf(COLLECTOR)}; aws/${LEDGER} us-east-1 by ${arnOf(LEDGER)}`,
  ]);
});

test("what is denied, and a replica's account that nobody enrolled, are not known and never good", async () => {
  configure({ ledgerAccount: LEDGER, replica: { account: REPLICA, region: "eu-west-1" } });
  answer = (asked) =>
    asked.call.endsWith("GetTrailStatus") && accountOf(asked) === LEDGER
      ? jsonError("AccessDeniedException", "no")
      : usual(asked);
  const denied = {
    code: "denied",
    detail: "cloudtrail:GetTrailStatus (AccessDeniedException)",
    remedy: "grant cloudtrail:GetTrailStatus to the identity that reads",
  };
  // Every place has these two.
  const place = ["tidemark-watch-changed", "tidemark-trail-changed"];
  const ledgers = ["ledger-protection-changed", "key-changed", "unexplained-signatures"];
  expect(await told(2)).toEqual([
    well[0],
    {
      ...well[1],
      trails: [],
      unknown: [{ alarms: [...ledgers.map((name) => `tidemark-${name}`), ...place], ...denied }],
    },
    well[2],
    { ...well[3], trails: [], unknown: [{ alarms: ["tidemark-roles-changed", ...place], ...denied }] },
    ...(
      [
        ["us-east-1", "tidemark-roles-changed"],
        ["eu-west-1", "tidemark-replica-protection-changed"],
      ] as const
    ).map(([region, alarm]) => ({
      scope: `aws/${REPLICA}`,
      region,
      trails: [],
      silent: [],
      unknown: [
        {
          alarms: [alarm, ...place],
          code: "not-planned",
          detail: `aws/${REPLICA} is not enrolled, so its trails are not read`,
          remedy: `add { scope: "aws/${REPLICA}", regions: ["${region}"] } to scopes of the config, or check yourself that a trail logs the region`,
        },
      ],
    })),
  ]);
  const { stdout } = await doctor();
  expect(stdout).toContain("unknown (denied: cloudtrail:GetTrailStatus (AccessDeniedException))");
  expect(stdout).toContain(`unknown (not-planned: aws/${REPLICA} is not enrolled`);
  expect(stdout).not.toContain("CloudTrail reports every call that an alarm waits for");
});

test("a region that is closed to whoever reads is served by a trail of all regions that another one tells", async () => {
  configure({ ledgerAccount: LEDGER });
  answer = (asked) =>
    asked.call.endsWith("DescribeTrails") && asked.region === "us-east-1"
      ? jsonError("AccessDeniedException", "an explicit deny in a service control policy")
      : usual(asked);
  expect(await told(0)).toEqual(well);
});

test("where the role lets the collector alone in, the account of the credentials at hand is read by them, and no other", async () => {
  configure({ ledgerAccount: LEDGER });
  answer = (asked) => (asked.call === "AssumeRole" ? queryError("AccessDenied", "no", 403) : usual(asked));
  const places = await told(2);
  expect(places?.map(({ scope, trails, unknown }) => [scope, trails, unknown.map(({ detail }) => detail)])).toEqual([
    [`aws/${COLLECTOR}`, [arnOf(COLLECTOR)], []],
    [`aws/${LEDGER}`, [], ["sts:AssumeRole (AccessDenied)"]],
    [`aws/${COLLECTOR}`, [arnOf(COLLECTOR)], []],
    [`aws/${LEDGER}`, [], ["sts:AssumeRole (AccessDenied)"]],
  ]);
});

test("an answer of another shape is not known", async () => {
  configure({});
  answer = (asked) =>
    asked.call.endsWith("DescribeTrails")
      ? json({ trailList: [{ Name: "all-events", TrailARN: arnOf(COLLECTOR) }] })
      : usual(asked);
  expect((await told(2))?.flatMap(({ unknown }) => unknown.map(({ code }) => code))).toEqual([
    "unexpected-shape",
    "unexpected-shape",
  ]);
});

test("the policy has what trails are read by, though no check asks for them", async () => {
  const actions = async (): Promise<readonly string[]> => {
    const { stdout } = await doctor("--policy");
    const { Statement } = JSON.parse(stdout) as {
      readonly Statement: readonly { readonly Action: readonly string[] }[];
    };
    return (Statement[0]?.Action ?? []).filter((action) => action.startsWith("cloudtrail:"));
  };
  configure({});
  expect(await actions()).toEqual([
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetEventSelectors",
    "cloudtrail:GetTrailStatus",
  ]);
  configure(null);
  expect(await actions()).toEqual([]);
});
