// Runs the real program against a server on loopback that speaks for two accounts, and checks how a control stands where
// something exists that no run reads. The control's one check passes on everything that is read.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { WITHOUT_CREDENTIALS } from "../../support/environment.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../support/run-cli.ts";
import { accounts, regions } from "../../support/servers/listings.ts";
import { answerOf, ENABLED_ALONE, ONE, TWO } from "../../support/servers/two-accounts.ts";
import {
  accountOfRole,
  ec2Error,
  jsonError,
  queryError,
  startWire,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../../support/servers/wire.ts";

const OTHER = "333333333333";
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
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    aws: { role: "TidemarkRead", externalId: "external", lane: "direct", organization: true },
    scopes: [ONE, TWO].map((id) => ({ scope: `aws/${id}`, regions: [REGION] })),
    checks: ENABLED_ALONE,
    controls: [{ id: "LOG", basedOn: "TM-LOG-2", owner: { role: "Platform team" } }],
    ...members,
  };
  writeFileSync(join(folder, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
}

const usual = (asked: WireRequest): WireAnswer =>
  answerOf(asked, { regions: [REGION], accounts: [ONE, TWO], hasFlowLogs: true });

type Situation = {
  readonly name: string;
  readonly members?: object;
  readonly answer?: (asked: WireRequest) => WireAnswer | null;
  readonly exit: number;
  readonly stands: string;
  /** Matches the end of the control's line, which gives the reason. */
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
    said: /2 pass {2}regions of 2 scopes not listed$/,
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
    said: /2 pass {2}scopes of aws\S* not listed$/,
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

test("a scope of which no source was read is one line, and names a cause of several sources once", async () => {
  const aws = { role: "TidemarkRead", externalId: "external", lane: "config", organization: true };
  const scopes = [{ scope: `aws/${ONE}`, regions: [REGION, "us-east-1"] }];
  const excluded = [{ scope: `aws/${TWO}`, reason: "sold", approver: { role: "CISO" } }];
  configure({ aws, scopes, excluded });
  answer = (asked) =>
    asked.service === "config"
      ? jsonError("AccessDeniedException", "no")
      : answerOf(asked, { regions: [REGION, "us-east-1"], accounts: [ONE, TWO], hasFlowLogs: true });
  const { status, stdout } = await runCliInTurn(["start", "--ledger", "ledger"], folder, {
    ...WITHOUT_CREDENTIALS,
    ...wire.env,
  });
  expect(status).toBe(2);
  expect(stdout.split("\n").filter((line) => line.startsWith(`  aws/${ONE}`))).toEqual([
    `  aws/${ONE}: the permission config:DescribeConfigurationRecorders was denied (AccessDeniedException)`,
  ]);
});
