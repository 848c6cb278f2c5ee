// Runs `npm run bench:check-me`: CHECK-ME in Chromium from disk, given a bundle of 66,000 files and 500 MB.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { checkMePage } from "../cli/bundle/check-me.ts";
import { checkOn } from "../test/support/handover/check-page.ts";
import { openBrowser, view } from "../test/support/report/browser.ts";
import { buildBundle, type Built } from "./check-me-bundle.ts";
import { inTemporary } from "./home.ts";
import { followBrowser } from "./browser-use.ts";
import { print, printHead } from "./table.ts";

const [MOST_SECONDS, MOST_MIB] = [60, 1024];

type Took = { readonly seconds: number; readonly cpuSeconds: number };

/**
 * The least work that any checker does, in one thread of the same page: it hashes the bytes of the file; and it gunzips some segments, hashes
 * their content and parses each line.
 */
type Floor = { readonly hashing: Took; readonly reading: Took };

await inTemporary(async (directory) => {
  const built = await buildBundle(join(directory, "bundle.zip"));
  const path = join(directory, "CHECK-ME.html");
  await writeFile(path, await checkMePage());
  const browser = await openBrowser();
  const { page } = await view(browser, path);
  await page.waitForSelector("body[data-ready]");
  printHead();
  const floor = await floorIn(page, built);
  const used = followBrowser();
  const shown = await checkOn(page, built.path, built.trust);
  const { all, page: one, cpuSeconds } = used.stop();
  const seconds = Number(await page.evaluate(() => document.body.dataset["ms"])) / 1000;
  await browser.close();
  if (!shown.verdict.startsWith("Everything checked passes"))
    throw new Error(
      `${shown.verdict} ${shown.line} ${shown.checks.map(({ found }) => found.slice(0, 3).join("; ")).join(" | ")}`,
    );
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  const what = `${built.files.toLocaleString("en")} files, ${megabytes(built.bytes)}, ${built.lines.toLocaleString("en")} lines of ${megabytes(built.inflated)} inflated`;
  const part = built.some.reduce((sum, [, length]) => sum + length, 0) / built.packed;
  const reading = floor.hashing.cpuSeconds + floor.reading.cpuSeconds / part;
  print({
    what: `CHECK-ME of ${what}`,
    figure: `${seconds.toFixed(1)} s`,
    floor: `${floor.hashing.seconds.toFixed(1)} s: crypto.subtle over the file's bytes, in the same page`,
    ratio: floor.hashing.seconds / seconds,
    target: `<= ${MOST_SECONDS} s`,
    isMet: seconds <= MOST_SECONDS,
  });
  print({
    what: "processor time of all processes of Chromium in it",
    figure: `${cpuSeconds.toFixed(1)} s`,
    floor: `${reading.toFixed(1)} s: that, and gunzip, crypto.subtle over the content and JSON.parse a line, by a part of the segments`,
    ratio: reading / cpuSeconds,
  });
  print({
    what: "memory of all processes of Chromium at one time",
    figure: `${all.toFixed(0)} MiB, of the largest ${one.toFixed(0)} MiB`,
    target: `<= ${MOST_MIB} MiB`,
    isMet: all <= MOST_MIB,
  });
});

async function floorIn(page: Page, { path, some }: Built): Promise<Floor> {
  await page.setInputFiles("#zip", path);
  return { hashing: await took(() => hashAll(page)), reading: await took(() => readSome(page, some)) };
}

async function took(work: () => Promise<void>): Promise<Took> {
  const used = followBrowser();
  const began = performance.now();
  await work();
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: used.stop().cpuSeconds };
}

function hashAll(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const file = document.querySelector<HTMLInputElement>("#zip")?.files?.[0] as File;
    const piece = 4 * 1024 * 1024;
    for (let at = 0; at < file.size; at += piece)
      await crypto.subtle.digest("SHA-256", await file.slice(at, at + piece).arrayBuffer());
  });
}

function readSome(page: Page, some: Built["some"]): Promise<void> {
  return page.evaluate(async (places) => {
    const file = document.querySelector<HTMLInputElement>("#zip")?.files?.[0] as File;
    const utf8 = new TextDecoder();
    for (const [offset, length] of places) {
      const packed = file.slice(offset, offset + length).stream();
      const content = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
      await crypto.subtle.digest("SHA-256", content);
      for (const line of utf8.decode(content).split("\n")) if (line !== "") JSON.parse(line);
    }
  }, some);
}
