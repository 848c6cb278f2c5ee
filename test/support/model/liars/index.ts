// All lies, and what a reader must say of each.
import { formatTimestamp, parseTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";
import type { Moment } from "../moment.ts";
import { ask, WHOLE } from "../readers/ask.ts";
import { factsOf } from "../readers/facts.ts";
import { misjudged } from "../readers/judge.ts";
import type { Random } from "../simulation/random.ts";
import { ABANDONED_LIE } from "./abandoned-lie.ts";
import { CHAIN_LIES } from "./chain-lies.ts";
import type { Lie } from "./lie.ts";
import { LOG_LIES } from "./log-lies.ts";
import { takenApart } from "./manuscript.ts";
import { ROSTER_LIES } from "./roster-lies.ts";
import { signedAnew } from "./signed-anew.ts";
import { STATE_LIES } from "./state-lies.ts";

export const LIES: readonly Lie[] = [...LOG_LIES, ...ROSTER_LIES, ...CHAIN_LIES, ...STATE_LIES, ABANDONED_LIE];

/** The ledger with the lie in it, or null where the history gives no occasion for it. */
export async function withLie({ tell }: Lie, moment: Moment, random: Random): Promise<Moment | null> {
  const manuscript = takenApart(moment);
  if (!(await tell(manuscript, random))) return null;
  // Whoever tells it may have written a moment later.
  const now = formatTimestamp(parseTimestamp(moment.now) + 1000);
  return { objects: signedAnew(manuscript), now, garbage: abandoned(moment) };
}

/** Garbage that a restart abandoned stays; other garbage is no part of what is sealed. */
const abandoned = ({ garbage }: Moment): ReadonlySet<string> => garbage;

/** What is wrong with what is said of a lie; nothing where it is refused as it must be. */
export async function wrongWithLie(lie: Lie, lied: Moment): Promise<string[]> {
  const said = await ask(lied, WHOLE);
  if (said instanceof Error) return [`${lie.name}: no verdict: ${said.stack ?? said.message}`];
  const rules = said.violations.map(({ rule }) => rule);
  const found = `found ${said.verdict} (${said.violations.map(({ rule, object }) => `${rule} ${object}`).join(", ")})`;
  if (said.exit !== lie.exit || !rules.some((rule) => lie.rules.includes(rule)))
    return [`${lie.name}: ${found}, expected ${lie.rules.join(" or ")} and exit ${lie.exit}`];
  if (lie.exit === 1 || lie.rules.includes("W7")) return [];
  return misjudged(factsOf(lied), WHOLE, said).map((each) => `${lie.name}: ${each}`);
}
