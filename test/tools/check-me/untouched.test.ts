// Opens CHECK-ME from disk with the bundles of real ledgers as they are, and looks at the page as its readers do.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkMePage } from "../../../cli/bundle/check-me.ts";
import { without } from "../../support/forge/edit.ts";
import { at } from "../../support/forge/small.ts";
import { bundleOf, sha256Of, zipOf } from "../../support/handover/bundle-of.ts";
import { checkOn, openPage, pageOnDisk, shownOn } from "../../support/handover/check-page.ts";
import { realBundle } from "../../support/handover/real-bundle.ts";
import { citing, NOW, SEALED, sealedBundle } from "../../support/handover/sealed-bundle.ts";
import { forge } from "../../support/forge/forge.ts";
import { flip, edit, given, withSums, type Given } from "../../support/handover/tamper.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { axeViolations, misplaced, openBrowser, type Viewing } from "../../support/report/browser.ts";

let browser: Browser;
let path: string;
beforeAll(async () => {
  [browser, path] = await Promise.all([openBrowser(), pageOnDisk()]);
});
afterAll(() => browser.close());

const marks = ({ checks }: Awaited<ReturnType<typeof checkOn>>): readonly string[] => checks.map(({ mark }) => mark);
const PASSES = Array<string>(7).fill("passes");

test("the bundle of a ledger in which one run was missed passes but for that run", async () => {
  const home = await lateCorrections();
  home.writeTrust();
  const trust = readFileSync(join(home.home, "trust.txt"), "utf8");
  const zip = await realBundle(home.root, "2026-09-01..2026-09-09");
  const { page, close } = await openPage(browser, path, Date.parse("2026-09-10T00:00:00.000Z"));
  const shown = await checkOn(page, zip, trust);
  expect(shown.verdict).toBe("Everything checked passes. Incomplete: something that was due is not there");
  expect(marks(shown)).toEqual([...PASSES.slice(0, 5), "incomplete", "passes"]);
  expect(shown.checks[5]?.found).toEqual([
    "Missing: evidence/log: no run was made in time for 2026-09-08T06:00:00.000Z",
  ]);
  expect(await page.locator("[data-check='7'] p").textContent()).toMatch(
    /^Looked at: 0 citations on the first page of report\.html, [1-9]\d* in the failures that it counts, and those of [1-9]\d* rows in 2 tables/,
  );
  await close();
});

test("the bundle of the example company's quarter: nothing fails, and all citations are found", async () => {
  const home = await quarterHome();
  const trust = readFileSync(join(home, "trust.txt"), "utf8");
  const zip = await realBundle(join(home, "ledger"), "2026-Q3");
  const { page, close } = await openPage(browser, path, Date.parse("2026-10-08T00:00:00.000Z"));
  const shown = await checkOn(page, zip, trust);
  expect(marks(shown).filter((mark) => mark === "fails" || mark === "not checked")).toEqual([]);
  expect(shown.line).toContain("example data");
  expect(shown.checks[6]?.mark).toBe("passes");
  await close();
});

test("a window passes, and what came before it may be absent", async () => {
  const { objects, trust } = forge(SEALED);
  const first = [...objects.keys()].find((key) => key.endsWith("gen=0/000000000000.ndjson.gz")) as string;
  objects.delete(first);
  const middle = first.replace("000000000000", "000000000005");
  const beside = citing(sha256Of(objects.get("genesis.json") as Buffer), [`${middle}:2`], [`${middle}:3`]);
  const files = bundleOf({ objects, trust, beside, from: at("10:00"), to: at("12:05") });
  const { page, close } = await openPage(browser, path, NOW);
  const shown = await checkOn(page, zipOf(files), trust);
  expect([shown.verdict, ...marks(shown)]).toEqual(["Everything checked passes", ...PASSES]);
  expect(shown.line).toContain("evidence from 2026-03-01T10:05:00.000Z to 2026-03-01T12:05:00.000Z");
  await close();
});

test("the page's bytes follow from its sources alone, and name no folder", async () => {
  const page = await checkMePage();
  // In another folder, zone and locale.
  const module = pathToFileURL(join(import.meta.dirname, "../../../cli/bundle/check-me.ts")).href;
  const other = execFileSync(
    process.execPath,
    ["-e", `import(${JSON.stringify(module)}).then(async (made) => process.stdout.write(await made.checkMePage()))`],
    { cwd: temporaryDirectory(), encoding: "utf8", env: { TZ: "Asia/Kolkata", LC_ALL: "tr_TR.UTF-8" } },
  );
  expect(sha256Of(Buffer.from(other))).toBe(sha256Of(Buffer.from(page)));
  expect(page.match(/file:\/\/|https?:[^\s"'`]*|node_modules|\/(?:work|home|tmp|root)\//g) ?? []).toEqual([]);
  expect(page.includes("default-src 'none'")).toBe(true);
});

test("its policy lets nothing out, and no other script in", async () => {
  const { page, complaints, close } = await openPage(browser, path);
  const out = await page.evaluate(async () => {
    const asked = await fetch("https://example.test/").then(
      () => "sent",
      () => "refused",
    );
    const script = document.createElement("script");
    script.textContent = "document.title = 'other'";
    document.body.append(script);
    return [asked, document.title];
  });
  expect(out).toEqual(["refused", "Check a bundle of Tidemark"]);
  expect(complaints.join("\n")).toMatch(/Content Security Policy/);
  await close();
});

const { zip, trust } = given(sealedBundle());
/** A page with a result: one where all passes, and one where much fails. */
const RESULTS: readonly (readonly [string, () => Given])[] = [
  ["passes", () => ({ zip, trust })],
  [
    "fails",
    () =>
      withSums(
        (files) => [...files.keys()].forEach((each) => edit(files, each, flip)),
        sealedBundle(without(SEALED, "a2")),
      ),
  ],
  ["no verdict", () => ({ zip: Buffer.from("hello"), trust })],
];
const VIEWINGS: readonly (readonly [string, Viewing])[] = [
  ["in light", {}],
  ["in dark", { scheme: "dark" }],
  ["narrow", { width: 390 }],
  ["in forced colours", { forced: true }],
  ["on paper", { print: true }],
];
describe.each(VIEWINGS)("%s", (_, viewing) => {
  test.each(RESULTS)("%s: no text is misplaced, and axe finds no violation", async (_name, make) => {
    const { page, close } = await openPage(browser, path, NOW, viewing);
    expect(await misplaced(page)).toEqual([]);
    const it = make();
    // On paper the fields are not shown.
    await page.emulateMedia({ media: "screen" });
    await checkOn(page, it.zip, it.trust);
    await page.emulateMedia({ media: viewing.print === true ? "print" : "screen" });
    expect(await misplaced(page)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.locator("#unchecked li").count()).toBeGreaterThan(5);
    await close();
  });
});

test("keys alone are enough, and the verdict is where the reader is led", async () => {
  const { page, close } = await openPage(browser, path, NOW);
  await page.setInputFiles("#zip", { name: "bundle.zip", mimeType: "application/zip", buffer: zip });
  await page.focus("#zip");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(trust);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect((await shownOn(page)).verdict).toBe("Everything checked passes");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("verdict");
  await close();
});

/** Drops files of these names on the page. */
const drop = (page: Page, names: readonly string[]): Promise<void> =>
  page.evaluate(
    ([bytes, all]) => {
      const data = new DataTransfer();
      for (const name of all) data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [zip.toString("base64"), names] as const,
  );

test("the file may be dropped on the page; two files, or none, give one line", async () => {
  const { page, close } = await openPage(browser, path, NOW);
  await page.click("#check");
  expect((await shownOn(page)).line).toBe("Choose the ZIP file first.");
  await drop(page, ["one.zip", "two.zip"]);
  expect((await shownOn(page)).line).toBe("Drop one file: the ZIP file as it was handed over.");
  await drop(page, ["one.zip"]);
  expect(await page.textContent("#chosen")).toBe(`Chosen: one.zip, ${zip.length} bytes.`);
  await page.fill("#trust", trust);
  await page.click("#check");
  await page.waitForFunction(() => document.querySelectorAll("[data-check]").length === 7);
  expect((await shownOn(page)).verdict).toBe("Everything checked passes");
  await close();
});

test("the result can be saved as a text that says all of it", async () => {
  const { page, close } = await openPage(browser, path, NOW);
  await checkOn(page, withSums((files) => edit(files, "report.html", flip)).zip, trust);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Save the result")]);
  const saved = readFileSync(await download.path(), "utf8");
  expect(saved).toContain("Verdict: ");
  expect(saved).toContain("Not checked:\n- ");
  expect(saved).toContain(trust.trim());
  expect(saved.match(/^\d\. /gm)).toHaveLength(7);
  await close();
});

const MISSING: readonly (readonly [string, string, RegExp])[] = [
  [
    "no Ed25519",
    `const old = SubtleCrypto.prototype.importKey; SubtleCrypto.prototype.importKey = function (f, k, a, ...r) { if (a === "Ed25519") return Promise.reject(new DOMException("no", "NotSupportedError")); return old.call(this, f, k, a, ...r); };`,
    /signatures by Ed25519\. Use Chrome/,
  ],
  [
    "Ed25519 that takes any signature",
    `SubtleCrypto.prototype.verify = async () => true;`,
    /signatures by Ed25519, signatures by ECDSA P-256\. Use/,
  ],
  [
    "no DecompressionStream",
    `delete globalThis.DecompressionStream;`,
    /unpacking of gzip that refuses what is damaged, unpacking of deflate\. Use/,
  ],
  [
    "no WebCrypto",
    `Object.defineProperty(globalThis.crypto, "subtle", { value: undefined });`,
    /checks need: SHA-256, signatures by Ed25519/,
  ],
];
test.each(MISSING)("a browser with %s gives no verdict and says why", async (_, script, says) => {
  const context = await browser.newContext({ offline: true });
  await context.addInitScript(script);
  const page = await context.newPage();
  await page.goto(`file://${path}`);
  const shown = await shownOn(page);
  expect([shown.verdict, shown.line]).toEqual(["No verdict", expect.stringMatching(says)]);
  expect(await page.isDisabled("#check")).toBe(true);
  await context.close();
});

test("a browser that lets no worker begin checks all the same", async () => {
  const context = await browser.newContext({ offline: true });
  await context.addInitScript(`globalThis.Worker = class { constructor() { throw new Error("none"); } };`);
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(`file://${path}`);
  await page.waitForSelector("body[data-ready]");
  expect((await checkOn(page, zip, trust)).verdict).toBe("Everything checked passes");
  await context.close();
});
