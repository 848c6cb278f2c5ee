// An operator who changes the log's keys, disowns what lies beside the ledger, and now and then ends it: one thing at a time.
import { changeKeys } from "../../../../ledger/operator/change-keys.ts";
import { disownObjects } from "../../../../ledger/operator/disown.ts";
import { endLedger } from "../../../../ledger/operator/end-ledger.ts";
import { sealByHand } from "../../../../ledger/operator/seal-by-hand.ts";
import { ask, WHOLE } from "../readers/ask.ts";
import type { Process } from "../simulation/process.ts";
import type { World } from "../simulation/world.ts";
import type { Actor } from "./actor.ts";
import { openLedger } from "./run-options.ts";
import { tried } from "./tried.ts";

const said = (world: World) => ({ reason: "yearly", by: world.company.deployed().by });

/** Seals what was appended or put by hand, where anything was sealed before. Each try is a run of its own, as of a command. */
async function seal(world: World, process: Process): Promise<void> {
  const ledger = await openLedger(world, process);
  if ((await ledger.newestSeal()) === null) return;
  await sealByHand(ledger, world.signer(process), process.clock, process.name, world.company.deployed().by);
}

/** First the next key is added, and used; then the one before is retired. */
export const changesKeys: Actor = {
  name: "the operator changes the log's keys",
  rate: 0.1,
  act: (world) =>
    world.alone(async () => {
      const [stage, run] = [world.keyStage, world.handRun("keys")];
      if (stage === "changed") return;
      const isDone = await tried(world, `${run} (${stage})`, async (process) => {
        const ledger = await openLedger(world, process);
        const change = stage === "one key" ? { add: world.nextSigner(process) } : { retire: world.firstKey };
        const signer = stage === "one key" ? world.signer(process) : world.nextSigner(process);
        await changeKeys(ledger, signer, process.clock, { ...change, ...said(world) });
        return true;
      });
      if (isDone === null) return;
      world.counts.keyChanges += 1;
      world.keyStage = stage === "one key" ? "two keys" : "changed";
      await tried(world, run, (process) => seal(world, process));
    }),
};

export const disowns: Actor = {
  name: "the operator disowns what is stray",
  rate: 0.1,
  act: (world) =>
    world.alone(async () => {
      if (world.garbage.size === 0) return;
      const run = world.handRun("disown");
      const recorded = await tried(world, run, async (process) => {
        const report = await ask({ objects: new Map(world.objects), now: world.time }, WHOLE);
        if (report instanceof Error) throw report;
        const keys = report.violations.filter(({ stray }) => stray === true).map(({ object }) => object);
        const asked = { keys, reason: "put there by nobody", principal: "role/operator" };
        const now = await disownObjects(await openLedger(world, process), process.clock, run, asked);
        return now.recorded.length;
      });
      if (recorded === null || recorded === 0) return;
      world.counts.disowned += recorded;
      await tried(world, run, (process) => seal(world, process));
    }),
};

export const ends: Actor = {
  name: "the operator ends the ledger",
  rate: 0.008,
  act: (world) =>
    world.alone(async () => {
      const run = world.handRun("end");
      const ended = await tried(world, run, async (process) => {
        const { reason, by } = said(world);
        const ending = { successor: null, reason, by, run: `${run}-${process.name}` };
        return endLedger(await openLedger(world, process), world.signer(process), process.clock, ending);
      });
      if (ended !== null) world.counts.ends += 1;
    }),
};
