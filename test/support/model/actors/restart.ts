// An operator restarts every scope whose chain has something in its way.
import { ACTS_SCOPE, segmentsPrefix } from "../../../../evidence-schema/keys/object-key.ts";
import { restartActs } from "../../../../ledger/operator/restart-acts.ts";
import { sealByHand } from "../../../../ledger/operator/seal-by-hand.ts";
import { Ledger } from "../../../../ledger/read/ledger.ts";
import { storeOf } from "../simulation/store.ts";
import type { World } from "../simulation/world.ts";
import type { Actor } from "./actor.ts";
import { observed } from "./observed.ts";
import { openLedger } from "./run-options.ts";
import { tried } from "./tried.ts";

export const restart: Actor = {
  name: "an operator restarts scopes",
  rate: 0.12,
  act: (world) => world.alone(() => restartAll(world)),
};

/** Looks at the acts and at each enrolled scope, and restarts those whose chain has something in its way. */
export async function restartAll(world: World): Promise<void> {
  if (hasGarbage(world, ACTS_SCOPE)) await restartTheActs(world);
  for (const scope of [...world.company.enrolled].sort()) {
    // Where nobody put garbage there is nothing to find, and looking costs as much as a run.
    if (!hasGarbage(world, scope)) continue;
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

const hasGarbage = (world: World, scope: string): boolean =>
  [...world.garbage].some((key) => key.startsWith(segmentsPrefix(scope)));

async function restartTheActs(world: World): Promise<void> {
  const run = world.handRun("restart-acts");
  const asked = { reason: "garbage", principal: "role/operator" };
  const restarted = await tried(world, run, async (process) => {
    const ledger = await openLedger(world, process);
    const appended = await restartActs(ledger, process.clock, run, asked);
    if (appended === null || (await ledger.newestSeal()) === null) return appended !== null;
    await sealByHand(ledger, world.signer(process), process.clock, run, world.company.deployed().by);
    return true;
  });
  if (restarted === true) world.counts.restarts += 1;
}
