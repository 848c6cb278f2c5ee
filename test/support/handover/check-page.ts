// Opens CHECK-ME from disk in a real browser, gives it a ZIP file and a text, and reads what it shows.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { checkMePage } from "../../../cli/bundle/check-me.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import { view, type Viewed, type Viewing } from "../report/browser.ts";

/** The page after a check: its verdict, and for each check its mark and a line for each finding. */
export type Shown = {
  readonly verdict: string;
  /** The sentence in the place of a verdict. */
  readonly line: string;
  readonly notChecked: string;
  readonly checks: readonly { readonly title: string; readonly mark: string; readonly found: readonly string[] }[];
};

/** Writes the page into a folder of its own. */
export async function pageOnDisk(): Promise<string> {
  const path = join(temporaryDirectory(), "CHECK-ME.html");
  writeFileSync(path, await checkMePage());
  return path;
}

/** The page, once it can be used. `now`: what its clock says, in ms. */
export async function openPage(
  browser: Browser,
  path: string,
  now: number | null = null,
  viewing: Viewing = {},
): Promise<Viewed> {
  const viewed = await view(browser, path, viewing);
  if (now !== null) await viewed.page.clock.setFixedTime(now);
  await viewed.page.waitForSelector("body[data-ready]");
  return viewed;
}

/** Gives the page this file (its bytes or its path) and this text, presses Check, and waits for what it says. */
export async function checkOn(page: Page, zip: Buffer | string, trust: string): Promise<Shown> {
  const file = typeof zip === "string" ? zip : { name: "bundle.zip", mimeType: "application/zip", buffer: zip };
  await page.setInputFiles("#zip", file);
  await page.fill("#trust", trust);
  await page.click("#check");
  return shownOn(page);
}

/** Waits until the page has decided, and reads it. */
export async function shownOn(page: Page): Promise<Shown> {
  await page.waitForSelector("#result:not([hidden])", { timeout: 0 });
  return page.evaluate(() => {
    const textOf = (element: Element | null): string => (element?.textContent ?? "").trim();
    return {
      verdict: textOf(document.querySelector("#verdict")),
      line: textOf(document.querySelector("#verdict + p")),
      notChecked: textOf(document.querySelector("#unchecked")),
      checks: [...document.querySelectorAll("[data-check]")].map((card) => ({
        title: textOf(card.querySelector("h3")),
        mark: textOf(card.querySelector(".mark")),
        found: [...card.querySelectorAll("li")].map(textOf),
      })),
    };
  });
}
