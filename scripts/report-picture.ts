// Makes the pictures of the report that README shows, from the quarter of the example company, in Debian's Chromium.
import { mkdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportPage } from "../audit/report/page/document.ts";
import { homeOf } from "../cli/places/home.ts";
import { makeReport } from "../cli/report/make-report.ts";
import { windowOf } from "../cli/times/window.ts";
import { makeQuarter, QUARTER } from "../examples/quarter/make-quarter.ts";
import { openBrowser, view } from "../test/support/report/browser.ts";

const PICTURES = join(import.meta.dirname, "../docs/pictures");
/** The first page as a screen shows it, in pixels. */
const [WIDTH, HEIGHT] = [1200, 1120];

const folder = await mkdtemp(join(tmpdir(), "tidemark-picture-"));
try {
  const home = homeOf(join(folder, "ledger"));
  await makeQuarter({ home });
  const made = await makeReport({
    home,
    window: (sealed) => ({ ...windowOf({ period: QUARTER }, sealed), isInstant: false }),
  });
  const path = join(folder, "report.html");
  await writeFile(path, await reportPage(made));
  mkdirSync(PICTURES, { recursive: true });
  const browser = await openBrowser();
  for (const scheme of ["light", "dark"] as const) {
    const { page, close } = await view(browser, path, { width: WIDTH, height: HEIGHT, scheme });
    await page.screenshot({ path: join(PICTURES, `report-${scheme}.png`) });
    await close();
  }
  await browser.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
