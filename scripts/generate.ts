// Writes the generated files, or with --check names those that are stale and exits 1.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";
import { actionList, permissionsPage } from "./aws-actions.ts";
import { azureActionList, azurePermissionsPage, entraActionList } from "./azure-actions.ts";
import { awsRegions } from "./aws-regions.ts";
import { gcpActionList, gcpPermissionsPage, workspaceActionList } from "./google-actions.ts";
import { checkPages, strayPages } from "./check-pages.ts";
import { coveragePage } from "./coverage/page.ts";
import { jsonSchemas } from "./json-schema.ts";
import { codeDocument } from "./code-document.ts";
import { messagesPage } from "./messages-page.ts";
import { requestListPage } from "./request-list.ts";
import { ledgerVectorFiles } from "./make-ledger-vectors.ts";

interface Generator {
  /** From the root of the repository. */
  readonly path: string;
  /** The whole file. The same sources give the same bytes: no clock, no randomness. */
  make(): Promise<string> | string;
  /** Formats what `make` returned as `prettier --write` would. */
  readonly prettier?: true;
}

const generators: readonly Generator[] = [
  ...jsonSchemas,
  ...ledgerVectorFiles,
  ...checkPages,
  { path: "collectors/aws/action-list.json", make: actionList, prettier: true },
  { path: "collectors/azure/action-list.json", make: azureActionList, prettier: true },
  { path: "collectors/entra/action-list.json", make: entraActionList, prettier: true },
  { path: "collectors/gcp/action-list.json", make: gcpActionList, prettier: true },
  { path: "collectors/workspace/action-list.json", make: workspaceActionList, prettier: true },
  { path: "config/mistakes/aws-regions.json", make: awsRegions, prettier: true },
  { path: "docs/coverage.md", make: coveragePage, prettier: true },
  { path: "docs/messages.md", make: messagesPage, prettier: true },
  { path: "docs/request-list.md", make: requestListPage, prettier: true },
  { path: "docs/aws-permissions.md", make: permissionsPage, prettier: true },
  { path: "docs/azure-permissions.md", make: azurePermissionsPage, prettier: true },
  { path: "docs/gcp-permissions.md", make: gcpPermissionsPage, prettier: true },
  { path: "observation/code.json", make: codeDocument },
];

const root = join(import.meta.dirname, "..");
const check = process.argv.includes("--check");

for (const generator of generators) {
  const file = join(root, generator.path);
  const wanted = await render(generator, file);
  if (wanted === (await existing(file))) continue;
  if (check) {
    console.log(`${generator.path} is stale: run npm run generate`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, wanted);
    console.log(`${generator.path} written`);
  }
}

for (const path of strayPages()) {
  console.log(`${path} belongs to no check: remove it`);
  process.exitCode = 1;
}

async function render(generator: Generator, file: string): Promise<string> {
  const text = await generator.make();
  if (generator.prettier === undefined) return text;
  return format(text, { ...(await resolveConfig(file, { editorconfig: true })), filepath: file });
}

async function existing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
