// Runs `tidemark population`: lists what a sample can be drawn from, with its digest, and records that it was asked.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { recordedPopulations } from "../../audit/handover/recorded.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { readActs } from "../../ledger/read/read-acts.ts";
import { EXIT, UsageError } from "../exit.ts";
import { populationOptions, type AskedPopulation, type PopulationFrom } from "../handover/asking.ts";
import { rootAt } from "../handover/checkpoint.ts";
import { refuseLists, writeLists } from "../handover/lists.ts";
import { openRecording, recordAct, sealedBySlot } from "../handover/recording.ts";
import { withPopulation } from "../handover/with-population.ts";
import { NOTES, populationInWords } from "../handover/words.ts";
import type { Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { loadConfig } from "../places/load-config.ts";
import { answering, madeLine } from "../query/answering.ts";

export const summary =
  "population --of items --period 2026-Q3 --out FILE          the list that a sample is drawn from, and its digest";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  ...populationOptions,
  out: { type: "string" },
  trust: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed>;

const parsed = (args: readonly string[]) => parseArgs({ args: [...args], options }).values;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => population(args, out));

async function population(args: readonly string[], out: Output): Promise<number> {
  const values = parsed(args);
  if (values.out === "")
    throw new UsageError("population: expected --out FILE, the place where the list is written, such as items.csv");
  if (values.out !== undefined) await refuseLists(values.out, homeOf(values.ledger));
  return withPopulation("population", values, async (asked, from) => {
    const { question, window, population: list } = asked;
    const { basis } = from;
    if (basis.example) out.line(EXAMPLE_NOTICE);
    out.line(`Population: ${populationInWords(question)}.`);
    out.line(
      `Period from ${asked.from} until ${asked.until} (excluded)${window.zone === "UTC" ? "" : `, ${window.zone}`}.`,
    );
    const note = NOTES[question.of];
    if (note !== null) out.line(note);
    out.line();
    out.line(`Rows    ${list.rows.length}`);
    out.line(`Digest  ${list.digest}`);
    if (values.out !== undefined) {
      const ids = await writeLists(values.out, list);
      out.line(`Wrote ${values.out}, and the ids alone to ${ids}. To check the digest: sha256sum ${ids}`);
    }
    out.line();
    const recorded = await record(out, from, values, asked);
    out.line(madeLine(basis));
    out.result({
      v: 1,
      example: basis.example,
      verified: false,
      ledger: basis.ledger,
      sealed: { index: basis.leaf, time: basis.sealTime },
      question: { ...question } as Json,
      from: asked.from,
      until: asked.until,
      count: list.rows.length,
      digest: list.digest,
      recorded,
      rows: list.rows.map(({ id, cells }) => ({ id, ...cells })),
    });
    return EXIT.done;
  });
}

/** Records the list, unless that was done, or can't be. */
async function record(
  out: Output,
  { ledger, basis }: PopulationFrom,
  values: Values,
  asked: AskedPopulation,
): Promise<Json> {
  const { config } = await loadConfig(values.config);
  const recording = await openRecording(values, ledger, config);
  if ("why" in recording) {
    out.line(`Not recorded: ${recording.why}. A sample that is drawn of it is marked "not recorded".`);
    return null;
  }
  const { from, until, population: list } = asked;
  const acts = recordedPopulations(await readActs(ledger.store, ledger.id), await ledger.newestSeal());
  const before = acts.find(
    (each) => each.asked === asked.asked && each.from === from && each.until === until && each.digest === list.digest,
  );
  if (before !== undefined) {
    const sealed = before.isSealed ? "sealed" : "not yet sealed";
    out.line(`Recorded before, at ${before.time} (${before.record}, ${sealed}). Nothing was recorded again.`);
    return { record: before.record, time: before.time, sealed: before.isSealed };
  }
  const body = {
    asked: asked.asked,
    from,
    until,
    seal: basis.leaf,
    root: await rootAt(ledger.store, basis.leaf),
    count: list.rows.length,
    digest: list.digest,
    place: "elsewhere",
  };
  const sealed = await recordAct(out, recording.home, "population", body);
  const slot = sealedBySlot(recording);
  out.line(
    slot === null
      ? "Give the digest to the auditor. The seed of a sample has to be chosen after that."
      : `Give the digest to the auditor. A sample can be drawn once the run of ${slot} has sealed the record.`,
  );
  return sealed;
}
