// Runs `tidemark report` on a ledger on disk, and holds its first page against a recount of the same window.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../ledger/run-command.ts";
import { temporaryDirectory } from "../../ledger/temporary-directory.ts";
import { windowAsked } from "./days.ts";
import { differences } from "./differences.ts";
import { firstPage } from "./first-page.ts";
import { recount, type Found } from "./recount.ts";

/** Days (`2026-09-01`, the last one included) or instants, and the time zone of the days. */
export type AskedWindow = { readonly from: string; readonly to: string; readonly zone: string };

/** One line for each number of the page that differs from the recount. `root`: the ledger's directory; beside it lies its trust file. */
export async function heldAgainst(
  root: string,
  asked: AskedWindow,
): Promise<{ readonly lines: readonly string[]; readonly found: Found }> {
  const out = join(temporaryDirectory(), "report.html");
  const { from, to, zone } = asked;
  const args = ["--ledger", root, "--from", from, "--to", to, "--time-zone", zone, "--out", out];
  const { stderr } = await runCommand(["report", ...args]);
  if (stderr !== "") throw new Error(`report ${args.join(" ")}: ${stderr}`);
  const found = await recount(root, { ...windowAsked(asked), zone });
  return { lines: differences(firstPage(readFileSync(out, "utf8")), found), found };
}
