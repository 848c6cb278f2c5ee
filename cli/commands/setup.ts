// Runs `tidemark setup azure`: prints what a platform engineer runs once in Azure, or writes it into a folder with its undo.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { EXIT, UsageError } from "../exit.ts";
import type { Output } from "../output.ts";
import { loadConfig } from "../places/load-config.ts";
import { bicepTemplate } from "../setup/azure/bicep.ts";
import { setUpScript, undoScript } from "../setup/azure/script.ts";
import { wantedOf } from "../setup/azure/wanted.ts";

export const summary =
  "setup azure [--management-group ID] [--undo]               print the script that lets a deployment read Azure";

export const options = {
  config: { type: "string" },
  "management-group": { type: "string" },
  "custom-role": { type: "boolean", default: false },
  undo: { type: "boolean", default: false },
  out: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [cloud, ...others] = positionals;
  if (cloud !== "azure" || others.length > 0)
    throw new UsageError(
      `found ${["setup", ...positionals].join(" ")}, expected setup azure. Run: tidemark setup azure`,
    );
  const { config, notice } = await loadConfig(values.config);
  const wanted = wantedOf(config, {
    managementGroup: values["management-group"],
    isCustomRole: values["custom-role"],
  });
  const files = {
    "tidemark-azure.sh": setUpScript(wanted),
    "tidemark-azure-undo.sh": undoScript(wanted),
    "tidemark-azure.bicep": bicepTemplate(wanted),
  };
  const { out: folder } = values;
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    if (notice !== null) out.line(notice);
    out.section(
      "Wrote",
      Object.keys(files).map((name) => join(folder, name)),
    );
    out.line(
      `Next: bash ${join(folder, "tidemark-azure.sh")}, or deploy the template instead (its first lines say how)`,
    );
    out.result({ files: Object.keys(files).map((name) => join(folder, name)) });
    return EXIT.done;
  }
  const script = values.undo ? files["tidemark-azure-undo.sh"] : files["tidemark-azure.sh"];
  out.line(notice === null ? script : script.replace("\n", `\n# ${notice}\n`));
  out.result({ script });
  return EXIT.done;
}
