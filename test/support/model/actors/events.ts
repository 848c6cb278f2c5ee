// A cloud tells of changes: a batch of them is read again and appended; the same batch may come twice.
import { observeEvents, type ChangeEvent } from "../../../../observation/events/observe-events.ts";
import { ModelReader } from "../estate/reader.ts";
import type { World } from "../simulation/world.ts";
import { after, type Actor } from "./actor.ts";
import { openLedger, PEOPLE } from "./run-options.ts";
import { tried } from "./tried.ts";

export const events: Actor = {
  name: "a cloud tells of a change",
  rate: 0.5,
  async act(world) {
    const { scope, key, unit } = world.estate.change();
    const batch: ChangeEvent[] = [{ id: world.handRun("event"), time: world.time, key, unit }];
    const deliveries = world.random.chance(0.2) ? 2 : 1;
    await Promise.all(
      Array.from({ length: deliveries }, async () => {
        await after(world, world.random.between(1, 30_000));
        await take(world, scope, batch);
      }),
    );
  },
};

async function take(world: World, scope: string, batch: readonly ChangeEvent[]): Promise<void> {
  const { checks, tests, by, scopes } = world.company.deployed();
  const enrolled = scopes.find((each) => each.scope === scope);
  if (enrolled === undefined) return;
  await tried(world, `event batch of ${scope}`, async (process) => {
    const ledger = await openLedger(world, process);
    const reader = new ModelReader(world, process);
    const context = { ledger, clock: process.clock, reader, checks, tests, by, ...PEOPLE };
    const told = await observeEvents(context, enrolled, batch);
    if (told !== null) world.told.set(told.key, told.root);
  });
}
