// Runs `tidemark export-commands`: prints the clouds' own commands that make the files and the manifest for collect.
import { parseArgs } from "node:util";
import { exportCommands } from "../../collectors/exports/commands.ts";
import { configuredChecks } from "../../config/configured-checks.ts";
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
  const types = [
    ...new Set(config.scopes.flatMap((scope) => plannedUnits(checks, scope).map(({ type }) => type))),
  ].sort();
  const script = exportCommands(config.scopes, types);
  // A comment, so that what is printed can be piped into a shell.
  if (notice !== null) out.line(`# ${notice}`);
  out.line(script);
  out.result({ script });
  return EXIT.done;
}
