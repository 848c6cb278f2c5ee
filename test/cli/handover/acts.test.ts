// `respond`, `waive` and `erase`: what each records, what it prints, and what it refuses before anything is written.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Ran } from "../../support/run-cli.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { writeExports } from "../../support/ledger/small-export.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { openAnyHome } from "../../../cli/deployed/home.ts";
import { loadConfig } from "../../../cli/places/load-config.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const OWNER = "Ines Sample";
// No bucket of the exports has a key of the customer's: each fails.
const config = `export default ${JSON.stringify({
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/tidemark" },
  scopes: ["111111111111", "222222222222"].map((id) => ({ scope: `aws/${id}`, regions: ["eu-central-1"] })),
  checks: {
    "object-storage-encrypted-at-rest": { parameters: { requireCustomerKey: true }, reason: "a test" },
  },
  owners: [{ match: { types: ["AWS::S3::Bucket"] }, owner: OWNER }],
})};\n`;

const FORMER = "Ada Former";

let home: string;
let failure: string;
const cli = (...args: readonly string[]): Promise<Ran> => runCliInTurn([...args, "--ledger", "ledger"], home);
const asked = async (...args: readonly string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await cli(...args, "--json")).stdout) as Record<string, unknown>;

beforeAll(async () => {
  home = temporaryDirectory();
  writeFileSync(join(home, "tidemark.config.ts"), config);
  writeExports(join(home, "one"), new Date(Date.now() - 3_600_000).toISOString(), ["one"]);
  const { status, stderr } = await cli("start", "--from", "one");
  expect(status, stderr).toBe(0);
  const { config: loaded } = await loadConfig(join(home, "tidemark.config.ts"));
  const { names: kept } = await openAnyHome({ ledger: join(home, "ledger") }, loaded);
  // Somebody whom a cloud told, and the config does not name.
  kept.person("local", FORMER);
  await kept.flush();
  const { failures } = (await asked("failures")) as { failures: readonly { failure: string }[] };
  failure = failures[0]?.failure ?? "";
});

const objects = (): number => readdirSync(join(home, "ledger"), { recursive: true }).length;
const names = (): string =>
  readdirSync(join(home, "names"))
    .filter((file) => file.endsWith(".json"))
    .map((file) => readFileSync(join(home, "names", file), "utf8"))
    .join("\n");

describe("respond", () => {
  test("records the answer, which then stands beside the failure in every form, and the ledger verifies", async () => {
    const { status, stdout } = await cli("respond", failure, "--text", "A key is ordered.", "--ticket", "SEC-1");
    expect(status, stdout).toBe(0);
    expect(stdout).toContain(`${failure}  object-storage-encrypted-at-rest on `);
    const rows = (await asked("failures"))["failures"] as readonly { failure: string; responses: readonly object[] }[];
    const answered = rows.filter(({ responses }) => responses.length > 0);
    expect(answered).toMatchObject([{ failure, responses: [{ text: "A key is ordered. (SEC-1)" }] }]);
    expect((await cli("failures")).stdout).toMatch(
      /management's response of \S+: A key is ordered\. \(SEC-1\) \(records\//,
    );
    expect((await cli("failures", "--format", "csv")).stdout).toContain("A key is ordered. (SEC-1)");
    const report = await cli("report", "--out", join(home, "report.html"));
    expect(report.status, report.stderr).toBe(0);
    expect(readFileSync(join(home, "report.html"), "utf8")).toContain("A key is ordered. (SEC-1)");
    expect(verdictPrinted((await cli("verify")).stdout)).toBe("INTACT");
    const before = objects();
    const again = await cli("respond", failure, "--text", "A key is ordered.", "--ticket", "SEC-1");
    expect([again.status, objects()]).toEqual([0, before]);
    expect(again.stdout).toContain("This response was recorded before, at ");
  });

  test.each([
    [["respond", "--text", "x"], "expected the id of one failure"],
    [["respond", "F-00000000", "--text", "x"], "knows no failure F-00000000"],
    [["respond", "FAILURE"], "respond --text is missing or empty"],
    [["respond", "FAILURE", "--text", "a\nb"], "has a control character"],
    [["respond", "FAILURE", "--text", "a\u202eb"], "one that nobody sees"],
    [["respond", "", "--text", "x"], "found nothing, expected the id of one failure"],
    [["respond", "FAILURE", "--text", "ask ines@example.test"], "found an e-mail address"],
    [["respond", "FAILURE", "--text", `ask ${OWNER}`], `found ${OWNER}, whom the config names`],
    [["respond", "FAILURE", "--text", "Done, says ADA  Former."], "respond --text: found the name of a person"],
    [["respond", "FAILURE", "--text", "x", "--ticket", "SEC-2 (Ada Former)"], "respond --ticket: found the name"],
    [["respond", "FAILURE", "--text", "x", "--ticket", " "], "respond --ticket is missing or empty"],
  ])("refuses %j, and writes nothing", async (args, message) => {
    const before = objects();
    const { status, stderr } = await cli(...args.map((arg) => (arg === "FAILURE" ? failure : arg)));
    expect([status, stderr.split("\n").length]).toEqual([3, 2]);
    expect(stderr).toContain(message);
    expect(objects()).toBe(before);
  });
});

describe("waive", () => {
  const terms = ["--risk", "It can be read.", "--reason", "A test.", "--ticket", "SEC-2"];
  const later = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

  test("prints an entry that the config accepts, tells what it would cover, and changes nothing", async () => {
    const before = objects();
    const args = [failure, "--until", later, "--approver", "role:CISO", "--requester", "role:Platform", ...terms];
    const { status, stdout, stderr } = await cli("waive", ...args);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain(`approver: { role: "CISO" },`);
    expect(stdout).toContain("It would cover 1 result now");
    expect(objects()).toBe(before);
    const { waiver, covered } = await asked("waive", ...args);
    expect(covered).toHaveLength(1);
    expect(waiver).toMatchObject({ id: failure.replace("F-", "W-"), until: later, ticket: "SEC-2" });
  });

  test.each([
    [["--approver", "Ann Bo", "--requester", " ann bo "], "found the requester, expected another person"],
    [["--approver", "role:CISO", "--requester", "role:ciso"], "found the requester, expected another person"],
    [[], "waive: --approver is missing"],
    [["--approver", "role:CISO", "--until", "2020-01-01"], "waive --until"],
    [["--approver", "role:CISO", "--until", "2099-01-01"], "at most 366 days"],
    [["--approver", "role:CISO", "--risk", ""], "waive --risk is missing or empty"],
    [["--approver", "role:CISO", "--until", ""], "waive --until is missing"],
    [["--approver", "role:CISO", "--id", ""], "waive --id is missing or empty"],
    [["--approver", "role:CISO", "--id", "a\nb"], "waive --id has a control character"],
  ])("refuses %j", async (args, message) => {
    const { status, stderr } = await cli("waive", failure, "--until", later, ...terms, ...args);
    expect([status, stderr.split("\n").length]).toEqual([3, 2]);
    expect(stderr).toContain(message);
  });
});

describe("erase", () => {
  test("removes a name in any case with an act that says so, after which the ledger still verifies", async () => {
    expect(names()).toContain(OWNER);
    const { status, stdout } = await cli("erase", "INES sample", "--reason", "left the company");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Removed the name of 1 reference\n {2}person:[0-9a-f]{64}\n/m);
    expect(stdout).toContain("Other names of the same person");
    expect(names()).not.toContain(OWNER);
    expect(verdictPrinted((await cli("verify")).stdout)).toBe("INTACT");
    const before = objects();
    // A single word that names nobody may stand in the reason.
    expect((await cli("erase", "audit", "--reason", "left the audit")).stdout).toContain("Nothing was recorded.");
    for (const person of [OWNER, "Nobody Atall"])
      expect((await cli("erase", person, "--reason", "again")).stdout).toContain("Nothing was recorded.");
    expect(objects()).toBe(before);
  });

  test.each([
    [["erase", "--reason", "x"], "expected people"],
    [["erase", " ", "--reason", "x"], "expected people"],
    [["erase", "Somebody", "--reason", ""], "expected --reason TEXT"],
    [["erase", "Somebody"], "expected --reason TEXT"],
    [["erase", "Some Body", "--reason", "some body left"], "found the person who is to be erased"],
    [["erase", "Ada Former", "--reason", "asked by ADA  FORMER"], "found the person who is to be erased"],
    [["erase", "Nobody Atall", "--reason", "as Ada Former asked"], "found the name of a person"],
  ])("refuses %j", async (args, message) => {
    const { status, stderr } = await cli(...args);
    expect([status, stderr.split("\n").length]).toEqual([3, 2]);
    expect(stderr).toContain(message);
  });
});
