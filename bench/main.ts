// Runs `npm run bench`: measures the numbers of the design, each beside a floor of the same run. Never fails on a number.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runChild } from "./child.ts";
import { writeEstate } from "./estate.ts";
import { evaluate, type Evaluated } from "./evaluate.ts";
import { configOf, freshLedger, inTemporary } from "./home.ts";
import { PARENT, queryYear } from "./query.ts";
import { stateRoots } from "./state-roots.ts";
import { median, MIB, print, printHead, ROUNDS } from "./table.ts";
import { verifyMemory, verifySpeed } from "./verify.ts";

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
    const least = first.answer.population / floor.answer.cpuSeconds;
    print({
      what: `observe 100,000 resources (${(bytes / MIB).toFixed(0)} MiB of exports)`,
      figure: `${speed.toFixed(0)} resources/s of CPU`,
      floor: `parse, SHA-256, compress: ${least.toFixed(0)}/s`,
      ratio: speed / least,
      target: ">= 10,000/s",
      isMet: speed >= 10_000,
    });
    print({
      what: "memory of that",
      figure: `${first.maxRssMiB.toFixed(0)} MiB`,
      target: "<= 512 MiB",
      isMet: first.maxRssMiB <= 512,
    });
    const most = Math.max(...second.answer.bytes);
    print({
      what: "an unchanged run of that",
      figure: `${most} bytes a scope, ${second.answer.cpuSeconds.toFixed(1)} s of CPU`,
      target: "<= 10,000 bytes",
      isMet: most <= 10_000,
    });
  });
}

async function evaluation(): Promise<void> {
  for (const mix of ["scope", "even"] as const) {
    const measured: Evaluated[] = [];
    for (let i = 0; i < ROUNDS; i += 1) measured.push(await evaluate(100_000, mix));
    const { resources, judgements } = measured[0] as Evaluated;
    const speed = median(measured.map(({ cpuSeconds }) => resources / cpuSeconds));
    print({
      what: `evaluate ${resources} resources, ${mix === "scope" ? "few" : "as many"} single resources of a scope`,
      figure: `${speed.toFixed(0)} resources/s of CPU, ${judgements} results`,
      target: ">= 10,000/s",
      isMet: speed >= 10_000,
    });
  }
}

async function queries(): Promise<void> {
  await inTemporary(async (directory) => {
    const { head, bytesThere, floor, questions } = queryYear(directory);
    const mebibytes = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;
    print({
      what: `the frozen year, whose last line is ${head.slice(0, 8)}, inflated and hashed`,
      figure: `${floor.toFixed(1)} s, ${mebibytes(bytesThere)}`,
    });
    for (const { what, now, before, target, bytesRead, segmentsRead } of questions) {
      const read = segmentsRead === null ? "" : `, ${segmentsRead} segments, ${mebibytes(bytesRead ?? 0)}`;
      print({
        what: `${what} of the frozen year`,
        figure: `${now.toFixed(2)} s of CPU${read}`,
        ...(before === null ? {} : { floor: `commit ${PARENT}: ${before.toFixed(2)} s`, ratio: before / now }),
        ...(target === null ? {} : { target: `>= ${target}` }),
        ...(target === null || before === null ? {} : { isMet: before / now >= target }),
      });
    }
  });
}

function roots(): void {
  const { seconds, floor, runs } = stateRoots();
  print({
    what: `state roots of ${runs} runs`,
    figure: `${seconds.toFixed(1)} s`,
    floor: `their hashes alone: ${floor.toFixed(1)} s`,
    ratio: floor / seconds,
    target: "< 60 s",
    isMet: seconds < 60,
  });
}

printHead();
roots();
await observe();
await verifySpeed();
await verifyMemory();
// Last: a child begins with the peak of the process that starts it, so what grows this one would show in the rows above.
await evaluation();
await queries();
