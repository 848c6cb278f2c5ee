// `tidemark restart-scope`: opens a new gen after an object that is no valid continuation, with a full run.
import { parseArgs } from "node:util";
import { userInfo } from "node:os";
import { EXAMPLE_NOTICE, isExample } from "../audit/example-data.ts";
import { EXIT, UsageError } from "./exit.ts";
import { collectFrom, collectLive } from "./collect.ts";
import { DEFAULT_LEDGER, homeOf, openHome } from "./home.ts";
import { loadConfig } from "./load-config.ts";
import type { Output } from "./output.ts";
import { printRun, runAsJson, runLine } from "./print-run.ts";

export const summary =
  "restart-scope SCOPE [--from DIR] --reason TEXT             carry on after a broken object, naming it";

export const options = {
  from: { type: "string" },
  reason: { type: "string" },
  ledger: { type: "string", default: DEFAULT_LEDGER },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [scope, ...more] = positionals;
  if (scope === undefined || more.length > 0)
    throw new UsageError("restart-scope: expected one scope, such as aws/123456789012");
  const { from, reason } = values;
  if (reason === undefined) throw new UsageError("restart-scope: expected --reason TEXT");
  if (from === undefined && !scope.startsWith("aws/"))
    throw new UsageError(`restart-scope: found ${scope}, which is read from exports alone, expected --from DIR`);
  const { config, notice } = await loadConfig(values.config);
  if (notice !== null) out.line(notice);
  if (!config.scopes.some((each) => each.scope === scope))
    throw new UsageError(
      `restart-scope: found ${scope}, expected an enrolled scope: ${config.scopes.map((each) => each.scope).join(", ")}`,
    );
  const home = await openHome(homeOf(values.ledger), config);
  if (isExample(home.ledger.genesis)) out.line(EXAMPLE_NOTICE);
  // Whoever is logged in here is a person: a reference in the evidence, a name outside it.
  const principal = home.names.person("local", userInfo().username);
  const collecting = {
    home,
    config,
    slot: null,
    only: new Set([scope]),
    restarts: new Map([[scope, { reason, principal }]]),
  };
  const result =
    from === undefined ? (await collectLive(collecting)).result : await collectFrom({ ...collecting, directory: from });
  out.line(runLine(result, from ?? "AWS"));
  out.line();
  await printRun(out, home, result);
  out.result(await runAsJson(home, result));
  return EXIT.done;
}
