// `tidemark doctor` by the real program, against a server on loopback that speaks for two accounts.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { WITHOUT_CREDENTIALS } from "../../support/environment.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../support/run-cli.ts";
import { accounts, json, regions } from "../../support/servers/listings.ts";
import { answerOf, ENABLED, ENABLED_ALONE, ONE, TWO } from "../../support/servers/two-accounts.ts";
import {
  ec2Error,
  jsonError,
  queryError,
  startWire,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../../support/servers/wire.ts";

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
  configure({});
});

/** One check is asked, of two accounts in two regions and of a project that nobody reads live. */
function configure(members: object): void {
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    aws: { role: "TidemarkRead", externalId: "external", lane: "direct", organization: true },
    scopes: [
      ...[ONE, TWO].map((id) => ({ scope: `aws/${id}`, regions: ["eu-central-1", "us-east-1"] })),
      { scope: "gcp/projects/1" },
    ],
    excluded: [{ scope: "aws/333333333333", reason: "a test", approver: "Jana Novak" }],
    checks: ENABLED_ALONE,
    ...members,
  };
  writeFileSync(join(folder, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
}

const usual = (asked: WireRequest): WireAnswer =>
  answerOf(asked, {
    regions: ["eu-central-1", "us-east-1"],
    accounts: [ONE, TWO, "333333333333"],
    hasFlowLogs: false,
  });

const doctor = (...args: readonly string[]): Promise<Ran> =>
  runCliInTurn(["doctor", ...args], folder, { ...WITHOUT_CREDENTIALS, ...wire.env });

type Told = {
  readonly accounts: readonly { readonly name: string | null }[];
  readonly causes: readonly object[];
  readonly unenrolled: readonly string[];
  readonly leftOut: readonly object[];
  readonly exported: readonly string[];
  readonly unanswered: readonly string[];
};

async function told(status: number): Promise<Told> {
  const ran = await doctor("--json");
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status, stderr: "" });
  return JSON.parse(ran.stdout) as Told;
}

test("what can all be read is said, and nothing is written", async () => {
  const ran = await doctor();
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(ran.stdout).not.toContain("Cannot read");
  expect(ran.stdout).not.toContain("Found but not enrolled");
  expect(ran.stdout).toContain("Scopes that only exports can read (collect --from DIR)\n  gcp/projects/1\n");
  expect(ran.stdout).toContain("All 1 enabled checks can be answered in every scope and region.");
  expect(readdirSync(folder)).toEqual(["tidemark.config.ts"]);
  expect((await told(0)).accounts).toEqual(
    [ONE, TWO].map((id) => ({
      scope: `aws/${id}`,
      name: null,
      lane: "direct",
      planned: 4,
      complete: 4,
      calls: 7,
      principal: `arn:aws:iam::${id}:role/TidemarkRead`,
    })),
  );
});

test("one missing permission is one line, with what it hides, whom it keeps from an answer, and what heals it", async () => {
  answer = (asked) => (asked.call === "DescribeFlowLogs" ? ec2Error("UnauthorizedOperation", "no", 403) : usual(asked));
  const { causes, unanswered } = await told(2);
  expect(causes).toEqual([
    {
      code: "denied",
      detail: "ec2:DescribeFlowLogs (UnauthorizedOperation)",
      count: 4,
      scopes: [`aws/${ONE}`, `aws/${TWO}`],
      units: ["AWS::EC2::FlowLog@eu-central-1", "AWS::EC2::FlowLog@us-east-1"],
      checks: [ENABLED],
      remedy: "grant ec2:DescribeFlowLogs to the identity that reads",
    },
  ]);
  expect(unanswered).toEqual([ENABLED]);
  const { stdout } = await doctor();
  expect(stdout.split("\n").filter((line) => line.includes("ec2:DescribeFlowLogs"))).toHaveLength(1);
  expect(stdout).toContain(`1 of 1 enabled checks cannot be answered in every scope and region: ${ENABLED}\n`);
});

test("a role that can't be taken hides its account and no other", async () => {
  answer = (asked) =>
    asked.call === "AssumeRole" && asked.form.get("RoleArn")?.includes(TWO) === true
      ? queryError("AccessDenied", "no", 403)
      : usual(asked);
  const { accounts: read, causes } = await told(2);
  expect(read).toMatchObject([
    { scope: `aws/${ONE}`, complete: 4 },
    { scope: `aws/${TWO}`, complete: 0, principal: null },
  ]);
  expect(causes).toMatchObject([
    { code: "denied", detail: "sts:AssumeRole (AccessDenied)", count: 4, scopes: [`aws/${TWO}`] },
  ]);
});

test("regions and accounts that nobody looks into are told, and keep no check from its answer", async () => {
  answer = (asked) => {
    if (asked.call === "DescribeRegions") return regions("eu-central-1", "eu-west-1", "us-east-1");
    if (asked.call === "ListAccounts") return accounts({ [ONE]: "ACTIVE", "444444444444": "SUSPENDED" });
    return usual(asked);
  };
  const { causes, unenrolled } = await told(0);
  expect(causes).toMatchObject([
    { code: "not-planned", count: 2, units: ["AWS::Account::Region@eu-west-1"], checks: [] },
  ]);
  expect(unenrolled).toEqual([
    'aws/444444444444: add { scope: "aws/444444444444", regions: […] } to scopes, or add the scope to excluded with a reason and an approver',
  ]);
});

test("a region that is left out on purpose is told with its reason, and no more as one that nobody named", async () => {
  const leftOut = [{ region: "eu-west-1", reason: "denied by policy", approver: "Jana Novak" }];
  const planned = ["eu-central-1", "us-east-1"];
  configure({
    scopes: [
      { scope: `aws/${ONE}`, name: "production", regions: planned, leftOut },
      { scope: `aws/${TWO}`, regions: planned },
    ],
  });
  answer = (asked) => {
    if (asked.call === "DescribeRegions") return regions("eu-central-1", "eu-west-1", "us-east-1");
    if (asked.call === "ListAccounts")
      return json({
        Accounts: [
          { Id: ONE, Name: "as AWS has it", State: "ACTIVE" },
          { Id: TWO, Name: "shared", State: "ACTIVE" },
        ],
      });
    return usual(asked);
  };
  const { accounts: read, causes, leftOut: out } = await told(0);
  expect(causes).toMatchObject([
    { code: "not-planned", count: 1, scopes: [`aws/${TWO}`], units: ["AWS::Account::Region@eu-west-1"] },
  ]);
  expect(out).toEqual([{ scope: `aws/${ONE}`, ...leftOut[0] }]);
  // The config's own name comes before that of the organization.
  expect(read.map(({ name }) => name)).toEqual(["production", "shared"]);
  const { stdout } = await doctor();
  expect(stdout).toContain(`  aws/${ONE} (production)  `);
  expect(stdout).toContain(`  aws/${ONE}  eu-west-1  denied by policy  approved by Jana Novak\n`);
});

test("an organization that can't be listed is told and no empty one", async () => {
  answer = (asked) => (asked.call === "ListAccounts" ? jsonError("AccessDeniedException", "no") : usual(asked));
  expect((await told(0)).unenrolled).toEqual([
    "the accounts of the organization could not be listed (denied: organizations:ListAccounts (AccessDeniedException))",
  ]);
});

test("a recorder that is stopped keeps the Config lane from answering, and the line says which lane would", async () => {
  configure({ aws: { role: "TidemarkRead", lane: "config" } });
  answer = (asked) => {
    switch (asked.call) {
      case "DescribeConfigurationRecorders":
        return json({ ConfigurationRecorders: [{ name: "default", recordingGroup: { allSupported: true } }] });
      case "DescribeConfigurationRecorderStatus":
        return json({
          ConfigurationRecordersStatus: [
            { name: "default", recording: asked.region !== "us-east-1", lastStatus: "SUCCESS" },
          ],
        });
      case "SelectResourceConfig":
        return json({ Results: [] });
      case "ListDiscoveredResources":
        return json({ resourceIdentifiers: [] });
      default:
        return usual(asked);
    }
  };
  const { causes } = await told(2);
  expect(causes).toEqual([
    {
      code: "not-recorded",
      detail: "the AWS Config recorder in us-east-1 is stopped",
      count: 4,
      scopes: [`aws/${ONE}`, `aws/${TWO}`],
      units: ["AWS::EC2::FlowLog@us-east-1", "AWS::EC2::VPC@us-east-1"],
      checks: [ENABLED],
      remedy: `have the recorder of AWS Config run and record these 2 types, or read the account without it (lane: "direct")`,
    },
  ]);
});

test("without credentials one line says so", async () => {
  const { AWS_ENDPOINT_URL: url = "" } = wire.env;
  const ran = await runCliInTurn(["doctor"], folder, { ...WITHOUT_CREDENTIALS, AWS_ENDPOINT_URL: url });
  expect(ran).toEqual({
    status: 3,
    stdout: "",
    stderr:
      "tidemark: credentials for AWS are missing. Give a profile, a role or environment variables, as the AWS CLI takes them\n",
  });
});

test.each([[[]], [["--json"]]])("--policy %j is the policy and nothing else, without asking anybody", async (more) => {
  const before = wire.requests.length;
  const ran = await runCliInTurn(["doctor", "--policy", ...more], folder, WITHOUT_CREDENTIALS);
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  const policy = JSON.parse(ran.stdout) as { readonly Statement: readonly object[] };
  expect(policy.Statement).toMatchObject([
    {
      Effect: "Allow",
      // The organization is listed by whoever takes the role.
      Action: ["ec2:DescribeFlowLogs", "ec2:DescribeRegions", "ec2:DescribeVpcs"],
    },
    { Effect: "Deny" },
  ]);
  expect(wire.requests).toHaveLength(before);
});
