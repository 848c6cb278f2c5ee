// `tidemark init` by the real program, against a server on loopback that speaks for one account of an organization.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { check, resolveConfig } from "prettier";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answersOf } from "../../../cli/init/answers.ts";
import { loadConfig } from "../../../cli/places/load-config.ts";
import { WITHOUT_CREDENTIALS } from "../../support/environment.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository, type Ran } from "../../support/run-cli.ts";
import { accounts, json, regions } from "../../support/servers/listings.ts";
import {
  identity,
  jsonError,
  queryError,
  startWire,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../../support/servers/wire.ts";

const OWN = "111111111111";
const FILE = "tidemark.config.ts";
const COMPANY = ["--legal-entity", "Example GmbH", "--system", "Example", "--origin", "example.test/tidemark"];

let wire: Wire;
let answer: (request: WireRequest) => WireAnswer;
let isRecording: (region: string) => boolean;
let folder: string;
beforeAll(async () => {
  wire = await startWire((request) => answer(request));
});
afterAll(() => wire.stop());
beforeEach(() => {
  answer = usual;
  isRecording = () => true;
  folder = temporaryDirectory();
});

function usual({ call, region }: WireRequest): WireAnswer {
  switch (call) {
    case "GetCallerIdentity":
      return identity(OWN, `arn:aws:iam::${OWN}:user/jane.doe@example.com`);
    case "DescribeRegions":
      return regions("ap-south-1", "eu-central-1", "us-east-1");
    case "ListAccounts":
      return accounts({ [OWN]: "ACTIVE", "222222222222": "ACTIVE", "333333333333": "CLOSED" });
    case "DescribeConfigurationRecorders":
      return json({ ConfigurationRecorders: [{ name: "default", recordingGroup: { allSupported: true } }] });
    case "DescribeConfigurationRecorderStatus":
      return json({
        ConfigurationRecordersStatus: [{ name: "default", recording: isRecording(region), lastStatus: "SUCCESS" }],
      });
    default:
      return queryError("InvalidAction", `no answer for ${call}`);
  }
}

const env = (): Record<string, string> => ({
  ...WITHOUT_CREDENTIALS,
  ...wire.env,
  AWS_REGION: "eu-central-1",
});

const init = (...args: readonly string[]): Promise<Ran> => runCliInTurn(["init", ...args], folder, env());

const written = (): string => readFileSync(join(folder, FILE), "utf8");

test("what can be seen becomes a config that loads, in the form of this repository, without anybody's name", async () => {
  const ran = await init(...COMPANY);
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(ran.stdout).toContain(`Wrote ${FILE}: 2 accounts, 3 regions, read by the config lane\n`);
  const { config } = await loadConfig(join(folder, FILE));
  // The region at hand comes first: what is one for an account is asked there.
  const of = { regions: ["eu-central-1", "ap-south-1", "us-east-1"], leftOut: [] };
  expect(config.scopes).toEqual([
    { scope: `aws/${OWN}`, ...of, role: null, externalId: null },
    { scope: "aws/222222222222", ...of },
  ]);
  expect(config.company).toEqual({ legalEntity: "Example GmbH", system: "Example" });
  expect(config.ledger.origin).toBe("example.test/tidemark");
  expect(config.aws).toMatchObject({ role: "TidemarkRead", lane: "config", organization: true });
  const style = await resolveConfig(join(repository, "cli", "init.ts"));
  expect(await check(written(), { ...style, filepath: FILE })).toBe(true);
  expect(written()).not.toMatch(/jane|doe/);
});

test("two companies get external ids of their own", async () => {
  await init(...COMPANY);
  const first = (await loadConfig(join(folder, FILE))).config.aws.externalId;
  folder = temporaryDirectory();
  await init(...COMPANY);
  const second = (await loadConfig(join(folder, FILE))).config.aws.externalId;
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).not.toBe(first);
});

test("as many regions as there are and names with quotes still load, in the form of this repository", async () => {
  const many = Array.from({ length: 30 }, (_, i) => `eu-central-${i + 1}`);
  answer = (asked) => (asked.call === "DescribeRegions" ? regions(...many) : usual(asked));
  const name = `Example "E" & Töchter GmbH \\ \${Co} ${"of long standing ".repeat(6)}KG`;
  await init("--legal-entity", name, ...COMPANY.slice(2));
  const { config } = await loadConfig(join(folder, FILE));
  expect(config.company.legalEntity).toBe(name);
  expect(config.scopes[0]?.regions).toHaveLength(30);
  const style = await resolveConfig(join(repository, "cli", "init.ts"));
  const unquoted = written().replace(/ {4}legalEntity: .*\n/, '    legalEntity: "Example",\n');
  expect(await check(unquoted, { ...style, filepath: FILE })).toBe(true);
});

test("a region without a recorder that runs makes the direct lane", async () => {
  isRecording = (region) => region !== "us-east-1";
  await init(...COMPANY);
  expect((await loadConfig(join(folder, FILE))).config.aws.lane).toBe("direct");
});

test("what may not be listed stands in the file and in the answer, and the rest is written", async () => {
  answer = (asked) => {
    if (asked.call === "ListAccounts") return jsonError("AccessDeniedException", "no");
    if (asked.call === "DescribeRegions") return queryError("UnauthorizedOperation", "no", 403);
    return usual(asked);
  };
  const ran = await init(...COMPANY, "--json");
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  const problems = [
    "the regions of the account (denied: ec2:DescribeRegions (UnauthorizedOperation))",
    "the accounts of the organization (denied: organizations:ListAccounts (AccessDeniedException))",
  ];
  expect(JSON.parse(ran.stdout)).toEqual({
    file: FILE,
    account: OWN,
    others: [],
    regions: ["eu-central-1"],
    lane: "config",
    azure: null,
    gcp: null,
    problems,
  });
  for (const problem of problems) expect(written()).toContain(`// Could not be read: ${problem}\n`);
  const { config } = await loadConfig(join(folder, FILE));
  expect(config.aws.organization).toBe(false);
  expect(config.scopes).toMatchObject([{ scope: `aws/${OWN}`, regions: ["eu-central-1"] }]);
});

describe("nothing is asked of AWS and nothing written", () => {
  const refuses = async (args: readonly string[], line: string): Promise<void> => {
    const before = { requests: wire.requests.length, files: readdirSync(folder) };
    expect(await init(...args)).toEqual({ status: 3, stdout: "", stderr: `tidemark: ${line}\n` });
    expect({ requests: wire.requests.length, files: readdirSync(folder) }).toEqual(before);
  };

  test("over a config that is there", async () => {
    writeFileSync(join(folder, FILE), "mine");
    await refuses(
      COMPANY,
      `${FILE} exists in this folder, and init never overwrites a config. Edit the file, or run init in another folder`,
    );
    expect(written()).toBe("mine");
  });

  test("without a terminal to ask at", () =>
    refuses(
      ["--system", "Example"],
      "init: expected --legal-entity, --origin (init can ask questions only at a terminal)",
    ));

  test("for an origin that no config takes", () =>
    refuses(
      [...COMPANY.slice(0, 4), "--origin", "two words"],
      "init: ledger.origin: expected a schema-less URL without spaces or +",
    ));

  test("for an empty name", () =>
    refuses(["--legal-entity", " ", ...COMPANY.slice(2)], "--legal-entity is empty, expected a text"));

  test("without credentials", async () => {
    const ran = await runCliInTurn(["init", ...COMPANY], folder, {
      ...env(),
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
    });
    expect(ran.stderr).toBe(
      "tidemark: credentials for AWS are missing. Give a profile, a role or environment variables, as the AWS CLI takes them\n",
    );
    expect(ran.status).toBe(3);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("at a terminal", () => {
  const terminal = (typed: string) => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    input.write(typed);
    return { input, output };
  };

  test("what the options don't say is asked, pasted at once or not, and again where the answer is empty", async () => {
    const at = terminal("Example GmbH\n\n  \nexample.test/tidemark\n");
    expect(await answersOf({ system: "Example" }, at)).toEqual({
      legalEntity: "Example GmbH",
      system: "Example",
      origin: "example.test/tidemark",
    });
    expect(String(at.output.read())).toContain("Name of the company (the legal entity that is examined): ");
  });

  test("whoever leaves without an answer is told what to pass", async () => {
    const at = terminal("Example GmbH\n");
    at.input.end();
    await expect(answersOf({}, at)).rejects.toThrow(
      "init: the input ended before the answer. Run init again, or give --system",
    );
  });

  test("what no config takes is refused, and the terminal is let go so that the program ends", async () => {
    const at = terminal("Example GmbH\nExample\ntwo words\n");
    await expect(answersOf({}, at)).rejects.toThrow("init: ledger.origin: expected a schema-less URL");
    expect(at.input.isPaused()).toBe(true);
  });
});
