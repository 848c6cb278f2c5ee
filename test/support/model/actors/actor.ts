// Who acts in a history: one more actor is one more file, and one more line in the table.
import type { World } from "../simulation/world.ts";

export type Actor = {
  readonly name: string;
  /** How often it acts in an hour, on average. */
  readonly rate: number;
  /** Acts once, now. What it can't do it leaves; it never throws. */
  readonly act: (world: World) => Promise<void>;
};

/** Lets simulated time pass between two steps of an actor that is no process. */
export async function after(world: World, ms: number): Promise<void> {
  await world.simulation.pass(ms);
}
