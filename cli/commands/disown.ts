// Runs `tidemark disown`: records that objects beside the evidence are known, so that they stop being stray.
import { openToRead } from "../places/open-store.ts";
import { parseArgs } from "node:util";
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { digestOf, disownObjects } from "../../ledger/operator/disown.ts";
import { leftBehind, scopeOf } from "../../ledger/seal/left-behind.ts";
import type { ReportedViolation } from "../../ledger/verify/report.ts";
import { realClock } from "../clock.ts";
import { deployedTrust, openAnyHome, principalIn, type AnyHome } from "../deployed/home.ts";
import { EXIT, UsageError } from "../exit.ts";
import { DEFAULT_LEDGER } from "../places/home.ts";
import type { Output } from "../output.ts";
import { runByHand } from "../places/own-by.ts";
import { printable } from "../printable.ts";
import { configFor, givenReason } from "../reason.ts";
import { sealActs } from "../operator/seal-acts.ts";
import { verifyDirectory } from "../verify/verify-directory.ts";

export const summary =
  "disown KEY... | --all --reason TEXT                        record stray objects as known, so that they are no longer stray";

export const options = {
  all: { type: "boolean", default: false },
  reason: { type: "string" },
  ledger: { type: "string", default: DEFAULT_LEDGER },
  trust: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

const MAX_SHOWN = 20;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { all } = values;
  const reason = givenReason("disown", values.reason);
  if (all === positionals.length > 0) throw new UsageError("disown: expected either the keys of objects or --all");
  const config = await configFor(reason, values.config, out);
  const home = await openAnyHome(values, config);
  // A verification says which objects may be disowned: no signed object, and no object that a run could still seal.
  const { report } = await verifyDirectory({ ledger: values.ledger, ...(await trustOf(home)) }, { open: openToRead });
  const strays = new Set(report.violations.filter(({ stray }) => stray === true).map(({ object }) => object));
  // A restart that leaves something out is BROKEN; what was put into the gen after it is nobody's all the same.
  for (const scope of scopesLeft(report.violations))
    for (const key of await leftBehind(home.ledger, scope)) strays.add(key);
  const { keys, nameless } = all ? await allOf(home, strays) : { keys: positionals, nameless: [] };
  refuseOwned(keys, strays);
  out.section("Cannot be disowned (a link, a folder, a later version or an object that is too long)", shown(nameless));
  const exit = nameless.length === 0 ? EXIT.done : EXIT.found;
  if (keys.length === 0) {
    out.line(
      `${nameless.length === 0 ? "The ledger holds no stray object" : "No other object is stray"}. Nothing was recorded.`,
    );
    out.result({ v: 1, recorded: [], known: [], nameless, run: null, checkpoint: null });
    return exit;
  }
  const run = runByHand("disown");
  const principal = principalIn(home);
  const { recorded, known } = await disownObjects(home.ledger, realClock, run, { keys, reason, principal });
  out.section("Disowned", shown(recorded));
  out.section("Disowned earlier, not yet sealed", shown(known));
  const sealed = await sealActs(out, home, run);
  const since =
    home.signer === null
      ? "Until the act is sealed, tidemark verify still calls them stray. After that, tidemark verify"
      : "From now on, tidemark verify";
  out.line(
    `The objects stay in the ledger. ${since} shows them with your reason, and they no longer make the verdict STRAY.`,
  );
  for (const scope of await inTheWay(home, keys))
    out.line(`An object still blocks ${scope}. Run tidemark restart-scope ${scope} --reason TEXT`);
  out.result({ v: 1, recorded: [...recorded], known: [...known], nameless, ...(sealed as object) });
  return exit;
}

/** A deployment's trust file lies where the operator says; others beside their ledger. */
const trustOf = async (home: AnyHome): Promise<{ trust?: string }> =>
  home.signer === null ? { trust: (await deployedTrust(home)).path } : {};

/** Splits the strays into `keys` and the strays that no act could name: a link, a folder, a version over another object. */
async function allOf(
  { ledger }: AnyHome,
  strays: ReadonlySet<string>,
): Promise<{ keys: string[]; nameless: string[] }> {
  const keys: string[] = [];
  const nameless: string[] = [];
  for (const key of strays) ((await digestOf(ledger, key)) === null ? nameless : keys).push(key);
  return { keys, nameless };
}

const shown = (keys: readonly string[]): string[] => [
  ...keys.slice(0, MAX_SHOWN).map(printable),
  ...(keys.length > MAX_SHOWN ? [`and ${keys.length - MAX_SHOWN} more (--json shows all)`] : []),
];

const scopesLeft = (violations: readonly ReportedViolation[]): ReadonlySet<string> =>
  new Set(violations.flatMap(({ rule, object }) => (rule === "C7" ? [scopeOf(object) ?? []].flat() : [])));

function refuseOwned(keys: readonly string[], beside: ReadonlySet<string>): void {
  const owned = keys.filter((key) => !beside.has(key));
  if (owned.length === 0) return;
  const stray = beside.size === 0 ? "nothing is stray" : shown([...beside]).join(", ");
  throw new UsageError(
    `disown: found ${shown(owned).join(", ")}, expected keys that tidemark verify calls stray (${stray}). Nothing was recorded`,
  );
}

/** Scopes whose next position a disowned object holds. */
async function inTheWay({ ledger }: AnyHome, keys: readonly string[]): Promise<string[]> {
  const scopes = new Set<string>();
  for (const key of keys) {
    const parsed = parseObjectKey(key);
    if (parsed?.class === "segment") scopes.add(parsed.scope);
  }
  const newest = await ledger.newestSeal();
  const blocked: string[] = [];
  for (const scope of [...scopes].sort())
    if ((await ledger.loadChain(scope, newest)).broken !== null) blocked.push(scope);
  return blocked;
}
