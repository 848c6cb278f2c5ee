// Checks in a real browser that a report joins names on screen alone, says so on screen and on paper, and lets go of them.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { peopleAsCsv } from "../../../cli/disclosure/people-file.ts";
import { bundleOf } from "../../support/ledger/bundle-of.ts";
import { exampleHome } from "../../support/ledger/example-home.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { axeViolations, misplaced, openBrowser, view, type Viewing } from "../../support/report/browser.ts";

let browser: Browser | undefined;
let report: string;
/** What `tidemark names` wrote for the bundle of the report. */
let people: string;
let ledger: string;

beforeAll(async () => {
  const home = await exampleHome();
  const bundle = await bundleOf(join(home, "ledger"), ["--from", "2026-01-01", "--to", "2027-01-01"]);
  const folder = temporaryDirectory();
  [report, people] = [join(folder, "report.html"), join(folder, "people.csv")];
  writeFileSync(report, bundle.files.get("report.html") as Buffer);
  const args = ["--to", "Audit firm", "--reason", "access review", "--for", bundle.path, "--out", people];
  const { status, stderr } = await runCommand(["names", "--ledger", join(home, "ledger"), ...args]);
  expect([status, stderr]).toEqual([0, ""]);
  ledger = (JSON.parse(String(bundle.files.get("export-manifest.json"))) as { ledger: string }).ledger;
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const open = (path = report, viewing: Viewing = {}) => view(browser as Browser, path, viewing);

const said = (page: Page): Promise<string | null> => page.locator("#names output").textContent();

async function load(page: Page, file: string): Promise<void> {
  const before = await said(page);
  await page.locator("#names input[type=file]").setInputFiles(file);
  await expect.poll(() => said(page), { timeout: 30_000 }).not.toBe(before);
}

const written = (text: string | Buffer): string => {
  const path = join(temporaryDirectory(), "other.csv");
  writeFileSync(path, text);
  return path;
};

const withPeople = (of: Readonly<Record<string, string>>, id = ledger): string =>
  written(
    peopleAsCsv({
      ledger: id,
      from: "2026-01-01T00:00:00.000Z",
      until: "2027-01-01T00:00:00.000Z",
      people: Object.entries(of).map(([reference, name]) => ({ reference, name })),
    }),
  );

const references = (page: Page): Promise<string[]> =>
  page
    .locator("[data-person]")
    .evaluateAll((all) => [...new Set(all.map((each) => (each as HTMLElement).dataset["person"] ?? ""))]);

test("names are joined beside their references, found by the search, and removed again", async () => {
  const { page, complaints, close } = await open();
  const texts = () => page.locator("main").evaluate((main) => main.textContent);
  const before = await texts();
  expect(before).not.toContain("Renate Osterkamp");
  expect(await page.locator("#with-names").isVisible()).toBe(false);
  await load(page, people);
  expect(await said(page)).toMatch(/^(\d+) of \d+ people are named, on this screen alone\.$/);
  expect(await page.locator("main").textContent()).toMatch(/Renate Osterkamp \(person [0-9a-f]{4}-[0-9a-f]{4}\)/);
  expect(await page.locator("#with-names").isVisible()).toBe(true);
  // Of a person's own key the name stands for the whole key.
  const cards = page.locator("[data-card]:has(h3 [data-person])");
  const name = ((await cards.first().locator("h3 [data-person]").first().textContent()) ?? "").replace(/ \(.*/s, "");
  await page.locator("#search input").fill(name.toUpperCase());
  expect(await page.locator("[data-card]:visible").count()).toBeGreaterThan(0);
  await page.locator("#names button[name=remove]").click();
  expect(await page.locator("[data-card]:visible").count()).toBe(0);
  await page.locator("#search input").fill("");
  const line = ["The names are removed.", "People stand by reference here."];
  expect((await texts())?.replace(line[0] as string, "").replace(/\d+ of \d+ shown/, "")).toBe(
    before?.replace(/\d+ of \d+ shown/, ""),
  );
  expect(await page.locator("#with-names").isVisible()).toBe(false);
  expect(complaints).toEqual([]);
  await close();
});

test("nothing is kept: neither in the page when it is opened again, nor in any store of the browser", async () => {
  const { page, close } = await open();
  await load(page, people);
  const kept = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    (await indexedDB.databases()).length,
  ]);
  expect(kept).toEqual([0, 0, "", 0]);
  await page.reload();
  expect(await page.locator("main").textContent()).not.toContain("Renate Osterkamp");
  expect(await page.locator("#names input[type=file]").evaluate((input) => (input as HTMLInputElement).value)).toBe("");
  await close();
});

test("a report that names nobody by any file has whole references, so that short ones that collide stay apart", async () => {
  const { page, close } = await open();
  const [one] = (await references(page)).filter((each) => each.startsWith("person:"));
  const twin = `${String(one).slice(0, 15)}${"0".repeat(56)}`;
  await load(page, withPeople({ [twin]: "Somebody else" }));
  expect(await said(page)).toMatch(/^0 of \d+ people are named/);
  expect(await page.locator("main").textContent()).not.toContain("Somebody else");
  expect(await page.locator("#with-names").isVisible()).toBe(false);
  await close();
});

test("a name is text, whatever it holds", async () => {
  const { page, complaints, close } = await open();
  const all = await references(page);
  const names = ["<img src=x onerror=alert(1)>", '=cmd|"a", b', "'quoted'", "two\nlines", "&amp;"];
  await load(page, withPeople(Object.fromEntries(all.map((each, at) => [each, names[at % names.length] as string]))));
  expect(await page.locator("main img").count()).toBe(0);
  const shown = await page.locator("main").textContent();
  for (const name of names) expect(shown).toContain(`${name} (`);
  expect(complaints).toEqual([]);
  await close();
});

describe("says in one line why it loads nothing of", () => {
  test.each([
    ["another file", () => written("a,b\n1,2\n"), "is no file that tidemark names wrote"],
    ["an empty file", () => written(""), "is no file that tidemark names wrote"],
    ["a file that is no text", () => written(Buffer.from([0xff, 0xfe, 0x00])), "is no file that tidemark names wrote"],
    ["a file whose last cell is cut", () => written(`${readFileSync(people, "utf8")}person:1,"cut`), "is no file"],
    ["a file of another version", () => written("Tidemark people,2\nledger,x\n"), "is of another version"],
    ["a file of another ledger", () => withPeople({ a: "b" }, "0".repeat(64)), "names people of another ledger"],
  ])("%s, and keeps what was loaded", async (_, made, message) => {
    const { page, close } = await open();
    await load(page, people);
    await load(page, made());
    expect(await said(page)).toContain(message);
    expect(await said(page)).toContain("Nothing was loaded.");
    expect(await page.locator("main").textContent()).toContain("Renate Osterkamp");
    await close();
  });
});

test("10,000 people are named at once", async () => {
  const reference = (n: number): string => `person:${n.toString(16).padStart(64, "0")}`;
  const many = Array.from({ length: 10_000 }, (_, n) => reference(n));
  const rows = many.map((each) => `<p><span data-person="${each}">person 0000-0000</span></p>`).join("");
  const large = join(temporaryDirectory(), "large.html");
  writeFileSync(large, readFileSync(report, "utf8").replace("</main>", `<div>${rows}</div></main>`));
  const { page, close } = await open(large);
  const begin = performance.now();
  await load(page, withPeople(Object.fromEntries(many.map((each, n) => [each, `Person No. ${n}`]))));
  expect(performance.now() - begin).toBeLessThan(10_000);
  expect(await said(page)).toMatch(/^10000 of \d+ people are named/);
  expect(await page.locator("main").textContent()).toContain("Person No. 9999 (");
  await close();
});

test("on paper each page says that it has names", async () => {
  const { page, close } = await open(report, { print: true });
  const printed = async (): Promise<string[]> => {
    const pdf = join(temporaryDirectory(), "report.pdf");
    await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
    const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
    return text.split("\f").filter((each) => each.trim() !== "");
  };
  expect((await printed()).join("")).not.toMatch(/WITH NAMES|Load names|Remove names/);
  await load(page, people);
  const pages = await printed();
  for (const [at, each] of pages.entries()) {
    expect(each).toContain("WITH NAMES OF PEOPLE");
    expect(each).toContain(`${at + 1} / ${pages.length}`);
  }
  expect(pages.join("")).toContain("With names of people.");
  expect(pages.join("")).not.toMatch(/Load names|Remove names/);
  await close();
});

test("without script there is no button, and the page stands by reference", async () => {
  const { page, close } = await open(report, { script: false });
  expect(await page.locator("#names").isVisible()).toBe(false);
  expect(await page.locator("#with-names").isVisible()).toBe(false);
  await close();
});

const A4 = Math.round(((297 - 22) / 25.4) * 96);

describe.each<readonly [string, Viewing]>([
  ["wide", {}],
  ["narrow", { width: 390 }],
  ["in dark", { scheme: "dark" }],
  ["in forced colours", { forced: true }],
  ["on paper", { print: true, width: A4 }],
])("with names, %s", (_, viewing) => {
  test("nothing is cut or over another, and axe finds no violation", async () => {
    const { page, complaints, close } = await open(report, viewing);
    await load(page, people);
    expect(await misplaced(page)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
