// Periods to ask for: they begin and end at seals, a millisecond beside them, at slots, and anywhere.
import type { Random } from "../simulation/random.ts";
import type { Period } from "./expected.ts";
import type { Facts } from "./facts.ts";

const HOUR_MS = 3_600_000;

/** A random period of a moment; never an empty one. */
export function windowOf(random: Random, { seals, created, now }: Facts): Period {
  const instant = (): number => {
    if (seals.length > 0 && random.chance(0.5)) return random.pick(seals).time + random.between(-1, 1);
    const any = random.between(created + 1, now);
    return random.chance(0.4) ? Math.floor(any / HOUR_MS) * HOUR_MS : any;
  };
  const [a, b] = [instant(), instant()];
  const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
  if (random.chance(0.3) && from < now) return { from, to: null };
  return random.chance(0.15) && to > created ? { from: null, to } : { from, to };
}
