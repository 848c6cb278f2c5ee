// Opens a report from disk in a real browser that has no network, and measures what a reader would see.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import axeCore from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Debian's Chromium; .ci/run installs it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error(`no Chromium in ${PLACES.join(", ")}. Install it: apt-get install chromium`);
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

export type Viewing = {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
  readonly forced?: boolean;
  readonly print?: boolean;
  readonly script?: boolean;
};

export type Viewed = {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
};

export async function view(browser: Browser, path: string, viewing: Viewing = {}): Promise<Viewed> {
  const { width = 1400, height = 1000, scheme = "light", forced = false, print = false, script = true } = viewing;
  const context = await browser.newContext({
    offline: true,
    viewport: { width, height },
    colorScheme: scheme,
    forcedColors: forced ? "active" : "none",
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) complaints.push(`request: ${request.url()}`);
  });
  await page.emulateMedia({ media: print ? "print" : "screen", colorScheme: scheme });
  await page.goto(pathToFileURL(path).href);
  return { page, complaints, close: () => context.close() };
}

/** Violations of axe, a line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  // The page's own policy lets no other script in: this one comes by the debugger.
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    type Found = {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    };
    const { axe } = globalThis as unknown as {
      readonly axe: { run: (of: Document) => Promise<{ readonly violations: readonly Found[] }> };
    };
    const { violations } = await axe.run(document);
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.length} times, first ${nodes[0]?.html.slice(0, 200)} (${nodes[0]?.failureSummary ?? ""})`,
    );
  });
}

/** Texts that are cut, lie beside the page, or lie over each other; a line each. */
export function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Clipped to nothing on purpose, for those who listen alone.
    const isForListening = (element: Element): boolean => {
      for (let around: Element | null = element; around !== null; around = around.parentElement)
        if (getComputedStyle(around).clipPath !== "none") return true;
      return false;
    };
    const isHidden = (element: Element): boolean => !element.checkVisibility() || isForListening(element);
    const scrolls = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element);
      return overflowX === "auto" || overflowX === "scroll";
    };
    type Text = { readonly text: string; readonly element: Element; readonly rect: DOMRect };
    const texts: Text[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node.textContent ?? "").trim();
      if (
        element === null ||
        text === "" ||
        ["SCRIPT", "STYLE", "OPTION"].includes(element.tagName) ||
        isHidden(element)
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects())
        if (rect.width > 0 && rect.height > 0) texts.push({ text: text.slice(0, 60), element, rect });
    }
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    for (const { text, element, rect } of texts) {
      let inside = false;
      for (
        let around: Element | null = element;
        around !== null && around !== document.body;
        around = around.parentElement
      ) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const box = around.getBoundingClientRect();
        if (scrolls(around)) {
          inside = true;
          break;
        }
        const isCut =
          (overflowX === "hidden" || overflowX === "clip") && (rect.right > box.right + 1 || rect.left < box.left - 1);
        const isShort =
          (overflowY === "hidden" || overflowY === "clip") && (rect.bottom > box.bottom + 1 || rect.top < box.top - 1);
        if (isCut || isShort) found.push(`cut by ${around.tagName}.${around.className}: ${text}`);
      }
      if (!inside && (rect.right > width + 1 || rect.left < -1)) found.push(`beside the page: ${text}`);
    }
    // In order of their tops each text meets only the few that begin before it ends.
    const sorted = texts.toSorted((a, b) => a.rect.top - b.rect.top);
    const LINE = 4;
    for (const [at, one] of sorted.entries()) {
      for (let next = at + 1; next < sorted.length; next += 1) {
        const other = sorted[next] as Text;
        if (other.rect.top >= one.rect.bottom - LINE) break;
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        const isSticky = [one, other].some(
          ({ element }) =>
            element.closest("nav, th[scope=row], .days thead td") !== null && element.closest(".map, nav") !== null,
        );
        if (across > 1 && down > LINE && !isSticky) found.push(`over each other: ${one.text} | ${other.text}`);
      }
    }
    return [...new Set(found)];
  });
}
