// Runs `tidemark setup azure` and `tidemark setup gcp`: prints what a platform engineer runs once in that cloud, or writes it into a
// folder with its undo.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { EXIT, UsageError } from "../exit.ts";
import type { Output } from "../output.ts";
import { loadConfig } from "../places/load-config.ts";
import * as azure from "../setup/azure/script.ts";
import { bicepTemplate } from "../setup/azure/bicep.ts";
import { wantedOf as wantedOfAzure } from "../setup/azure/wanted.ts";
import type { SetUpFiles } from "../setup/files.ts";
import * as gcp from "../setup/gcp/script.ts";
import { terraformOf } from "../setup/gcp/terraform.ts";
import { wantedOf as wantedOfGcp } from "../setup/gcp/wanted.ts";
import type { Config } from "../../config/schema.ts";

export const summary =
  "setup azure|gcp [--undo | --out DIR]                       print the script that lets a deployment read Azure or Google Cloud";

export const options = {
  config: { type: "string" },
  "management-group": { type: "string" },
  "custom-role": { type: "boolean", default: false },
  undo: { type: "boolean", default: false },
  out: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

type Values = { readonly "management-group"?: string | undefined; readonly "custom-role": boolean };

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [cloud, ...others] = positionals;
  if ((cloud !== "azure" && cloud !== "gcp") || others.length > 0)
    throw new UsageError(
      `found ${["setup", ...positionals].join(" ")}, expected setup azure or setup gcp. Run: tidemark setup azure, or tidemark setup gcp`,
    );
  const { config, notice } = await loadConfig(values.config);
  const { script, undo, texts } = cloud === "azure" ? filesOfAzure(config, values) : filesOfGcp(config, values);
  const { out: folder } = values;
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    if (notice !== null) out.line(notice);
    const files = Object.keys(texts).map((name) => join(folder, name));
    out.section("Wrote", files);
    out.line(`Next: bash ${join(folder, script)}, or deploy the template instead (its first lines say how)`);
    out.result({ files });
    return EXIT.done;
  }
  const printed = texts[values.undo ? undo : script] as string;
  out.line(notice === null ? printed : printed.replace("\n", `\n# ${notice}\n`));
  out.result({ script: printed });
  return EXIT.done;
}

function filesOfAzure(config: Config, values: Values): SetUpFiles {
  const wanted = wantedOfAzure(config, {
    managementGroup: values["management-group"],
    isCustomRole: values["custom-role"],
  });
  return {
    script: "tidemark-azure.sh",
    undo: "tidemark-azure-undo.sh",
    texts: {
      "tidemark-azure.sh": azure.setUpScript(wanted),
      "tidemark-azure-undo.sh": azure.undoScript(wanted),
      "tidemark-azure.bicep": bicepTemplate(wanted),
    },
  };
}

function filesOfGcp(config: Config, values: Values): SetUpFiles {
  const ofAzure = values["management-group"] === undefined ? "custom-role" : "management-group";
  if (values["management-group"] !== undefined || values["custom-role"])
    throw new UsageError(
      `found --${ofAzure}, which is of setup azure. Remove it: gcp.parent in the config says where the role of Google Cloud is bound`,
    );
  const wanted = wantedOfGcp(config);
  return {
    script: "tidemark-gcp.sh",
    undo: "tidemark-gcp-undo.sh",
    texts: {
      "tidemark-gcp.sh": gcp.setUpScript(wanted),
      "tidemark-gcp-undo.sh": gcp.undoScript(wanted),
      "tidemark-gcp.tf": terraformOf(wanted),
    },
  };
}
