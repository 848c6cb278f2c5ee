// A run in one process, by hand or for a slot, whole or of some scopes; it may be started again after it died.
import type { RunOptions } from "../../../../observation/run.ts";
import { observe } from "../../../../observation/run.ts";
import { runOfSlot, slotAt } from "../../../../observation/slot.ts";
import { parseTimestamp } from "../../../../evidence-schema/timestamp.ts";
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

/** Observes under a run id of its own; the same one again after a crash. */
export const observed = (
  world: World,
  name: string,
  more: Pick<RunOptions, "run"> & Partial<RunOptions>,
): Promise<unknown> => tried(world, name, (process) => observeOnce(world, process, more));

/** The run of a slot in one process, as a machine with a timer makes it. */
export async function observeSlot(world: World, at: string): Promise<void> {
  const slot = slotAt(world.company.deployed().schedule, parseTimestamp(at));
  if (slot !== null) await observed(world, `run of slot ${slot}`, { run: runOfSlot(slot), slot });
}

export const byHand: Actor = {
  name: "somebody runs by hand",
  rate: 0.15,
  async act(world) {
    const run = world.handRun("hand");
    const only = world.random.chance(0.5) ? { only: new Set(world.random.some([...world.company.enrolled], 0.5)) } : {};
    await observed(world, run, { run, ...only });
  },
};
