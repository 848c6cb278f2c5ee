// Checks in a real browser, without a network, that reports can be read by everyone.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY_LOOKS } from "../../../audit/report/page/day-look.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { axeViolations, misplaced, openBrowser, view, type Viewing } from "../../support/report/browser.ts";

let browser: Browser | undefined;
let path: string;
/** The quarter of the example company, and the ledger of late corrections as it is and with an object that was changed. */
const pages = new Map<string, string>();

async function reportOf(root: string, name: string, period: string): Promise<string> {
  const file = join(temporaryDirectory(), `${name}.html`);
  const { stderr } = await runCommand(["report", "--ledger", root, "--period", period, "--out", file]);
  expect(stderr).toBe("");
  pages.set(name, file);
  return file;
}

beforeAll(async () => {
  const home = await lateCorrections();
  home.writeTrust();
  path = await reportOf(home.root, "late", "2026-09-01..2026-09-09");
  await reportOf(join(await quarterHome(), "ledger"), "quarter", "2026-Q3");
  const broken = home.copy();
  broken.writeTrust();
  const segments = readdirSync(broken.root, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".gz"),
  );
  const object = join(broken.root, segments.toSorted()[3] as string);
  writeFileSync(object, gzipSync(gunzipSync(readFileSync(object)), { level: 1 }));
  await reportOf(broken.root, "broken", "2026-09-01..2026-09-09");
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A4 across, less its margins, in pixels of CSS. */
const A4 = Math.round(((297 - 22) / 25.4) * 96);

const VIEWINGS: readonly (readonly [string, Viewing])[] = [
  ["in light", {}],
  ["in dark", { scheme: "dark" }],
  ["narrow", { width: 390 }],
  ["narrow in dark", { width: 390, scheme: "dark" }],
  ["in forced colours", { forced: true }],
  ["on paper", { print: true, width: A4 }],
  ["without script", { script: false }],
];

describe.each(
  VIEWINGS.flatMap(([how, viewing]) => ["quarter", "late", "broken"].map((name) => [name, how, viewing] as const)),
)("%s, %s", (name, _, viewing) => {
  test("nothing complains, and nothing is asked of a network", async () => {
    const viewed = await view(browser as Browser, pages.get(name) as string, viewing);
    expect(viewed.complaints).toEqual([]);
    await viewed.close();
  });

  test("no text is cut, beside the page, or over another", async () => {
    const { page, close } = await view(browser as Browser, pages.get(name) as string, { ...viewing, script: true });
    expect(await misplaced(page)).toEqual([]);
    await close();
  });

  test("axe finds no violation", async () => {
    const { page, close } = await view(browser as Browser, pages.get(name) as string, { ...viewing, script: true });
    expect(await axeViolations(page)).toEqual([]);
    await close();
  });
});

describe("the measuring finds", () => {
  const broken = async (change: (html: string) => string): Promise<string[]> => {
    const other = join(temporaryDirectory(), "broken.html");
    writeFileSync(other, change(readFileSync(path, "utf8")).replace(/<meta http-equiv[^>]*>/, ""));
    const { page, close } = await view(browser as Browser, other);
    const found = await misplaced(page);
    await close();
    return found;
  };

  test.each([
    ["a text that is cut", "h1 span{width:3em;height:1em;overflow:hidden}", "cut by"],
    ["a text beside the page", "h1{margin-left:95vw;white-space:nowrap}", "beside the page"],
    ["a text over another", ".lead{margin-top:-2em}", "over each other"],
  ])("%s", async (_, css, expected) => {
    expect((await broken((html) => html.replace("</style>", `${css}</style>`))).join("\n")).toContain(expected);
  });
});

test("keys move through the days, a line says each in words, and Enter opens the control", async () => {
  const { page, close } = await view(browser as Browser, path);
  const live = () => page.locator("#day").textContent();
  const ids = await page.locator("#map tbody th").allTextContents();
  await page.locator("#map tbody td").first().focus();
  expect(await live()).toMatch(/^C-3D · Tue 1 Sep 2026 · \w/);
  await page.keyboard.press("ArrowRight");
  expect(await live()).toMatch(/^C-3D · Wed 2 Sep 2026 · failing within the limit; possibly an exception, 5 failing/);
  await page.keyboard.press("ArrowDown");
  expect(await live()).toMatch(new RegExp(`^${ids[1]} · Wed 2 Sep 2026`));
  await page.keyboard.press("End");
  expect(await live()).toMatch(/Wed 9 Sep 2026/);
  await page.keyboard.press("Home");
  expect(await live()).toMatch(/Tue 1 Sep 2026/);
  // The grid is one stop of the Tab key.
  expect(await page.locator("#map td[tabindex='0']").count()).toBe(1);
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).hash).toBe(`#c-${ids[1]}`);
  await close();
});

test("the days of a control in words add up to its days, and say what the map shows", async () => {
  const { page, close } = await view(browser as Browser, path, { script: false });
  const counts = await page
    .locator(".runs")
    .evaluateAll((lists) =>
      lists.map((list) => [...list.children].reduce((sum, run) => sum + Number((run as HTMLElement).dataset["n"]), 0)),
    );
  expect(counts).toEqual([9, 9, 9]);
  await close();
});

test("failures are found by text and by status", async () => {
  const { page, close } = await view(browser as Browser, path);
  const shown = () => page.locator("[data-card]:visible").count();
  const all = await shown();
  await page.locator("#search input").fill("thrice");
  expect(await shown()).toBe(3);
  await page.locator("#search input").fill("");
  await page.locator("#search select").selectOption("possible exception");
  const possible = await page.locator('[data-status*="possible exception"]').count();
  expect([possible > 0, possible < all, await shown()]).toEqual([true, true, possible]);
  await page.locator("#search select").selectOption("");
  expect(await shown()).toBe(all);
  await close();
});

test("each status of a day is told apart in a grey picture by its sign alone", async () => {
  const { page, close } = await view(browser as Browser, path);
  const pictures = new Map<string, string>();
  for (const [status, { name, sign }] of Object.entries(DAY_LOOKS)) {
    // At one place and without its colours, so that nothing but the sign can differ.
    await page.evaluate(
      ([look, text]) => {
        const key = document.getElementById("shown") ?? document.body.appendChild(document.createElement("span"));
        Object.assign(key, { id: "shown", className: `key ${look}`, textContent: text });
        const plain = { position: "fixed", top: "0", left: "0", zIndex: "9", background: "#fff", color: "#000" };
        Object.assign(key.style, plain, { textShadow: "none", filter: "grayscale(1)" });
      },
      [name, sign] as const,
    );
    const shot = await page.screenshot({ clip: { x: 0, y: 0, width: 24, height: 24 } });
    const same = [...pictures].find(([, other]) => other === shot.toString("base64"))?.[0] ?? null;
    expect([status, same]).toEqual([status, null]);
    pictures.set(status, shot.toString("base64"));
  }
  expect(pictures.size).toBe(9);
  await close();
});

test("on paper it is a document: boxes on each page, whose it is, and no word for the screen", async () => {
  const { page, close } = await view(browser as Browser, path, { print: true });
  const pdf = join(temporaryDirectory(), "report.pdf");
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  await close();
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  const pages = text.split("\f").filter((each) => each.trim() !== "");
  expect(pages.length).toBeGreaterThan(3);
  for (const [at, each] of pages.entries()) {
    expect(each).toContain(`${at + 1} / ${pages.length}`);
    expect(each).toContain("Example · 1 September to 9 September 2026");
  }
  expect(text).not.toMatch(/Arrow keys|Point at a day|\bSearch \[|\d of \d+ shown/);
  expect(text).toContain("possible exception");
});
