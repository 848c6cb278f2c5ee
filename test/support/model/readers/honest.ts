// Everything that is asked of an honest history; what is wrong with it, one sentence each.
import type { Report } from "../../../../ledger/verify/verify-ledger.ts";
import type { History } from "../history.ts";
import type { Moment } from "../moment.ts";
import { Random } from "../simulation/random.ts";
import { ask, WHOLE } from "./ask.ts";
import type { Period } from "./expected.ts";
import { factsOf, type Facts } from "./facts.ts";
import { misjudged } from "./judge.ts";
import { untold } from "./truth.ts";
import { windowOf } from "./windows.ts";

const WINDOWS = 3;

/** What was counted while histories were asked of. */
export type Tally = { [what: string]: number };

export const count = (tally: Tally, what: string, by = 1): void => {
  tally[what] = (tally[what] ?? 0) + by;
};

export async function wrongWith(history: History, tally: Tally): Promise<string[]> {
  const random = new Random(history.seed ^ 0x5eed);
  const wrong = [...history.surprises];
  for (const moment of [...history.moments, history.end]) wrong.push(...(await wrongAt(moment, random, tally)));
  const facts = factsOf(history.end);
  wrong.push(...untrue(history, facts), ...untold(history));
  for (const [what, times] of Object.entries(history.counts)) count(tally, what, times);
  count(tally, "histories");
  count(tally, "seals", facts.seals.length);
  count(tally, "segments", facts.segments.length);
  count(tally, "void leaves", facts.voids.size);
  count(tally, "abandoned objects", facts.segments.flatMap(({ abandons }) => abandons).length);
  return wrong;
}

async function wrongAt(moment: Moment, random: Random, tally: Tally): Promise<string[]> {
  const facts = factsOf(moment);
  const periods: Period[] = [WHOLE, ...Array.from({ length: WINDOWS }, () => windowOf(random, facts))];
  const wrong: string[] = [];
  for (const period of periods) {
    const said = await ask(moment, period);
    noted(tally, period, said);
    wrong.push(...misjudged(facts, period, said));
  }
  return wrong;
}

function noted(tally: Tally, period: Period, said: Report | Error): void {
  const kind = period === WHOLE ? "whole" : "window";
  count(tally, `${kind} ${said instanceof Error ? "no verdict" : said.verdict}`);
  if (!(said instanceof Error))
    for (const rule of new Set(said.violations.map((each) => each.rule))) count(tally, `${kind} ${rule}`);
}

/** What seals say that their writers did not think, and what no honest ledger may make a writer say. */
function untrue({ told }: History, { seals }: Facts): string[] {
  const wrong: string[] = [];
  for (const { index, roots, problems } of seals) {
    for (const [key, root] of roots) {
      const thought = told.get(key);
      if (thought !== undefined && thought !== root)
        wrong.push(`seal ${index} says root ${root} of ${key}, its writer was told ${thought}`);
    }
    for (const problem of problems) if (UNHEARD.test(problem)) wrong.push(`seal ${index} says: ${problem}`);
  }
  return wrong;
}

const UNHEARD = /sealed evidence breaks rule|can't be recorded|is missing|before the line that was sealed/;
