// Runs `npm run bench`: measures the numbers of the design, each beside a floor of the same run. Never fails on a number.
import { evaluate, type Evaluated } from "./evaluate.ts";
import { inTemporary } from "./home.ts";
import { ESTATES, observeEstate } from "./observe-estate.ts";
import { PARENT, queryYear } from "./query.ts";
import { measureReport } from "./report.ts";
import { stateRoots } from "./state-roots.ts";
import { measureTables } from "./tables.ts";
import { median, MIB, print, printHead, ROUNDS } from "./table.ts";
import { verifyMemory, verifySpeed } from "./verify.ts";

async function observe(): Promise<void> {
  for (const [spread, estate] of Object.entries(ESTATES)) {
    const { bytes, speed, floorSpeed, maxRssMiB, unchanged } = await observeEstate(estate);
    print({
      what: `observe ${spread} (${(bytes / MIB).toFixed(0)} MiB of exports)`,
      figure: `${speed.toFixed(0)} resources/s of CPU`,
      floor: `parse, SHA-256, compress: ${floorSpeed.toFixed(0)}/s`,
      ratio: speed / floorSpeed,
      target: ">= 10,000/s",
      isMet: speed >= 10_000,
    });
    print({
      what: "memory of that",
      figure: `${maxRssMiB.toFixed(0)} MiB`,
      target: "<= 512 MiB",
      isMet: maxRssMiB <= 512,
    });
    print({
      what: "an unchanged run of that",
      figure: `${unchanged.bytes} bytes a scope, ${unchanged.cpuSeconds.toFixed(1)} s of CPU`,
      target: "<= 10,000 bytes",
      isMet: unchanged.bytes <= 10_000,
    });
  }
}

async function evaluation(): Promise<void> {
  const mixes = {
    scope: "few single resources of a scope",
    even: "as many single resources of a scope",
    library: "the frozen mix of all checks",
  } as const;
  for (const [mix, what] of Object.entries(mixes) as [keyof typeof mixes, string][]) {
    const measured: Evaluated[] = [];
    for (let i = 0; i < ROUNDS; i += 1) measured.push(await evaluate(100_000, mix));
    const { resources, judgements, unjudged } = measured[0] as Evaluated;
    const speed = median(measured.map(({ cpuSeconds }) => resources / cpuSeconds));
    print({
      what: `evaluate ${resources} resources, ${what}${unjudged.length === 0 ? "" : ` (${unjudged.length} of its types are not judged)`}`,
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

async function roots(): Promise<void> {
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

/** In this order: a child begins with the peak of the process that starts it, so what grows this one comes last. */
const PARTS: { readonly [name: string]: () => Promise<void> } = {
  roots,
  observe,
  verify: verifySpeed,
  memory: verifyMemory,
  evaluate: evaluation,
  tables: measureTables,
  report: measureReport,
  questions: queries,
};

// `npm run bench -- verify questions` measures these parts alone.
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`bench: found ${unknown.join(", ")}, expected parts among ${Object.keys(PARTS).join(", ")}`);
  process.exit(2);
}
printHead();
for (const [part, measure] of Object.entries(PARTS)) if (asked.length === 0 || asked.includes(part)) await measure();
