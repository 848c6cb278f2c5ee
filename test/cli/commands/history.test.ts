// `tidemark history`, as the program runs it, over the example company.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { EXAMPLE_NOTICE } from "../../../audit/example-data.ts";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { NamesStore } from "../../../ledger/names/names-store.ts";
import { namesDirectory } from "../../../ledger/names/names-directory.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import type { Ran } from "../../support/run-cli.ts";
import { exampleHome } from "../../support/ledger/example-home.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

/** The checks of the example config that judge a security group. */
const CHECKS_OF_GROUPS = ["administration-ports-closed-to-internet", "internet-ingress-only-on-listed-ports"];

const BASTION = "arn:aws:ec2:eu-central-1:111122223333:security-group/sg-07adaca3dc4e6d670";
const A = "aws/111122223333";

let directory: string;
let ledger: string;
beforeAll(async () => {
  directory = await exampleHome();
  ledger = join(directory, "ledger");
});

const history = (...args: readonly string[]): Promise<Ran> => runCommand(["history", "--ledger", ledger, ...args]);

describe.concurrent("a history", () => {
  test("shows each record: what it changed of the resource and of its results", async () => {
    const { status, stdout, stderr } = await history("bastion");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const [notice, head, key, scope] = stdout.split("\n");
    expect([notice, head, key, scope]).toEqual([EXAMPLE_NOTICE, "bastion", `  key    ${BASTION}`, `  scope  ${A}`]);
    expect(stdout).toMatch(/^\S+Z {2}observed \(data of 2026-09-11T21:06:54\.310Z\) {2}records\/\S+:\d+$/m);
    expect(stdout).toMatch(
      /^ {2}administration-ports-closed-to-internet {2}pass -> fail {2}drift {2}the rules open port 22 /m,
    );
    expect(stdout).toContain('  + projection.IpPermissions[0].IpRanges[]: {"CidrIp":"0.0.0.0/0"}\n');
    expect(stdout).toMatch(/^At the end\n {2}administration-ports-closed-to-internet {2}fail /m);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^Read \d+ segments and \d seals .* Not verified\. Run tidemark verify to prove that the records are unaltered\.$/,
    );
  });

  test("is the same by key, by name and by the end of the key, also as JSON", async () => {
    const [byKey, byName, byEnd] = await Promise.all(
      [BASTION, "bastion", "sg-07adaca3dc4e6d670"].map((text) => history(text, "--json")),
    );
    type Document = { readonly events: readonly unknown[]; readonly window: object };
    const [one, two, three] = [byKey, byName, byEnd].map((ran) => JSON.parse((ran as Ran).stdout) as Document);
    expect(two?.events).toEqual(one?.events);
    expect(three?.events).toEqual(one?.events);
    expect(one).toMatchObject({
      v: 1,
      resource: { scope: A, key: BASTION, name: "bastion" },
      window: { from: null },
      events: [
        {
          is: "observed",
          outcomes: CHECKS_OF_GROUPS.map((check) => ({
            check,
            before: null,
            after: { outcome: "pass" },
            transition: "baseline",
          })),
        },
        {
          is: "observed",
          differences: [{ path: "projection.IpPermissions[0].IpRanges[]", after: { CidrIp: "0.0.0.0/0" } }],
          outcomes: CHECKS_OF_GROUPS.map((check) => ({
            check,
            before: { outcome: "pass" },
            after: { outcome: "fail" },
            transition: "drift",
          })),
          said: { dataTime: "2026-09-11T21:06:54.310Z" },
        },
      ],
      results: CHECKS_OF_GROUPS.map((check) => ({ check, intervals: [{}, { to: null, outcome: "fail" }] })),
      verified: false,
    });
  });

  test("of a resource that departed ends with that", async () => {
    const { stdout } = await history("northlight-prod-migration-tmp");
    expect(stdout).toMatch(/^\S+Z {2}departed: gone [^\n]+\n {2}object-storage-encrypted-at-rest +pass -> none$/m);
    expect(stdout).toMatch(/^At the end\n {2}the resource has no result$/m);
  });

  test("tells since when it could not be looked at, and why", async () => {
    const { stdout } = await history("allow-iap-rdp");
    expect(stdout).toMatch(
      /^\S+Z {2}not read: denied: cloudasset\.assets\.listComputeFirewalls \(PERMISSION_DENIED\) {2}records\/\S+$/m,
    );
  });

  test("of a time before anything was recorded finds nothing", async () => {
    const { status, stderr } = await history("bastion", "--from", "2020-01-01", "--to", "2020-01-02");
    expect(status).toBe(3);
    expect(stderr).toBe(
      'tidemark: history: the sealed records name no resource "bastion". Give its key, its name or the end of its key; tidemark query --json lists keys\n',
    );
  });
});

describe.concurrent("one line, and exit code 3", () => {
  test("where several resources are meant: it lists them", async () => {
    const { status, stdout, stderr } = await history("records", "--scope", A);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(
      /^tidemark: history: "records" names several resources \(arn:aws:s3:::northlight-dr-patient-records in aws\/111122223333, [^\n]+\)\. Give a full key, or add --scope\n$/,
    );
    const many = (await history("s")).stderr;
    expect(many.trimEnd().split("\n")).toHaveLength(1);
    expect(many).toMatch(/ and \d+ more\)\. Give a full key/);
  });

  test.each([
    ["no resource", [], "history: expected exactly one resource, given by its key, its name or the end of its key"],
    [
      "two resources",
      ["a", "b"],
      "history: expected exactly one resource, given by its key, its name or the end of its key",
    ],
    [
      "a resource that is none",
      ["nowhere"],
      'history: the sealed records name no resource "nowhere". Give its key, its name or the end of its key; tidemark query --json lists keys',
    ],
    [
      "no date",
      ["bastion", "--from", "x"],
      "--from: found x, expected a date (2026-09-01) or an instant (2026-09-01T06:00:00.000Z)",
    ],
  ])("for %s", async (_name, args, said) => {
    expect(await history(...args)).toEqual({ status: 3, stdout: "", stderr: `tidemark: ${said}\n` });
  });

  test("for a scope that was never sealed, and an empty ledger", async () => {
    expect((await history("bastion", "--scope", "aws/9")).stderr).toMatch(
      /^tidemark: --scope: found aws\/9, expected one of aws\/\d+, [^\n]+\n$/,
    );
    const empty = await TemporaryLedger.create();
    // As a process of its own, once.
    const { status, stderr } = await runCliInTurn(["history", "bastion", "--ledger", empty.root]);
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr:
        'tidemark: history: the sealed records name no resource "bastion". Give its key, its name or the end of its key; tidemark query --json lists keys\n',
    });
  });
});

test("a person is found and called by name until it is erased, and by reference afterwards", async () => {
  const named = await history("Katharina Vogel");
  expect(named.status).toBe(0);
  const key = /^ {2}key {4}(\S+)$/m.exec(named.stdout)?.[1] as string;
  expect(key).not.toContain("Vogel");
  const { genesis } = await Ledger.open(openDirectory(ledger));
  await (await NamesStore.open(namesDirectory(join(directory, "names")), genesis.salt)).erase(key);
  expect((await history("Katharina Vogel")).status).toBe(3);
  const erased = await history(key);
  expect(erased.stdout.split("\n")[1]).toBe(key);
  // What is recorded never had the name. (When it was asked differs: the end of the period is now.)
  const recorded = (stdout: string): string[] => stdout.split("\n").slice(5);
  expect(recorded(erased.stdout)).toEqual(recorded(named.stdout));
});

test("a segment that is gone: one line, and exit code 1", async () => {
  const key = segmentKey(A, 0, 0);
  rmSync(join(ledger, key));
  expect(await runCliInTurn(["history", "--ledger", ledger, "bastion"])).toEqual({
    status: 1,
    stdout: "",
    stderr: `tidemark: ${key} is missing, but a seal lists the segment. Run tidemark verify to see all that is wrong\n`,
  });
});
