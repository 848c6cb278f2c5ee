// What a reader of a window must say of a lie that stands in it: FORMAT.md section 10 says which rules a window can't ask.
import { parseObjectKey } from "../../../../evidence-schema/keys/object-key.ts";
import type { Report } from "../../../../ledger/verify/verify-ledger.ts";
import type { Moment } from "../moment.ts";
import { ask, asked } from "../readers/ask.ts";
import { factsOf, leafName } from "../readers/facts.ts";
import type { Random } from "../simulation/random.ts";
import type { Lie } from "./lie.ts";

/** Lies that break a rule of which a window asks only what it reads, and the rule. Of these a reader needs to say nothing. */
const OF_WHAT_IS_READ: ReadonlyMap<string, string> = new Map([
  ["the run of an earlier slot is sealed again", "L10"],
  ["a run is sealed twice", "L10"],
  ["observed, and no segment anywhere", "L9"],
  ["failed, told as observed", "L9"],
  ["a good seal is named void", "L7"],
  ["a stamp that is not there", "L11"],
  ["two segments have one run", "C8"],
  // The leaf that retires the key may lie before the window, and the trust file has no line that says the same.
  ["a key signs that was retired", "N6"],
  // The slot that is made up is due before the window.
  ["a slot is made up for hours later", "W1"],
]);

/** Rules that ask what the state of a chain was, which a window knows from the first full segment on. */
const ASKS_STATE = /^(?:S\d|C7|R3|R5|R7)$/;

/**
 * What is wrong with what is said of a window that begins with a seal before the lie: it is refused as in the whole ledger,
 * but where a window can't ask. `truthful` is the same ledger without the lie, signed as the lie is.
 */
export async function wrongInWindow(
  lie: Lie,
  lied: Moment,
  truthful: ReadonlyMap<string, Buffer>,
  random: Random,
): Promise<string[]> {
  const touched = [...lied.objects.keys()]
    .filter((key) => truthful.get(key)?.equals(lied.objects.get(key) as Buffer) !== true)
    .sort();
  const leaf = touched.find((key) => key.startsWith("log/"));
  const before = factsOf(lied).seals.filter(({ index }) => leaf !== undefined && leafName(index) < leaf);
  const from = before.at(-random.between(1, 3))?.time;
  if (from === undefined || from >= Date.parse(lied.now)) return [];
  const period = { from, to: null };
  const said = await ask(lied, period);
  const where = `${lie.name}, ${JSON.stringify(asked(period))}`;
  if (said instanceof Error) return [`${where}: no verdict: ${said.stack ?? said.message}`];
  const isRefused = said.exit === lie.exit && said.violations.some(({ rule }) => lie.rules.includes(rule));
  if (isRefused || OF_WHAT_IS_READ.has(lie.name)) return [];
  if (lie.rules.some((rule) => ASKS_STATE.test(rule)) && !isProven(said, touched)) return [];
  const found = said.violations.map(({ rule, object }) => `${rule} ${object}`).join(", ");
  return [`${where}: found ${said.verdict} (${found}), expected ${lie.rules.join(" or ")} and exit ${lie.exit}`];
}

/** Whether the reader says that state was proven before the first segment of each chain that was touched. */
function isProven({ proven }: Report, touched: readonly string[]): boolean {
  const first = new Map<string, { readonly gen: number; readonly seq: number }>();
  for (const key of touched) {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "segment" || first.has(parsed.scope)) continue;
    first.set(parsed.scope, { gen: parsed.gen, seq: parsed.firstSeq });
  }
  return [...first].every(([scope, at]) => {
    const from = proven.find((each) => each.scope === scope);
    if (from === undefined || from.gen === null || from.seq === null) return false;
    return from.gen < at.gen || (from.gen === at.gen && from.seq < at.seq);
  });
}
