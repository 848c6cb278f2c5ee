// An operator restarts every scope that a seal or a run says can't be built on.
import { Ledger } from "../../../../ledger/ledger.ts";
import { storeOf } from "../simulation/store.ts";
import type { World } from "../simulation/world.ts";
import type { Actor } from "./actor.ts";
import { observed } from "./observed.ts";

export const restart: Actor = {
  name: "an operator restarts scopes",
  rate: 0.12,
  act: restartAll,
};

/** Looks at each enrolled scope, and restarts those whose chain has something in its way. */
export async function restartAll(world: World): Promise<void> {
  for (const scope of [...world.company.enrolled].sort()) {
    const looked = await world.process(`operator looks at ${scope}`, async (process) => {
      const ledger = await Ledger.open(storeOf(world, process));
      return (await ledger.loadChain(scope, await ledger.newestSeal())).broken !== null;
    });
    if (looked.is !== "done" || !looked.value) continue;
    const run = world.handRun("restart");
    world.counts.restarts += 1;
    const restarts = new Map([[scope, { reason: "garbage", principal: "role/operator" }]]);
    await observed(world, run, { run, restarts, only: new Set([scope]) });
  }
}
