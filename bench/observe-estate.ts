// Measures observing of a generated estate from exports: its speed beside a floor of the same run, and its memory.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runChild } from "./child.ts";
import { writeEstate } from "./estate.ts";
import { configOf, freshLedger, inTemporary } from "./home.ts";
import type { ObserveRequest, Observed } from "./observe-run.ts";

/** How 100,000 resources are spread: memory has to follow the scope and not the sum. */
export const ESTATES = {
  "2 scopes of 50,000": { scopes: 2, resources: 100_000 },
  "8 scopes of 12,500": { scopes: 8, resources: 100_000 },
  "1 scope of 50,000": { scopes: 1, resources: 50_000 },
} as const;

export type EstateMeasured = {
  /** Bytes of the exports. */
  readonly bytes: number;
  readonly population: number;
  /** Resources a second of CPU time, of all threads together. */
  readonly speed: number;
  readonly floorSpeed: number;
  readonly maxRssMiB: number;
  /** Another run over the same exports: CPU seconds, and the most bytes that it appended to a scope. */
  readonly unchanged: { readonly cpuSeconds: number; readonly bytes: number };
};

const REGIONS = ["eu-central-1", "eu-west-1"];

/** Observes a fresh estate twice, each time in a process of its own. */
export async function observeEstate(estate: {
  readonly scopes: number;
  readonly resources: number;
}): Promise<EstateMeasured> {
  const accounts = Array.from({ length: estate.scopes }, (_, i) => String(111_122_223_333 + i));
  return inTemporary(async (directory) => {
    const exports = join(directory, "exports");
    await mkdir(exports);
    const bytes = await writeEstate(exports, { accounts, regions: REGIONS, resources: estate.resources });
    const ledger = await freshLedger(directory, configOf(accounts, REGIONS));
    const request: ObserveRequest = { ledger, directory: exports, accounts, regions: REGIONS };
    const floor = await runChild<{ readonly cpuSeconds: number }>("observe-floor.ts", { directory: exports });
    const first = await runChild<Observed>("observe-run.ts", request);
    const second = await runChild<Observed>("observe-run.ts", request);
    const { population, cpuSeconds } = first.answer;
    return {
      bytes,
      population,
      speed: population / cpuSeconds,
      floorSpeed: population / floor.answer.cpuSeconds,
      maxRssMiB: first.maxRssMiB,
      unchanged: { cpuSeconds: second.answer.cpuSeconds, bytes: Math.max(...second.answer.bytes) },
    };
  });
}
