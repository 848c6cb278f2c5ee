// Runs `tidemark restart-scope`: opens a new gen after an object that is no valid continuation, with a full run.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import { restartActs } from "../../ledger/operator/restart-acts.ts";
import { latestTimeOf } from "../../ledger/write/append.ts";
import { hasUnsealed } from "../../ledger/seal/sealed-scopes.ts";
import { realClock } from "../clock.ts";
import { askForRestart } from "../deployed/ask-restart.ts";
import { openAnyHome, principalIn, type HomeValues } from "../deployed/home.ts";
import { isReadLive } from "../../config/live-clouds.ts";
import { isIncomplete } from "../collecting/unread-parts.ts";
import { EXIT, UsageError } from "../exit.ts";
import { collectFrom, collectLive } from "../collecting/collect.ts";
import { livePlace } from "../collecting/live-place.ts";
import { DEFAULT_LEDGER } from "../places/home.ts";
import type { Output } from "../output.ts";
import { runByHand } from "../places/own-by.ts";
import { overviewAfter, printRun, runAsJson, runLine } from "../pages/print-run.ts";
import { configFor, givenReason } from "../reason.ts";
import { sealActs } from "../operator/seal-acts.ts";

export const summary =
  "restart-scope SCOPE [--from DIR] --reason TEXT             continue a scope after a broken object";

export const options = {
  from: { type: "string" },
  reason: { type: "string" },
  ledger: { type: "string", default: DEFAULT_LEDGER },
  trust: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [scope, ...more] = positionals;
  if (scope === undefined || more.length > 0)
    throw new UsageError("restart-scope: expected exactly one scope, such as aws/123456789012");
  const { from } = values;
  const reason = givenReason("restart-scope", values.reason);
  if (scope === ACTS_SCOPE) return restartOfActs(values, reason, out);
  const config = await configFor(reason, values.config, out);
  if (!config.scopes.some((each) => each.scope === scope))
    throw new UsageError(
      `restart-scope: found ${scope}, expected an enrolled scope (${config.scopes.map((each) => each.scope).join(", ")})`,
    );
  if (from === undefined && !isReadLive(config, scope))
    throw new UsageError(`restart-scope: ${scope} can be read from exports only. Add --from DIR with the exports`);
  const home = await openAnyHome(values, config);
  if (isExample(home.ledger.genesis)) out.line(EXAMPLE_NOTICE);
  if (home.signer === null) {
    if (from !== undefined)
      throw new UsageError(`restart-scope: the deployment itself reads ${scope}. Leave --from out`);
    out.result(await askForRestart(out, home, scope, reason));
    return EXIT.done;
  }
  const principal = principalIn(home);
  const collecting = {
    home,
    config,
    slot: null,
    only: new Set([scope]),
    restarts: new Map([[scope, { reason, principal }]]),
  };
  const result =
    from === undefined ? (await collectLive(collecting)).result : await collectFrom({ ...collecting, directory: from });
  out.line(runLine(result, from ?? livePlace(config)));
  out.line();
  const overview = await overviewAfter(home.ledger);
  await printRun(out, home, result, overview);
  out.result(await runAsJson(home, result, overview));
  return isIncomplete(result) ? EXIT.incomplete : EXIT.done;
}

/** The acts of people and machines are read from nowhere: an act restarts them, and a seal by hand lists it. */
async function restartOfActs(
  values: HomeValues & { readonly from?: string; readonly config?: string },
  reason: string,
  out: Output,
): Promise<number> {
  if (values.from !== undefined)
    throw new UsageError(`restart-scope: ${ACTS_SCOPE} is not read from exports. Leave --from out`);
  const config = await configFor(reason, values.config, out);
  const home = await openAnyHome(values, config);
  if (isExample(home.ledger.genesis)) out.line(EXAMPLE_NOTICE);
  const run = runByHand("restart");
  const request = { reason, principal: principalIn(home) };
  const appended = await restartActs(home.ledger, realClock, run, request);
  // Acts that were restarted before and not sealed are sealed now.
  if (appended === null && !(await hasUnsealed(home.ledger, await home.ledger.newestSeal(), latestTimeOf(realClock))))
    throw new UsageError(
      `${ACTS_SCOPE}: the acts are valid up to their last object, so no restart is needed. Run tidemark verify if a run still fails`,
    );
  out.line(appended === null ? "The acts were already restarted." : `Restarted the acts with ${appended.key}`);
  const sealed = await sealActs(out, home, run);
  out.result({ v: 1, segment: appended?.key ?? null, ...(sealed as object) });
  return EXIT.done;
}
