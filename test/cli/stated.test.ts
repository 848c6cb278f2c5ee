// The real program on the example estate, where the company states that another product detects threats: pages, JSON, messages and
// tables show the statement in words of its own, and never as a pass.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runCliAtOnce } from "../support/ledger/run-cli-at-once.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";

const ESTATE = join(import.meta.dirname, "../../examples/estate/2026-09-01");
const CHECK = "threat-detection-on";
const REASON = "The managed detection service of Example Watch reads the audit logs of every account.";
const WORDS = "not applicable by the company's statement: another product detects threats in this cloud";
const home = temporaryDirectory();

const ELSEWHERE = [
  "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73",
  "azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4",
  "entra/435db7b7-46e6-4674-82d8-193e11fadc02",
  "gcp/projects/481516234201",
  "gcp/projects/481516234202",
  "workspace/C01nl4h2x",
];

function configure(parameters: object): void {
  const config = {
    company: { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" },
    ledger: { origin: "northlight.example/tidemark", mode: "local", example: true },
    scopes: ["111122223333", "444455556666"].map((id) => ({
      scope: `aws/${id}`,
      regions: ["eu-central-1", "eu-west-1"],
    })),
    excluded: ELSEWHERE.map((scope) => ({
      scope,
      reason: "Looked into by a ledger of its own, and no part of this one.",
      approver: "Renate Osterkamp",
    })),
    checks: { [CHECK]: { parameters, reason: "Our detection is bought elsewhere (policy NL-SEC-15)." } },
    staleAfter: "P9999D",
  };
  writeFileSync(join(home, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
}

type Run = typeof runCliAtOnce;
const ranWith = async (run: Run, args: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await run(args, home);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};
const tidemark = (...args: readonly string[]): Promise<string> => ranWith(runCliInTurn, args);
/** Under the config before the one that stays: a process loads a config once. */
const tidemarkBefore = (...args: readonly string[]): Promise<string> => ranWith(runCliAtOnce, args);

type Result = { readonly check: string; readonly outcome: string; readonly because: string; readonly basis?: string };
const results = async (): Promise<readonly Result[]> => {
  const { results: all } = JSON.parse(await tidemark("query", "--format", "json")) as { results: readonly Result[] };
  return all.filter(({ check }) => check === CHECK);
};
type Control = {
  readonly id: string;
  readonly stands: string;
  readonly stated: number;
  readonly pass: number;
  readonly fail: number;
  readonly "not-applicable": number;
};
const control = async (run = tidemark): Promise<Control | undefined> =>
  (JSON.parse(await run("status", "--json")) as { controls: readonly Control[] }).controls.find(
    ({ id }) => id === "TM-DET-1",
  );
const lineOf = (page: string): string | undefined => page.split("\n").find((line) => line.includes("TM-DET-1"));

let collected: string;
beforeAll(async () => {
  configure({});
  await tidemarkBefore("start", "--from", ESTATE);
  expect(await control(tidemarkBefore)).toMatchObject({ stands: "not met", pass: 3, fail: 1, stated: 0 });
  configure({ detectedElsewhere: { aws: { reason: REASON } } });
  collected = await tidemark("collect", "--from", ESTATE);
});

test("query says it in its own words, for each region", async () => {
  const said = await results();
  expect(said).toHaveLength(4);
  for (const { outcome, because } of said) expect([outcome, because]).toEqual(["not-applicable", WORDS]);
  expect(await tidemark("query", "--check", CHECK, "--outcome", "not-applicable")).toContain(WORDS);
});

test("status counts it apart, and a control that rests on it alone is not met", async () => {
  expect(await control()).toMatchObject({ stands: "no items", pass: 0, fail: 0, stated: 4, "not-applicable": 4 });
  const line = lineOf(await tidemark("status"));
  expect(line).toMatch(/^ {2}no items +TM-DET-1 .* 0 pass {2}4 not applicable by the company's statement$/);
});

test("the run that first judges so says that results were judged anew, and that nothing recovered", async () => {
  const changed = collected.split("\n").filter((line) => line.includes(CHECK));
  expect(changed).toHaveLength(4);
  for (const line of changed) {
    expect(line).toMatch(/^ {2}rejudged {2}/);
    expect(line).toContain(WORDS);
  }
});

test("the page on the check shows the statement and its reason beside the default", async () => {
  const page = await tidemark("checks", CHECK);
  expect(page).toContain(`detectedElsewhere = {"aws":{"reason":"${REASON}"}} (default {})`);
  expect(page).toContain("Our detection is bought elsewhere (policy NL-SEC-15).");
  const matrix = await tidemark("checks", "--matrix");
  expect(lineOf(matrix)).toMatch(/^TM-DET-1 +CC7\.2 +threat-detection-on/);
});

test("both verifiers take the basis as it is", async () => {
  expect(await tidemark("verify")).toMatch(/INTACT/);
});
