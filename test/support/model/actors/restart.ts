// An operator restarts every scope whose chain has something in its way.
import { segmentsPrefix } from "../../../../evidence-schema/object-key.ts";
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
    // Where nobody put garbage there is nothing to find, and looking costs as much as a run.
    if (![...world.garbage].some((key) => key.startsWith(segmentsPrefix(scope)))) continue;
    const looked = await world.process(`operator looks at ${scope}`, async (process) => {
      const ledger = await Ledger.open(storeOf(world, process));
      return (await ledger.loadChain(scope, await ledger.newestSeal())).broken !== null;
    });
    if (looked.is !== "done" || !looked.value) continue;
    world.counts.restarts += 1;
    const restarts = new Map([[scope, { reason: "garbage", principal: "role/operator" }]]);
    await observed(world, "restart", { restarts, only: new Set([scope]) });
  }
}
