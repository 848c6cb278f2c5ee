// Plays the auditor: a bundle of the example company's quarter is checked, counted and sampled with tools of the system alone.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { Auditor, commandsIn } from "../../support/bundle/auditor.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository } from "../../support/run-cli.ts";

const PERIOD = ["--period", "2026-Q3"];
const SEED = "Muster & Partner 2026-10-12 4711";

type Manifest = {
  readonly verdict: string;
  readonly evidence: { readonly from: string; readonly to: string; readonly size: number; readonly root: string };
  readonly counts: Readonly<Record<string, number>>;
};

let home: string;
let zip: string;
let auditor: Auditor;
let manifest: Manifest;
const trust = (): string => join(home, "trust.txt");

beforeAll(async () => {
  home = await quarterHome();
  zip = join(temporaryDirectory(), "q3.zip");
  const made = await runCommand(["bundle", "--ledger", join(home, "ledger"), ...PERIOD, "--out", zip]);
  expect([made.status, made.stderr]).toEqual([2, ""]);
  auditor = new Auditor(zip, trust());
  auditor.unpack();
  manifest = JSON.parse(auditor.read("export-manifest.json")) as Manifest;
});

/** Runs all commands of a set on a fresh copy, as they are printed. */
function followPage(set: "sh" | "python", variables: Readonly<Record<string, string>> = {}): string {
  const fresh = new Auditor(zip, trust());
  const { status, out } = fresh.run(commandsIn(auditor.read("VERIFY.md"), set).join("\n"), variables);
  expect(status).toBe(0);
  return out;
}

describe("the commands of VERIFY.md", () => {
  test("of coreutils agree on every step", async () => {
    const out = followPage("sh", { seed: SEED, size: "4" });
    expect(out).not.toContain("DIFFERENT");
    expect(out.match(/^ok: .*/gm)?.map((line) => line.replace(/\d{3,}|[0-9a-f]{64}|\S+\+\S+/g, "N"))).toEqual([
      "ok: every file is as its sum says",
      "ok: no file is beside them",
      "ok: ledger N",
      "ok: signed by N",
      "ok: N segments are as sealed",
      "ok: the population of N",
    ]);
    expect(out).toContain(Buffer.from(manifest.evidence.root, "hex").toString("base64"));
    expect(out).toContain(`\n${manifest.evidence.size}\n`);
    expect(await drawn(4)).toEqual(out.match(/^[0-9a-f]{64} {2}\S+\/.*$/gm)?.map((line) => line.slice(66)));
  });

  test("of python agree on every step, and give the verdict of the manifest", async () => {
    const out = followPage("python", { seed: SEED, size: "5" });
    expect(out).not.toContain("DIFFERENT");
    expect(out).toContain(`verdict:          ${manifest.verdict}\n`);
    expect(out).toContain(`size ${manifest.evidence.size}, root ${manifest.evidence.root}`);
    expect(out).toContain("exit code 2\n");
    const { counts } = manifest;
    expect(out).toContain(
      `${counts["exceptions"]} exceptions on ${counts["withExceptions"]} controls; ${counts["possible"]} more possible`,
    );
    expect(out).toContain(
      `${counts["met"]} of ${counts["days"]} control-days met; ${counts["notObserved"]} not observed, ${counts["partly"]} in part`,
    );
    expect(await drawn(5)).toEqual(out.match(/^[0-9a-f]{64} {2}\S+\/.*$/gm)?.map((line) => line.slice(66)));
  });

  test("of PowerShell are there, and the page says that nobody ran them", () => {
    const page = auditor.read("VERIFY.md");
    expect(commandsIn(page, "powershell")).toHaveLength(7);
    expect(page).toContain("nobody has run these commands");
  });
});

/** The ids that `tidemark sample` draws. */
async function drawn(size: number): Promise<string[]> {
  const out = join(temporaryDirectory(), "sample.csv");
  const asked = ["--of", "items", "--place", "all", "--seed", SEED, "--seed-by", "A firm", "--size", String(size)];
  const ran = await runCommand([
    "sample",
    "--ledger",
    join(home, "ledger"),
    ...PERIOD,
    ...asked,
    "--out",
    out,
    "--json",
  ]);
  expect(ran.stderr).toBe("");
  const { drawn: rows } = JSON.parse(ran.stdout) as { readonly drawn: readonly { readonly id: string }[] };
  return rows.map(({ id }) => id);
}

test("our verifier as one file gives the same verdict with Node alone", () => {
  const { from, to } = manifest.evidence;
  const args = [
    "tidemark-verify.mjs",
    "evidence",
    "--trust",
    "../trust-from-elsewhere.txt",
    "--from",
    from,
    "--to",
    to,
    "--json",
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: auditor.bundle,
    env: {},
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([2, ""]);
  const { verdict, checkpoint } = JSON.parse(stdout) as { readonly verdict: string; readonly checkpoint: object };
  expect([verdict, checkpoint]).toEqual([
    manifest.verdict,
    { size: manifest.evidence.size, root: manifest.evidence.root },
  ]);
});

type PageOne = Readonly<Record<string, number>> & {
  readonly changes: Readonly<Record<string, number>>;
  readonly controls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly numbered: Readonly<Record<string, string>>;
};

test("every count of page 1 is that of the bundle's CSV", () => {
  const counted = auditor.python<PageOne>(join(repository, "test/support/bundle/page_one.py"));
  const report = auditor.read("report.html");
  const text = (html: string): string => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  const page = report.slice(report.indexOf('<div id="overview">'), report.indexOf('<section id="completeness"'));
  const figure = (name: string): string =>
    text(new RegExp(`data-figure="${name}">([\\s\\S]*?)</li>`).exec(page)?.[1] ?? "").trim();
  const { exceptions, withExceptions, inEffect, openAtEnd, possible, failures, items, corrected, accepted } = counted;
  const {
    open,
    uncorrected,
    days = 0,
    met = 0,
    notObserved,
    partly,
    beside,
    read,
    enrolled = 0,
    excluded = 0,
  } = counted;
  expect(figure("exceptions")).toBe(
    `${exceptions} exceptions on ${withExceptions} of ${inEffect} controls, ${openAtEnd} open at the end; ${possible} more possible`,
  );
  expect(figure("failures")).toBe(
    `${failures} failures seen, of ${items} items (a check on a resource); under their controls ${corrected} corrected in time, ${accepted} accepted, ${open} open within the limit, ${uncorrected} ended uncorrected`,
  );
  expect(figure("days")).toBe(
    `${(Math.floor((met * 1000) / days) / 10).toFixed(1)} % of ${days} control-days met (${met}); ${notObserved} not observed, ${partly} in part, ${beside} in part beside a graver status`,
  );
  expect(figure("scopes")).toBe(
    `${read} of ${enrolled + excluded} accounts, subscriptions, projects and directories read; ${excluded} excluded by decision`,
  );
  const flat = text(page);
  expect(flat).toContain(`Runs: ${counted["made"]} of ${counted["due"]} made`);
  expect(flat).toContain(
    `${counted["untested"]} of ${inEffect} controls in effect have no check, and ${counted["criteria"]} of`,
  );
  expect(flat).toContain(`${counted["acceptances"]} risk acceptance in force`);
  expect(flat).toContain(
    `Changes in the period: ${counted.changes["test"]} of tests, ${counted.changes["act"]} of recorded acts.`,
  );
  const rows = [...page.matchAll(/<tr>\s*<th scope="row"><a href="#[^"]*">([^<]+)<\/a>([\s\S]*?)<\/tr>/g)];
  expect(rows).toHaveLength(Object.keys(counted.controls).length);
  for (const [, control = "", rest = ""] of rows) {
    const { items: own, ...byStatus } = counted.controls[control] ?? {};
    for (const [status, number] of Object.entries(byStatus))
      expect(text(rest)).toMatch(new RegExp(`\\b${number} ${status}`));
    expect(text(rest)).toMatch(new RegExp(`\\b${own}\\b`));
  }
  expect(Object.keys(counted.numbered)).toEqual([...new Set(flat.match(/\bE-\d\d\b/g))]);
});

type Derived = readonly [
  scope: string,
  key: string,
  check: string,
  control: string | null,
  begin: string,
  end: string | null,
  status: string | null,
];

/** The failures of the bundle's table, as the script of this test derives them. */
function failuresIn(folder: string): Derived[] {
  const [name = ""] = readdirSync(join(folder, "csv")).filter((each) => each.endsWith("-failures.csv"));
  const rows = parse(readFileSync(join(folder, "csv", name)), { columns: true }) as Record<string, string>[];
  const cell = (row: Record<string, string>, title: string): string => row[title]?.replace(/^'(?=[=+@-])/, "") ?? "";
  return rows.map((row) => [
    cell(row, "Scope"),
    cell(row, "Key"),
    cell(row, "Check"),
    cell(row, "Control") || null,
    cell(row, "Began at the latest (ISO)"),
    cell(row, "Ended at the latest (ISO)") || null,
    cell(row, "Control") === "" ? null : cell(row, "Status"),
  ]);
}

const derive = (of: Auditor, from: string, to: string): Derived[] =>
  of.python<Derived[]>(join(repository, "test/support/bundle/derive_failures.py"), [from, to]);
const inOrder = (rows: readonly Derived[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

describe("begin, end and status of each failure are derived again from the lines of the evidence", () => {
  test("of the quarter", () => {
    const derived = derive(auditor, "2026-07-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z");
    expect(derived).toHaveLength(14);
    expect(inOrder(derived)).toEqual(inOrder(failuresIn(auditor.bundle)));
  });

  test("of a ledger in which failures end in each way", async () => {
    const late = await lateCorrections();
    late.writeTrust();
    const path = join(temporaryDirectory(), "late.zip");
    const args = ["bundle", "--ledger", late.root, "--period", "2026-09-01..2026-09-09", "--out", path];
    expect((await runCommand(args)).stderr).toBe("");
    const other = new Auditor(path, join(late.home, "trust.txt"));
    other.unpack();
    const derived = derive(other, "2026-09-01T00:00:00.000Z", "2026-09-10T00:00:00.000Z");
    expect(new Set(derived.map(([, key, check, , begin]) => [key, check, begin].join(" "))).size).toBeGreaterThan(15);
    expect(inOrder(derived)).toEqual(inOrder(failuresIn(other.bundle)));
  });
});

describe("a change is seen", () => {
  const SEGMENT = "evidence/records/provider=aws/scope=111122223333/gen=0/000000000440.ndjson.gz";
  const LEAF = "evidence/log/000000000040.json";

  /** Runs the steps of a set on a changed bundle. `resummed`: whoever changed it wrote SHA256SUMS anew. */
  function after(set: "sh" | "python", change: (bundle: string) => void, resummed: boolean): string[] {
    const changed = new Auditor(zip, trust());
    changed.unpack();
    change(changed.bundle);
    if (resummed) {
      const files = readdirSync(changed.bundle, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile() && each.name !== "SHA256SUMS")
        .map((each) => join(each.parentPath, each.name).slice(changed.bundle.length + 1));
      const sum = (path: string): string =>
        createHash("sha256")
          .update(readFileSync(join(changed.bundle, path)))
          .digest("hex");
      writeFileSync(
        join(changed.bundle, "SHA256SUMS"),
        files
          .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
          .map((path) => `${sum(path)}  ${path}\n`)
          .join(""),
      );
    }
    const [, ...steps] = commandsIn(auditor.read("VERIFY.md"), set);
    const given = { trust: join(changed.folder, "trust-from-elsewhere.txt"), seed: SEED, size: "1" };
    const { out } = changed.run(steps.join("\n"), given, changed.bundle);
    return [...out.matchAll(/^(DIFFERENT.*|verdict: .*)$/gm)].map(([, line = ""]) => line.replace(/: +/, ": "));
  }

  const flip = (path: string) => (bundle: string) => {
    const bytes = readFileSync(join(bundle, path));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(bundle, path), bytes);
  };
  const remove = (path: string) => (bundle: string) => rmSync(join(bundle, path));
  const recount = (bundle: string): void => {
    const [name = ""] = readdirSync(join(bundle, "csv")).filter((each) => each.endsWith("-population.csv"));
    const path = join(bundle, "csv", name);
    // The row of the first resource is gone.
    writeFileSync(path, readFileSync(path, "utf8").replace(/^1,.*\n/m, ""));
  };

  test("of a byte in the evidence: the sums, the seal and verify.py say so", () => {
    expect(after("sh", flip(SEGMENT), false)).toEqual([
      "DIFFERENT: a file is not as its sum says",
      "DIFFERENT: a segment is not as sealed",
    ]);
    expect(after("sh", flip(SEGMENT), true)).toEqual(["DIFFERENT: a segment is not as sealed"]);
    expect(after("python", flip(SEGMENT), true)).toEqual([`DIFFERENT: ${SEGMENT}`, "verdict: BROKEN"]);
  });

  test("of a leaf that is removed: the sums and verify.py say so", () => {
    expect(after("sh", remove(LEAF), false)).toEqual([
      "DIFFERENT: a file is not as its sum says",
      "DIFFERENT: the files are not those of SHA256SUMS",
    ]);
    expect(after("python", remove(LEAF), true)).toEqual(["verdict: BROKEN"]);
  });

  test("of a table: the sums say so, and of the population its digest too", () => {
    expect(after("sh", recount, false)).toEqual([
      "DIFFERENT: a file is not as its sum says",
      "DIFFERENT: the digest of the population",
    ]);
    expect(after("python", recount, true)).toEqual([
      "verdict: INCOMPLETE",
      "DIFFERENT: the digest of the population 190",
    ]);
  });

  test("of the trust file: no key signed, and the ledger is another one", () => {
    const other = (bundle: string): void => {
      const path = join(bundle, "../trust-from-elsewhere.txt");
      const text = readFileSync(path, "utf8").replace(/^ledger .*/m, `ledger ${"0".repeat(64)}`);
      writeFileSync(path, text.replace(/^(log [^+]+\+)[0-9a-f]{8}(\+).*/m, `$1aaaaaaaa$2${"A".repeat(44)}`));
    };
    const said = after("sh", other, false);
    expect(said[0]).toMatch(/^DIFFERENT: ledger /);
    expect(said[1]).toMatch(/^DIFFERENT: no key of the trust file signed/);
  });
});
