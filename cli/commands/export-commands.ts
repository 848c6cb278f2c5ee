// Runs `tidemark export-commands`: prints the clouds' own commands that make the files and the manifest for collect.
import { parseArgs } from "node:util";
import { exportCommands } from "../../collectors/exports/commands.ts";
import { configuredChecks } from "../../config/configured-checks.ts";
import { kindOf, LEAF } from "../../evidence-schema/keys/scope-kind.ts";
import { plannedUnits } from "../../observation/plan/plan.ts";
import { EXIT } from "../exit.ts";
import { loadConfig } from "../places/load-config.ts";
import type { Output } from "../output.ts";

export const summary =
  "export-commands                                            print the commands that make exports";

export const options = { config: { type: "string" }, json: { type: "boolean", default: false } } as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { config, notice } = await loadConfig(values.config);
  const checks = configuredChecks(config);
  const scopes = config.scopes.filter(({ scope }) => kindOf(scope) === LEAF);
  const types = [...new Set(scopes.flatMap((scope) => plannedUnits(checks, scope).map(({ type }) => type)))].sort();
  const script = exportCommands(scopes, types);
  // A comment, so that what is printed can be piped into a shell.
  if (notice !== null) out.line(`# ${notice}`);
  for (const { scope } of config.scopes)
    if (kindOf(scope) !== LEAF)
      out.line(`# ${scope} is not exported: Tidemark reads management groups, folders and organizations live only.`);
  out.line(script);
  out.result({ script });
  return EXIT.done;
}
