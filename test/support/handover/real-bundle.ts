// Makes the bundle of a real ledger beside its own report and tables, as the commands write them.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../ledger/run-command.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import { bundleOf, type Files, type LedgerObjects } from "./bundle-of.ts";

/** All files below a folder by their path in it. */
function filesBelow(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return new Map(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

/** `period`: as the commands take it. The whole ledger is in the bundle. */
export async function realBundle(root: string, trust: string, period: string): Promise<Files> {
  const folder = temporaryDirectory();
  const beside = new Map<string, Buffer>();
  mkdirSync(join(folder, "out"));
  for (const args of [
    ["report", "--out", join(folder, "out/report.html")],
    ["export", "--format", "csv", "--out", join(folder, "out/csv")],
  ]) {
    const { stderr } = await runCommand([...args, "--ledger", root, "--period", period]);
    if (stderr !== "") throw new Error(stderr);
  }
  for (const [path, bytes] of filesBelow(join(folder, "out"))) beside.set(path, bytes);
  const objects: LedgerObjects = filesBelow(root);
  return bundleOf({ objects, trust, beside });
}
