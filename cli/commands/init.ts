// Runs `tidemark init`: finds what the logins at hand can see of AWS, Azure and Google Cloud, asks little, and writes the config.
import { randomUUID } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { EXIT, UsageError } from "../exit.ts";
import { answersOf } from "../init/answers.ts";
import { configText } from "../init/config-text.ts";
import type { Output } from "../output.ts";

export const summary =
  "init [--legal-entity NAME] [--system NAME] [--origin URL]  look at AWS, Azure and Google Cloud, and write a config";

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
  const { aws, azure, google, problems } = seen;
  if (aws !== null) {
    const { account, others, regions, lane, principal } = aws;
    out.line(`Wrote ${FILE}: ${others.length + 1} accounts, ${regions.length} regions, read by the ${lane} lane`);
    out.line(`Read as ${principal}, of account ${account}`);
  } else
    out.line(
      `Wrote ${FILE}. AWS is not in it. To add it, sign in to AWS, run init in an empty folder, and copy aws and scopes from there`,
    );
  if (azure !== null) out.line(`Azure: ${azure.subscriptions.length} subscriptions of tenant ${azure.tenant}`);
  else
    out.line(
      "Azure is not in it. To add it, sign in with az login, run init in an empty folder, and copy azure and scopes from there",
    );
  if (google !== null)
    out.line(
      `Google Cloud: ${google.projects.length} projects that the login sees, ${google.parent === null ? "each asked by itself" : `asked at ${google.parent}`}`,
    );
  else
    out.line(
      "Google Cloud is not in it. To add it, sign in with gcloud auth application-default login, run init in an empty folder, and copy gcp and scopes from there",
    );
  out.section("Could not be read", problems);
  out.section("Next", [
    "tidemark doctor            what cannot be read yet, and which permission is missing",
    ...(aws === null ? [] : ["tidemark doctor --policy   the policy of the role that reads"]),
    "tidemark start             a ledger, a first run, and its verification",
  ]);
  out.result({
    file: FILE,
    account: aws?.account ?? null,
    others: [...(aws?.others ?? [])],
    regions: [...(aws?.regions ?? [])],
    lane: aws?.lane ?? null,
    azure: azure === null ? null : { ...azure, subscriptions: [...azure.subscriptions] },
    gcp: google === null ? null : { ...google, projects: [...google.projects] },
    problems: [...problems],
  });
  return EXIT.done;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
