// Runs `tidemark sample`: draws rows of a recorded population by the auditor's seed, and writes the worksheet for testing them.
import { existsSync } from "node:fs";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { draw, type Drawn } from "../../audit/handover/draw.ts";
import { recordedSamples, type RecordedSample } from "../../audit/handover/recorded.ts";
import { plural } from "../../audit/plural.ts";
import { readActs } from "../../ledger/read/read-acts.ts";
import { realClock } from "../clock.ts";
import { EXIT, UsageError } from "../exit.ts";
import { populationOptions } from "../handover/asking.ts";
import { rootAt } from "../handover/checkpoint.ts";
import { drawnFrom, type DrawnFrom } from "../handover/drawn-from.ts";
import { openingOf } from "../handover/opening.ts";
import { openRecording, recordAct, type Recording } from "../handover/recording.ts";
import { sampleRows } from "../handover/sample-rows.ts";
import { seedingOf, type Seeding } from "../handover/seed.ts";
import { withPopulation } from "../handover/with-population.ts";
import { populationInWords } from "../handover/words.ts";
import { worksheetAsCsv, WORKSHEET } from "../handover/worksheet.ts";
import { table, type Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { loadConfig } from "../places/load-config.ts";
import { refusePlace, writeNamed } from "../places/written-file.ts";
import { printable } from "../printable.ts";
import { answering, madeLine } from "../query/answering.ts";

export const summary =
  "sample --of items --period P --seed TEXT --size N          draw from a recorded population, and write the worksheet";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  ...populationOptions,
  seed: { type: "string" },
  "seed-by": { type: "string" },
  size: { type: "string" },
  out: { type: "string" },
  trust: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => sample(args, out));

async function sample(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { config } = await loadConfig(values.config);
  const seeding = seedingOf(values, config);
  const path = values.out;
  if (path === undefined || path === "")
    throw new UsageError("sample: expected --out FILE, the place where the worksheet is written, such as sample.csv");
  if (/\.xlsx?$/i.test(path))
    throw new UsageError(`sample --out: found ${path}, expected a name that ends in .csv: the worksheet is CSV`);
  // A worksheet that a tester has filled in stays.
  if (existsSync(path))
    throw new UsageError(`${path} is there. Name another file, or remove this one. Nothing was written`);
  await refusePlace(path, homeOf(values.ledger), { what: "sample", begin: WORKSHEET });
  return withPopulation("sample", values, async (asked, from) => {
    const { ledger, basis } = from;
    const recording = await openRecording(values, ledger, config);
    const acts = await readActs(ledger.store, ledger.id);
    const of = drawnFrom(asked, { acts, newest: await ledger.newestSeal(), recording });
    const drawn = draw(
      asked.population.rows.map(({ id }) => id),
      seeding.seed,
      seeding.size,
    );
    const rows = await sampleRows(drawn, asked, from);
    if (basis.example) out.line(EXAMPLE_NOTICE);
    const earlier = "act" in of ? recordedSamples(acts, of.act.position) : [];
    const record = await recorded(out, { recording, of, earlier, drawn, seeding });
    const at = new Date(realClock.now()).toISOString();
    const root = await rootAt(ledger.store, basis.leaf);
    const others = earlier.filter((each) => each.record !== record);
    const opening = openingOf({ asked, from, of, seeding, drawn: drawn.length, at, root, earlier: others, record });
    await writeNamed(path, `${worksheetAsCsv(opening, rows)}\n`);
    out.section(
      `Drawn are ${drawn.length} of ${plural(asked.population.rows.length, "row")} (${populationInWords(asked.question)})`,
      table(rows.map(({ rank, id }) => [rank.slice(0, 16), printable(id)])),
    );
    out.line(`Wrote ${path}`);
    out.line(madeLine(basis));
    out.result({
      v: 1,
      example: basis.example,
      ledger: basis.ledger,
      opening: Object.fromEntries(opening),
      recorded: record,
      drawn: rows.map(({ rank, id, source }) => ({ rank, id, source })),
      path,
    });
    return EXIT.done;
  });
}

type Sampling = {
  readonly recording: Recording;
  readonly of: DrawnFrom;
  readonly earlier: readonly RecordedSample[];
  readonly drawn: readonly Drawn[];
  readonly seeding: Seeding;
};

/** Gives the place of the sample's record; null where nothing can be recorded. The same sample is recorded once. */
async function recorded(out: Output, { recording, of, earlier, drawn, seeding }: Sampling): Promise<string | null> {
  if ("why" in recording || !("act" in of)) {
    out.line(`Not recorded: ${"why" in recording ? recording.why : "the population is not recorded"}.`);
    return null;
  }
  const ids = drawn.map(({ id }) => id);
  const purpose = `Seed chosen by ${seeding.by}`;
  const same = earlier.find((each) => each.seed === seeding.seed && isDeepStrictEqual(each.drawn, ids));
  if (same !== undefined && same.purpose !== purpose)
    throw new UsageError(
      `sample --seed-by: found ${seeding.by}, and this sample was recorded at ${same.time} with the words "${same.purpose}". Give the same --seed-by, or another seed. Nothing was written`,
    );
  if (same !== undefined) {
    out.line(`This sample was recorded before, at ${same.time}. Nothing was recorded again.`);
    return same.record;
  }
  const body = { population: { ...of.act.position }, seed: seeding.seed, drawn: ids, purpose };
  await recordAct(out, recording.home, "sample", body);
  const acts = await readActs(recording.home.ledger.store, recording.home.ledger.id);
  return recordedSamples(acts, of.act.position).at(-1)?.record ?? null;
}
