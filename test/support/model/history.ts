// One history: hourly slots, whoever acts between them, and how the ledger lies there at its end and at moments midway.
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { ACTORS } from "./actors/index.ts";
import { deliver } from "./actors/deployed.ts";
import { observed, observeSlot } from "./actors/observed.ts";
import { restartAll } from "./actors/restart.ts";
import type { Moment } from "./moment.ts";
import { FIRST_SLOT, World } from "./simulation/world.ts";

const HOUR_MS = 3_600_000;

export type History = {
  readonly seed: number;
  readonly moments: readonly Moment[];
  readonly end: Moment;
  readonly told: ReadonlyMap<string, string>;
  /** What was there in the clouds, and when. */
  readonly lives: World["estate"]["lives"];
  readonly surprises: readonly string[];
  readonly counts: World["counts"];
  /** In plain words, one line a step; empty unless it was asked for. */
  readonly story: readonly string[];
};

/** Makes the history of a seed: the same one every time. */
export async function historyOf(seed: number, isTold = false): Promise<History> {
  const world = new World(seed, isTold);
  const { random, simulation } = world;
  const slots = random.between(5, 8);
  const until = FIRST_SLOT + (slots - 1) * HOUR_MS + random.between(300, 3500) * 1000;
  for (let slot = 0; slot < slots; slot += 1) planSlot(world, FIRST_SLOT + slot * HOUR_MS);
  for (const actor of ACTORS) {
    for (let hour = -0.4; hour < slots; hour += 1) {
      if (!random.chance(actor.rate)) continue;
      simulation.at(FIRST_SLOT + Math.floor((hour + random.below(1000) / 1000) * HOUR_MS), () => {
        void actor.act(world);
      });
    }
  }
  const moments: Moment[] = [];
  if (random.chance(0.3)) simulation.at(random.between(FIRST_SLOT, until), () => moments.push(momentOf(world)));
  simulation.at(until, () => {
    if (random.chance(0.6)) void tidied(world).then(() => simulation.stop());
    else simulation.stop();
  });
  await simulation.run();
  const { told, surprises, counts, story } = world;
  const { lives } = world.estate;
  return { seed, moments, end: momentOf(world), told, lives, surprises, counts, story: story ?? [] };
}

const momentOf = ({ objects, garbage, simulation }: World): Moment => ({
  objects: new Map(objects),
  now: formatTimestamp(simulation.now),
  garbage: new Set(garbage),
});

/** The event of a slot comes once, twice, late, early, or never. */
function planSlot(world: World, slot: number): void {
  const { random, simulation } = world;
  const deliveries = random.chance(0.03) ? 0 : random.chance(0.12) ? 2 : 1;
  for (let delivery = 0; delivery < deliveries; delivery += 1) {
    const late = random.chance(0.92) ? random.between(-100, 90) : random.between(-118, 1500);
    const run = random.chance(0.6) ? deliver : observeSlot;
    simulation.at(slot + late * 1000, () => void run(world, formatTimestamp(slot)));
  }
}

/** Somebody puts in order what lies there, and runs once more: then nothing is left unsealed, most of the time. */
async function tidied(world: World): Promise<void> {
  world.say("somebody", "tidies up");
  await world.simulation.pass(1_600_000);
  await world.alone(() => restartAll(world));
  await observed(world, "last");
}
