// Asks for a report of a ledger on disk, and reads its page as a person would: as text, without what is drawn.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "../ledger/run-command.ts";
import type { Ran } from "../run-cli.ts";

export type Reported = Ran & { readonly path: string; readonly html: string; readonly text: string };

/** `root`: the ledger's directory. The page is empty where none was written. */
export async function reported(root: string, ...args: readonly string[]): Promise<Reported> {
  const path = join(dirname(root), "report.html");
  const ran = await runCommand(["report", "--ledger", root, "--out", path, ...args]);
  const html = ran.status === 3 ? "" : readFileSync(path, "utf8");
  return { ...ran, path, html, text: textOf(html) };
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The texts of a page with single spaces. */
const textOf = (html: string): string =>
  html
    .replace(/<(script|style)[^>]*>[^]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&([a-z]+|#39);/g, (whole, name: string) => NAMED[name] ?? whole)
    .replace(/\s+/g, " ");
