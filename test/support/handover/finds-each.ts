// Declares a test for each tampering: the page is given it in a browser, and has to find it where the table says.
import type { Browser } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { openBrowser, type Viewed } from "../report/browser.ts";
import { checkOn, openPage, pageOnDisk, type Shown } from "./check-page.ts";
import { NOW } from "./sealed-bundle.ts";
import type { Given, Tamper } from "./tamper.ts";

let opened: Promise<{ readonly browser: Browser; readonly viewed: Viewed }> | null = null;

async function open(): Promise<{ readonly browser: Browser; readonly viewed: Viewed }> {
  const browser = await openBrowser();
  return { browser, viewed: await openPage(browser, await pageOnDisk(), NOW) };
}

/** Gives a bundle to the page that all tests of a file share, and reads what it shows. */
export async function shownOf({ zip, trust }: Given): Promise<Shown> {
  opened ??= open();
  const { viewed } = await opened;
  const shown = await checkOn(viewed.page, zip, trust);
  // A worker is a part of the page.
  expect(viewed.complaints.filter((each) => !each.startsWith("request: blob:"))).toEqual([]);
  return shown;
}

const close = async (): Promise<void> => {
  const held = opened;
  opened = null;
  await (await held)?.browser.close();
};

afterAll(close);

/** `check` 0: the page passes it, and says among what it does not check why. */
export function findsEach(tampers: readonly Tamper[]): void {
  test.each(tampers)("$name", async (tamper) => {
    const shown = await shownOf(tamper.given());
    if (tamper.check === 0) {
      expect([shown.verdict, shown.notChecked]).toEqual([
        "Everything checked passes",
        expect.stringMatching(tamper.says),
      ]);
      return;
    }
    expect(shown.verdict).not.toBe("Everything checked passes");
    const check = shown.checks[tamper.check - 1];
    expect(check?.mark).not.toBe("passes");
    expect(check?.found.join("\n")).toMatch(tamper.says);
  });
}
