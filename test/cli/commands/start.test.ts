// The whole job in small, on the real program: two moments, a drift, a verification; and once more without change.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ledgerTexts } from "../../support/ledger-texts.ts";
import { digestsOf } from "../../support/ledger/digests.ts";
import { START_ESTATE } from "../../support/ledger/example-home.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../support/run-cli.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { isWhole } from "../../support/scale.ts";

let home: string;
let ledger: string;
let first: Ran;
let second: Ran;
let before: Map<string, string>;

beforeAll(async () => {
  home = temporaryDirectory();
  ledger = join(home, "ledger");
  first = await runCliInTurn([...START_ESTATE, "--ledger", ledger]);
  before = digestsOf(ledger);
  second = await runCliInTurn([...START_ESTATE, "--ledger", ledger]);
});

test("the first start makes a ledger, observes both moments, and ends intact", () => {
  expect(first.stderr).toBe("");
  expect(first.status).toBe(0);
  expect(first.stdout.match(/^Observed /gm)).toHaveLength(2);
  expect(verdictPrinted(first.stdout)).toBe("INTACT");
});

test("the drift of every check is shown with since when, a departure, and a type that became unreadable", () => {
  const moment = first.stdout.slice(first.stdout.lastIndexOf("Observed "));
  for (const check of [
    "administration-ports-closed-to-internet",
    "network-flow-logs-on",
    "object-storage-encrypted-at-rest",
    "privileged-people-have-mfa",
  ]) {
    expect(moment).toMatch(new RegExp(`^ *drift +${check} .*since 2026-09-`, "m"));
  }
  expect(moment).toMatch(/^ *recovered /m);
  expect(moment).toMatch(/^ *departed .* gone$/m);
  expect(moment).toMatch(/denied: /);
});

test("a second start changes nothing that was written, and finds nothing new", () => {
  expect(second.status).toBe(0);
  const after = digestsOf(ledger);
  for (const [path, digest] of before) expect(after.get(path), path).toBe(digest);
  expect(second.stdout).not.toMatch(/^Changed/m);
  expect(second.stdout.match(/^Observed /gm)).toHaveLength(1);
});

test("an untouched estate has one state root, and an unchanged run appends no observation", () => {
  const segments = ledgerTexts(ledger).filter(({ key }) => /^records\/provider=(?!tidemark)/.test(key));
  const byScope = Map.groupBy(segments, ({ key }) => key.split("/").slice(0, 3).join("/"));
  expect(byScope.size).toBe(8);
  for (const [scope, of] of byScope) {
    const last = of
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(-2)
      .map(({ text }) =>
        text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as { type: string; body: { root?: string } }),
      );
    const roots = last.map((lines) => lines.at(-1)?.body.root);
    expect(roots[1], scope).toBe(roots[0]);
    expect(
      last[1]
        ?.map(({ type }) => type)
        .filter((type) => type === "observation" || type === "finding" || type === "departure"),
    ).toEqual([]);
  }
});

test("verify --json exits 0 and prints one JSON document", async () => {
  const { status, stdout } = await runCliInTurn([
    "verify",
    "--ledger",
    ledger,
    "--trust",
    join(home, "trust.txt"),
    "--json",
  ]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: "INTACT", violations: [] });
});

test("start says how controls stand first, then what changed, then what is not observed, then the proof", () => {
  const order = [/^Controls$/m, /^Changed$/m, /^Not observed/m, /^Checkpoint /m, /^Verified /m, /^INTACT$/m];
  const places = order.map((heading) => first.stdout.search(heading));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  // One page: no line twice, and none about what is as it was.
  expect(first.stdout.match(/^Controls$/gm)).toHaveLength(1);
  expect(first.stdout.split("\n").length).toBeLessThan(100);
});

test("status shows controls, what fails and since when, the waiver, the drift, and how to fix what is unread", async () => {
  const { status, stdout } = await runCliInTurn(["status", "--ledger", ledger]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ +not met +NL-/m);
  expect(stdout).toMatch(/^Failing$/m);
  expect(stdout).toMatch(/since 2026-09-\d\dT/);
  expect(stdout).toMatch(/waived by NL-W-2026-003 until 2027-07-01T/);
  expect(stdout).toMatch(/^Failing, outside the boundary$/m);
  expect(stdout).toMatch(/^Drift since /m);
  expect(stdout).toMatch(/a role that has cloudasset\.assets\.listComputeFirewalls to the identity that reads/);
  // No colour and no progress into a pipe.
  // oxlint-disable-next-line no-control-regex -- escape sequences are what must not be there
  expect(stdout).not.toMatch(/\u001b|\r/);
});

type Row = { readonly check: string; readonly resource: string; readonly outcome: string };

test("results before and after the drift differ by exactly the drift", async () => {
  const seals = ledgerTexts(ledger)
    .filter(({ key }) => /^log\/\d+\.json$/.test(key))
    .map(({ text }) => (JSON.parse(text) as { time: string }).time)
    .sort();
  const at = async (time: string): Promise<Map<string, string>> => {
    const { status, stdout } = await runCliInTurn(["query", "--ledger", ledger, "--as-of", time, "--format", "json"]);
    expect(status).toBe(0);
    const { results } = JSON.parse(stdout) as { readonly results: readonly Row[] };
    return new Map(results.map(({ check, resource, outcome }) => [`${check} ${resource}`, outcome]));
  };
  const [before, after] = [await at(seals[0] as string), await at(seals[1] as string)];
  // What could not be read before is a first sight now, and no drift.
  const both = [...before].filter(
    ([name, outcome]) => outcome !== "indeterminate" && after.has(name) && after.get(name) !== outcome,
  );
  const { stdout } = await runCliInTurn(["status", "--ledger", ledger, "--json"]);
  const { drift } = JSON.parse(stdout) as {
    readonly drift: readonly { readonly check: string; readonly resource: string }[];
  };
  const told = drift.map(({ check, resource }) => `${check} ${resource}`);
  const unread = both.filter(([name]) => after.get(name) === "indeterminate").map(([name]) => name);
  expect(both.map(([name]) => name).sort()).toEqual([...told, ...unread].sort());
  expect(told.length).toBeGreaterThan(5);
});

describe("without a config and exports", () => {
  test("the quarter of the example company is made, and told in two lines; once more it is told alone", async () => {
    // To make it takes seconds: in part it is there already.
    const quarter = join(isWhole ? temporaryDirectory() : await quarterHome(), "ledger");
    const made = await runCliInTurn(["start", "--ledger", quarter]);
    expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: "" });
    const [counts, verdict, ask] = made.stdout.split("\n").slice(isWhole ? 2 : 1);
    if (isWhole)
      expect(made.stdout.split("\n")[1]).toMatch(
        /^Created the ledger .*ledger, its signing key beside it, and the trust file .*trust\.txt$/,
      );
    expect(counts).toBe(
      "Example company, 1 Jul to 30 Sep 2026: 5 exceptions, 1 possible, 14 failures; 91 of 92 runs made.",
    );
    expect(verdict).toMatch(
      /^INCOMPLETE \(nothing altered\)\. Report: .*report\.html \(example data, read from no cloud\)$/,
    );
    expect(ask).toMatch(/^Ask the ledger: npx tidemark failures --ledger .*ledger --period 2026-Q3$/);
    const before = digestsOf(quarter);
    const again = await runCliInTurn(["start", "--ledger", quarter]);
    expect(again.stdout.split("\n").slice(1, 3)).toEqual([counts, verdict]);
    expect(digestsOf(quarter)).toEqual(before);
  });

  test("a bucket is refused, and nothing is made of its name", async () => {
    const { status, stdout, stderr } = await runCliInTurn(["start", "--ledger", "s3://bucket/ledger"]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(/^tidemark: found the ledger s3:\/\/bucket\/ledger, expected a directory\. [^\n]+\n$/);
    expect(existsSync("s3:")).toBe(false);
  });

  test("a file of the user's that is called like the report stays", async () => {
    const folder = await quarterHome();
    writeFileSync(join(folder, "report.html"), "of my own");
    const { status, stderr } = await runCliInTurn(["start", "--ledger", join(folder, "ledger")]);
    expect(status).toBe(3);
    expect(stderr).toContain("report.html is there and is no report. Name another file, or remove this one");
    expect(readFileSync(join(folder, "report.html"), "utf8")).toBe("of my own");
  });

  test("another ledger is refused, and a ledger that continues one", async () => {
    const other = await runCliInTurn(["start", "--ledger", ledger]);
    expect(other.status).toBe(3);
    expect(other.stderr).toMatch(
      /^tidemark: the ledger in .* does not hold the quarter of the example company\. [^\n]+\n$/,
    );
    const continuing = await runCliInTurn(["start", "--continues", ledger, "--reason", "moved"]);
    expect([continuing.status, continuing.stderr]).toEqual([
      3,
      "tidemark: start: --continues is given without a config and without exports. Add --config or --from DIR\n",
    ]);
  });
});
