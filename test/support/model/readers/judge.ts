// Holds what a verifier says of an honest ledger against what the facts are: each difference is one sentence.
import { formatTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";
import type { Report } from "../../../../ledger/verify/verify-ledger.ts";
import { expectedOf, type Period } from "./expected.ts";
import type { Facts } from "./facts.ts";
import { asked } from "./ask.ts";

/** What may be said of an honest ledger: what is missing, and what lies beside it. */
const ALLOWED = new Set(["W1", "W2", "W3", "W4", "W6", "K4"]);

export function misjudged(facts: Facts, period: Period, said: Report | Error): string[] {
  const where = JSON.stringify(asked(period));
  if (said instanceof Error) return [`${where}: no verdict: ${said.stack ?? said.message}`];
  const expected = expectedOf(facts, period);
  const wrong: string[] = [];
  const differ = (what: string, found: readonly string[], wanted: readonly string[]): void => {
    const [a, b] = [found.toSorted().join(", "), wanted.toSorted().join(", ")];
    if (a !== b) wrong.push(`${where}: ${what}: found ${a || "none"}, expected ${b || "none"}`);
  };
  for (const { rule, object, expected: right, found } of said.violations)
    if (!ALLOWED.has(rule)) wrong.push(`${where}: ${rule} of ${object}: expected ${right}, found ${found}`);
  const objects = (rule: string): string[] =>
    said.violations.filter((each) => each.rule === rule).map(({ object }) => object);
  differ("missed slots", missedOf(said, facts), expected.missed.map(formatTimestamp));
  differ("W2", objects("W2"), expected.unsealed);
  differ("W3", objects("W3"), expected.waiting);
  differ("K4", objects("K4"), expected.strays);
  differ("W4", objects("W4").length > 0 ? ["yes"] : [], expected.isTailOpen ? ["yes"] : []);
  differ("W6", objects("W6").length > 0 ? ["yes"] : [], expected.isUncovered ? ["yes"] : []);
  if (said.exit !== expected.exit)
    wrong.push(`${where}: found exit ${said.exit} (${said.verdict}), expected ${expected.exit}`);
  return wrong;
}

/** The slots that a report says were missed, one by one: the schedule of a gap is that of the seal before it. */
function missedOf({ missed }: Report, { seals }: Facts): string[] {
  return missed.flatMap(({ first, count }) => {
    const start = Date.parse(first);
    const every = seals.findLast(({ time }) => time < start)?.schedule?.every ?? 0;
    return Array.from({ length: count }, (_, i) => formatTimestamp(start + i * every));
  });
}
