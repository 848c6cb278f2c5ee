// What a control comes to where AWS is read live and something exists that no run reads: by the real program, against a server
// on loopback that speaks for two accounts. The control's one check passes on everything that is read.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { WITHOUT_CREDENTIALS } from "../support/environment.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import type { Ran } from "../support/run-cli.ts";
import { accounts, regions } from "../support/servers/listings.ts";
import {
  accountOfRole,
  ec2Error,
  identity,
  jsonError,
  queryError,
  roleTaken,
  startWire,
  xml,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../support/servers/wire.ts";

const [ONE, TWO, OTHER] = ["111111111111", "222222222222", "333333333333"] as const;
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
  folder = temporaryDirectory();
});

function configure(members: object): void {
  const others = checks.filter(({ id }) => id !== ENABLED);
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    aws: { role: "TidemarkRead", externalId: "external", lane: "direct", organization: true },
    scopes: [ONE, TWO].map((id) => ({ scope: `aws/${id}`, regions: [REGION] })),
    checks: Object.fromEntries(others.map(({ id }) => [id, { enabled: false, reason: "a test" }])),
    controls: [{ id: "LOG", basedOn: "TM-LOG-2", owner: { role: "Platform team" } }],
    ...members,
  };
  writeFileSync(join(folder, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
}

const accountOf = ({ accessKey }: WireRequest): string => accessKey.slice("ASIA".length);

/** Each account has one VPC with a flow log of all its traffic. */
function usual(asked: WireRequest): WireAnswer {
  const account = accountOf(asked);
  switch (asked.call) {
    case "AssumeRole":
      return roleTaken(accountOfRole(asked));
    case "GetCallerIdentity":
      return asked.accessKey === "AKIATEST" ? identity("999999999999") : identity(account);
    case "ListAccounts":
      return accounts({ [ONE]: "ACTIVE", [TWO]: "ACTIVE" });
    case "DescribeRegions":
      return regions(REGION);
    case "DescribeVpcs":
      return xml(
        `<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-${account}</vpcId><ownerId>${account}</ownerId></item></vpcSet></DescribeVpcsResponse>`,
      );
    case "DescribeFlowLogs":
      return xml(
        `<DescribeFlowLogsResponse><flowLogSet><item><flowLogId>fl-${account}</flowLogId><resourceId>vpc-${account}</resourceId>` +
          "<flowLogStatus>ACTIVE</flowLogStatus><deliverLogsStatus>SUCCESS</deliverLogsStatus><trafficType>ALL</trafficType>" +
          `<logDestinationType>s3</logDestinationType><logDestination>arn:aws:s3:::flow-logs-${account}</logDestination></item></flowLogSet></DescribeFlowLogsResponse>`,
      );
    default:
      return queryError("InvalidAction", `no answer for ${asked.call}`);
  }
}

type Situation = {
  readonly name: string;
  readonly members?: object;
  readonly answer?: (asked: WireRequest) => WireAnswer | null;
  readonly exit: number;
  readonly stands: string;
  /** What the control's line says behind its statement. */
  readonly said: RegExp;
};

const situations: readonly Situation[] = [
  { name: "everything is read", exit: 0, stands: "met", said: /2 pass$/ },
  {
    name: "a region is turned on that no scope plans",
    answer: ({ call }) => (call === "DescribeRegions" ? regions(REGION, "eu-west-1", "us-east-1") : null),
    exit: 0,
    stands: "not observed",
    said: /4 of 6 regions not read$/,
  },
  {
    name: "the same region is left out with a reason",
    members: {
      scopes: [ONE, TWO].map((id) => ({
        scope: `aws/${id}`,
        regions: [REGION],
        leftOut: [{ region: "eu-west-1", reason: "denied by policy", approver: { role: "CISO" } }],
      })),
    },
    answer: ({ call }) => (call === "DescribeRegions" ? regions(REGION, "eu-west-1") : null),
    exit: 0,
    stands: "met",
    said: /2 pass$/,
  },
  {
    name: "regions may not be listed",
    answer: ({ call }) => (call === "DescribeRegions" ? ec2Error("UnauthorizedOperation", "no", 403) : null),
    exit: 2,
    stands: "not observed",
    said: /regions? not read$/,
  },
  {
    name: "an account of the organization is not enrolled",
    answer: ({ call }) =>
      call === "ListAccounts" ? accounts({ [ONE]: "ACTIVE", [TWO]: "ACTIVE", [OTHER]: "ACTIVE" }) : null,
    exit: 0,
    stands: "not observed",
    said: /1 scope not enrolled$/,
  },
  {
    name: "the same account is excluded with a reason",
    members: { excluded: [{ scope: `aws/${OTHER}`, reason: "sold", approver: { role: "CISO" } }] },
    answer: ({ call }) =>
      call === "ListAccounts" ? accounts({ [ONE]: "ACTIVE", [TWO]: "ACTIVE", [OTHER]: "ACTIVE" }) : null,
    exit: 0,
    stands: "met",
    said: /2 pass$/,
  },
  {
    name: "accounts may not be listed",
    answer: ({ call }) => (call === "ListAccounts" ? jsonError("AccessDeniedException", "no") : null),
    exit: 0,
    stands: "not observed",
    said: /1 scope not enrolled$/,
  },
  {
    name: "one role is refused",
    answer: (asked) =>
      asked.call === "AssumeRole" && accountOfRole(asked) === TWO ? queryError("AccessDenied", "no", 403) : null,
    exit: 2,
    stands: "not observed",
    said: /1 pass/,
  },
  {
    name: "one call is refused in every region of both accounts",
    answer: ({ call }) => (call === "DescribeFlowLogs" ? ec2Error("UnauthorizedOperation", "no", 403) : null),
    exit: 2,
    stands: "not observed",
    said: /2 not observed/,
  },
];

test.each(situations)(
  "$name: exit $exit, the control is $stands",
  async ({ members, exit, stands, said, ...situation }) => {
    configure(members ?? {});
    answer = (asked) => situation.answer?.(asked) ?? usual(asked);
    const tidemark = (...args: readonly string[]): Promise<Ran> =>
      runCliInTurn([...args, "--ledger", "ledger"], folder, { ...WITHOUT_CREDENTIALS, ...wire.env });
    const start = await tidemark("start");
    expect({ status: start.status, stderr: start.stderr }).toEqual({ status: exit, stderr: "" });
    const { stdout } = await tidemark("status");
    const line = stdout.split("\n").find((each) => each.includes("  LOG  ")) ?? stdout;
    expect(line.trim().split("  ")[0]).toBe(stands);
    expect(line.trimEnd()).toMatch(said);
    expect((await tidemark("verify")).stdout).toContain("INTACT");
  },
);
