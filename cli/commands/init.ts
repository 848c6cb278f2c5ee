// Runs `tidemark init`: finds what this identity can see of AWS, asks little, and writes the config.
import { randomUUID } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { EXIT, UsageError } from "../exit.ts";
import { answersOf } from "../init/answers.ts";
import { configText } from "../init/config-text.ts";
import type { Output } from "../output.ts";

export const summary =
  "init [--legal-entity NAME] [--system NAME] [--origin URL]  look at AWS and write a first config";

export const options = {
  "legal-entity": { type: "string" },
  system: { type: "string" },
  origin: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

const FILE = "tidemark.config.ts";

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const path = resolve(FILE);
  if (await exists(path))
    throw new UsageError(
      `${FILE} exists in this folder, and init never overwrites a config. Edit the file, or run init in another folder`,
    );
  const company = await answersOf(values);
  // Loaded where it is needed: the clouds' clients take a second.
  const { look } = await import("../init/look.ts");
  const seen = await look();
  const imported = relative(process.cwd(), join(import.meta.dirname, "..", "..", "config", "define-config.ts"));
  const text = configText(company, seen, imported.startsWith(".") ? imported : `./${imported}`, randomUUID());
  // Never over one that came meanwhile.
  await writeFile(path, text, { flag: "wx" });
  const { account, others, regions, lane, problems } = seen;
  out.line(`Wrote ${FILE}: ${others.length + 1} accounts, ${regions.length} regions, read by the ${lane} lane`);
  out.line(`Read as ${seen.principal}, of account ${account}`);
  out.section("Could not be read", problems);
  out.section("Next", [
    "tidemark doctor            what cannot be read yet, and which permission is missing",
    "tidemark doctor --policy   the policy of the role that reads",
    "tidemark start             a ledger, a first run, and its verification",
  ]);
  out.result({ file: FILE, account, others: [...others], regions: [...regions], lane, problems: [...problems] });
  return EXIT.done;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
