// Plays the auditor: a bundle of the example company's quarter is checked, counted and sampled with tools of the system alone.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Auditor, commandsIn } from "../../support/bundle/auditor.ts";
import { bundleMade } from "../../support/handover/real-bundle.ts";
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
  zip = await bundleMade(join(home, "ledger"), PERIOD);
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
    `${exceptions} exceptions on ${withExceptions} of ${inEffect} controls, ${openAtEnd} still past the limit at the end; ${possible} more possible`,
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
  // The map of days above has a row for each control too.
  const stated = page.slice(page.indexOf("What each control states"));
  const rows = [...stated.matchAll(/<tr>\s*<th scope="row"><a href="#[^"]*">([^<]+)<\/a>([\s\S]*?)<\/tr>/g)];
  expect(rows).toHaveLength(Object.keys(counted.controls).length);
  for (const [, control = "", rest = ""] of rows) {
    const { items: own, ...byStatus } = counted.controls[control] ?? {};
    for (const [status, number] of Object.entries(byStatus))
      expect(text(rest)).toMatch(new RegExp(`\\b${number} ${status}`));
    expect(text(rest)).toMatch(new RegExp(`\\b${own}\\b`));
  }
  expect(Object.keys(counted.numbered)).toEqual([...new Set(flat.match(/\bE-\d\d\b/g))]);
});
