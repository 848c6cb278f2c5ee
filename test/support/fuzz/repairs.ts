// Which facts that follow from others are computed anew after a change, so that the change alone is wrong.
import type { Random } from "./random.ts";

/** Always done at first: without them a change is refused before anything deep is asked. */
const BINDING = [
  "names",
  "ledger",
  "seq",
  "prev",
  "restarts",
  "row",
  "stand",
  "frontier",
  "note",
  "cosignature",
] as const;

/** What follows from state. */
const STATE = ["since", "held", "restatements", "units", "closing"] as const;

/** What a writer claims, and what follows from documents: left as it was as often as not. */
const CLAIMS = ["judge", "counted", "roster", "endorsement", "documents"] as const;

export type Repair = (typeof BINDING | typeof STATE | typeof CLAIMS)[number];
export type Repairs = ReadonlySet<Repair>;

/** Everything that must be as it was where nothing was changed. */
export const EVERY: Repairs = new Set<Repair>([...BINDING, ...STATE]);

/** Mostly all; else all but one, or any. */
export function someRepairs(random: Random): Repairs {
  const chosen = new Set<Repair>(EVERY);
  for (const claim of CLAIMS) if (random.chance(0.5)) chosen.add(claim);
  const how = random.below(10);
  if (how < 2) chosen.delete(random.pick([...BINDING, ...STATE]));
  else if (how < 3) for (const each of STATE) if (random.chance(0.5)) chosen.delete(each);
  return chosen;
}
