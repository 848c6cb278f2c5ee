// A run in one process, by hand or for a slot, whole or of some scopes; it may be started again after it died.
import type { RunOptions } from "../../../../observation/run.ts";
import { observe } from "../../../../observation/run.ts";
import { runOfSlot, slotAt } from "../../../../observation/plan/slot.ts";
import { parseTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";
import type { Process } from "../simulation/process.ts";
import type { World } from "../simulation/world.ts";
import type { Actor } from "./actor.ts";
import { runOptions } from "./run-options.ts";
import { tried } from "./tried.ts";

async function observeOnce(
  world: World,
  process: Process,
  more: Pick<RunOptions, "run"> & Partial<RunOptions>,
): Promise<void> {
  const options = await runOptions(world, process, world.company.deployed(), more);
  const { observed } = await observe(options);
  for (const { key, root } of observed) world.told.set(key, root);
}

/** Observes by hand: whoever tries again after a crash makes another run, as the command does. */
export const observed = (world: World, what: string, more: Partial<RunOptions> = {}): Promise<unknown> =>
  tried(world, what, (process) => observeOnce(world, process, { ...more, run: world.handRun(what) }));

/** The run of a slot in one process, as a machine with a timer makes it. */
export async function observeSlot(world: World, at: string): Promise<void> {
  const slot = slotAt(world.company.deployed().schedule, parseTimestamp(at));
  if (slot === null) return;
  // The id follows from the slot: whoever tries again makes the same run.
  await tried(world, `run of slot ${slot}`, (process) => observeOnce(world, process, { run: runOfSlot(slot), slot }));
}

export const byHand: Actor = {
  name: "somebody runs by hand",
  rate: 0.15,
  async act(world) {
    const only = world.random.chance(0.5) ? { only: new Set(world.random.some([...world.company.enrolled], 0.5)) } : {};
    await observed(world, "hand", only);
  },
};
