// What the project's own run is given in a history: the process's store, clock and key, and the config that it was deployed with.
import type { Landmarks } from "../../../../ledger/read/listing/landmarks.ts";
import { Ledger } from "../../../../ledger/read/ledger.ts";
import type { RunOptions } from "../../../../observation/run.ts";
import type { Deployed } from "../estate/company.ts";
import { ModelReader } from "../estate/reader.ts";
import type { Process } from "../simulation/process.ts";
import { storeOf } from "../simulation/store.ts";
import type { World } from "../simulation/world.ts";
import type { WritableLedger } from "../../../../ledger/write/writable-ledger.ts";

export const openLedger = (world: World, process: Process, landmarks?: Landmarks): Promise<WritableLedger> =>
  Ledger.open(storeOf(world, process), { landmarks });

export const PEOPLE = { person: (_provider: string, value: string) => `person:${value}`, remember: () => {} };

export async function runOptions(
  world: World,
  process: Process,
  { checks, tests: _tests, ...deployed }: Deployed,
  more: Pick<RunOptions, "run"> & Partial<RunOptions>,
): Promise<RunOptions> {
  return {
    ledger: await openLedger(world, process),
    signer: world.signer(process),
    clock: process.clock,
    reader: new ModelReader(world, process),
    labels: [],
    slot: null,
    checks,
    ...PEOPLE,
    ...deployed,
    ...more,
  };
}
