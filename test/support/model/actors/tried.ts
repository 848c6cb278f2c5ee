// Starts a process again that died or gave up, as schedulers do; not for ever.
import type { Process } from "../simulation/process.ts";
import type { World } from "../simulation/world.ts";
import { after } from "./actor.ts";

const TRIES = 3;

/** What the process came to, or null where it never came to an end. */
export async function tried<T>(world: World, name: string, body: (process: Process) => Promise<T>): Promise<T | null> {
  for (let attempt = 1; ; attempt += 1) {
    const ending = await world.process(name, body);
    if (ending.is === "done") return ending.value;
    if (attempt === TRIES) return null;
    world.counts.retries += 1;
    // Queues and people come back to it later, when others may have gone on.
    await after(world, world.random.between(5, world.random.chance(0.2) ? 1500 : 90) * 1000);
  }
}
