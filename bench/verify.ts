// Measures verification beside its two floors, its memory, and the second verifier.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildLedger, type LedgerPlan } from "./build-ledger.ts";
import { runChild } from "./child.ts";
import { homeOf } from "../cli/places/home.ts";
import { inTemporary } from "./home.ts";
import { median, print, ROUNDS } from "./table.ts";

type Verified = { readonly seconds: number; readonly records: number };

const EACH = 12_500;
const NO_SMALL: Pick<LedgerPlan, "small" | "smallResources" | "runs"> = { small: 0, smallResources: 0, runs: 1 };
const perSecond = (records: number, seconds: number): string => `${Math.round(records / seconds)} records/s`;

/** Speed on 40 scopes, 500,000 resources. The floors and verification take turns, so that they meet the same machine. */
export async function verifySpeed(): Promise<void> {
  await inTemporary(async (directory) => {
    const ledger = await buildLedger({ directory, large: 40, largeResources: EACH, ...NO_SMALL });
    const seconds = { hashes: [] as number[], parses: [] as number[], verify: [] as number[] };
    let records = 0;
    for (let i = 0; i < ROUNDS; i += 1) {
      seconds.hashes.push((await runChild<Verified>("floor-run.ts", { ledger, parses: false })).answer.seconds);
      seconds.parses.push((await runChild<Verified>("floor-run.ts", { ledger, parses: true })).answer.seconds);
      const { answer } = await runChild<Verified>("verify-run.ts", { ledger });
      seconds.verify.push(answer.seconds);
      ({ records } = answer);
    }
    const verify = median(seconds.verify);
    const rows = [
      ["gunzip, CRC, SHA-256", seconds.hashes, 0.3],
      ["the same with JSON.parse", seconds.parses, 0.6],
    ] as const;
    for (const [floor, floorSeconds, least] of rows) {
      const ratio = median(floorSeconds) / verify;
      print({
        what: `verify ${records} records, all cores`,
        figure: perSecond(records, verify),
        floor: `${floor}: ${perSecond(records, median(floorSeconds))}`,
        ratio,
        target: `>= ${least}`,
        isMet: ratio >= least,
      });
    }
  });
}

/** Memory of 4 scopes of 12,500 resources, and verify.py on the same ledger. */
export async function verifyMemory(): Promise<void> {
  await inTemporary(async (directory) => {
    const ledger = await buildLedger({ directory, large: 4, largeResources: EACH, ...NO_SMALL });
    const rss: number[] = [];
    for (let i = 0; i < ROUNDS; i += 1) rss.push((await runChild<Verified>("verify-run.ts", { ledger })).maxRssMiB);
    const most = Math.max(...rss);
    print({
      what: "verify 4 scopes of 12,500 resources, memory",
      figure: `${most.toFixed(0)} MiB`,
      target: "<= 320 MiB",
      isMet: most <= 320,
    });
    const floor = (await runChild<Verified>("floor-run.ts", { ledger, parses: false })).answer;
    const second = verifyByPython(ledger);
    print({
      what: "verify.py, the same ledger, one core",
      figure: perSecond(floor.records, second),
      floor: `gunzip, CRC, SHA-256 by Node: ${perSecond(floor.records, floor.seconds)}`,
      ratio: floor.seconds / second,
    });
  });
  const rss: number[] = [];
  for (const runs of [25, 100]) {
    await inTemporary(async (directory) => {
      const ledger = await buildLedger({ directory, large: 0, largeResources: 0, small: 4, smallResources: 500, runs });
      rss.push((await runChild<Verified>("verify-run.ts", { ledger })).maxRssMiB);
    });
  }
  print({
    what: "verify 25 runs, and 100, memory",
    figure: rss.map((each) => `${each.toFixed(0)} MiB`).join(" and "),
    target: "not by records",
  });
}

/** Seconds that verify.py takes. Throws where it does not find the ledger intact. */
function verifyByPython(ledger: string): number {
  const script = join(import.meta.dirname, "../evidence-schema/verify.py");
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync("python3", [script, ledger, "--trust", homeOf(ledger).trust], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`verify.py ended with ${status}: ${stdout}${stderr}`);
  return (performance.now() - began) / 1000;
}
