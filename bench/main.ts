// Runs `npm run bench`: measures the numbers of the design, each beside a floor of the same run. Never fails on a number.
import { cpus } from "node:os";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildLedger } from "./build-ledger.ts";
import { runChild } from "./child.ts";
import { writeEstate } from "./estate.ts";
import { evaluate, type Evaluated } from "./evaluate.ts";
import { configOf, freshLedger, inTemporary } from "./home.ts";
import { queryYear } from "./query.ts";
import { stateRoots } from "./state-roots.ts";

const ROUNDS = 3;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const met = (holds: boolean): string => (holds ? "met" : "NOT met");
const line = (what: string, figure: string, target: string): void =>
  console.log(`${what.padEnd(34)} ${figure.padEnd(64)} ${target}`);

type Verified = {
  readonly seconds: number;
  readonly records: number;
  readonly objects: number;
  readonly seals: number;
};

async function verify(): Promise<void> {
  await inTemporary(async (directory) => {
    const ledger = await buildLedger({
      directory,
      large: 4,
      largeResources: 12_500,
      small: 4,
      smallResources: 100,
      runs: 40,
    });
    const verified: number[] = [];
    const floors: number[] = [];
    let records = 0;
    let rss = 0;
    for (let i = 0; i < ROUNDS; i += 1) {
      floors.push((await runChild<Verified>("floor-run.ts", { ledger })).answer.seconds);
      const { answer, maxRssMiB } = await runChild<Verified>("verify-run.ts", { ledger });
      verified.push(answer.seconds);
      ({ records } = answer);
      rss = maxRssMiB;
    }
    const ratio = median(floors) / median(verified);
    line(
      "verify, all cores",
      `${records} records in ${median(verified).toFixed(2)} s, floor ${median(floors).toFixed(2)} s: ${ratio.toFixed(2)} of the floor's speed`,
      `>= 0.40 ${met(ratio >= 0.4)}`,
    );
    line("verify, memory", `${rss.toFixed(0)} MiB`, "by the largest scope");
  });
}

async function memory(): Promise<void> {
  const rss: number[] = [];
  for (const runs of [25, 100]) {
    await inTemporary(async (directory) => {
      const ledger = await buildLedger({ directory, large: 0, largeResources: 0, small: 4, smallResources: 500, runs });
      rss.push((await runChild<Verified>("verify-run.ts", { ledger })).maxRssMiB);
    });
  }
  line("verify, 4 times the runs", `${rss.map((each) => `${each.toFixed(0)} MiB`).join(" and ")}`, "not by records");
}

async function observe(): Promise<void> {
  await inTemporary(async (directory) => {
    const accounts = ["111122223333", "444455556666"];
    const regions = ["eu-central-1", "eu-west-1"];
    const exports = join(directory, "exports");
    await mkdir(exports);
    const bytes = await writeEstate(exports, { accounts, regions, resources: 100_000 });
    const ledger = await freshLedger(directory, configOf(accounts, regions));
    type Observed = { readonly cpuSeconds: number; readonly population: number; readonly bytes: readonly number[] };
    const request = { ledger, directory: exports, accounts, regions };
    const floor = await runChild<{ readonly cpuSeconds: number }>("observe-floor.ts", { directory: exports });
    const first = await runChild<Observed>("observe-run.ts", request);
    const second = await runChild<Observed>("observe-run.ts", request);
    const speed = first.answer.population / first.answer.cpuSeconds;
    line(
      "observe 100,000 resources",
      `${speed.toFixed(0)} resources/s of CPU (${(bytes / 2 ** 20).toFixed(0)} MiB; floor ${(first.answer.population / floor.answer.cpuSeconds).toFixed(0)}/s)`,
      `>= 10000 ${met(speed >= 10_000)}`,
    );
    line("observe, memory", `${first.maxRssMiB.toFixed(0)} MiB`, `<= 512 ${met(first.maxRssMiB <= 512)}`);
    const most = Math.max(...second.answer.bytes);
    line(
      "unchanged run",
      `${most} bytes a scope, ${second.answer.cpuSeconds.toFixed(1)} s of CPU`,
      `<= 10000 ${met(most <= 10_000)}`,
    );
  });
}

async function evaluation(): Promise<void> {
  for (const mix of ["scope", "even"] as const) {
    const measured: Evaluated[] = [];
    for (let i = 0; i < ROUNDS; i += 1) measured.push(await evaluate(100_000, mix));
    const { resources, judgements } = measured[0] as Evaluated;
    const speed = median(measured.map(({ cpuSeconds }) => resources / cpuSeconds));
    line(
      mix === "scope" ? "evaluate, all checks" : "evaluate, joins at worst",
      `${resources} resources, ${judgements} results: ${speed.toFixed(0)} resources/s of CPU`,
      `>= 10000 ${met(speed >= 10_000)}`,
    );
  }
}

async function queries(): Promise<void> {
  await inTemporary(async (directory) => {
    const { bytesThere, floor, queries: asked } = await queryYear(directory);
    const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
    for (const { what, seconds, bytesRead, segmentsRead } of asked)
      line(
        `query, ${what}`,
        `${seconds.toFixed(1)} s, ${segmentsRead} segments, ${mebibytes(bytesRead)} of ${mebibytes(bytesThere)} (all hashed: ${floor.toFixed(1)} s)`,
        `<= 5 s ${met(seconds <= 5)}`,
      );
  });
}

function roots(): void {
  const { seconds, floor, runs } = stateRoots();
  line(
    "state roots of a year",
    `${runs} runs in ${seconds.toFixed(1)} s, their hashes alone ${floor.toFixed(1)} s`,
    `< 60 s ${met(seconds < 60)}`,
  );
}

const [cpu] = cpus();
console.log(`${cpu?.model ?? "unknown processor"}, ${cpus().length} cores, Node ${process.version}\n`);
roots();
await observe();
await verify();
await memory();
// Last: a child begins with the peak of the process that starts it, so what grows this one would show in the rows above.
await evaluation();
await queries();
