// Runs `tidemark names`: writes the names of the people in a bundle, and first records to whom they are given.
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE, isCompleteExample } from "../../audit/example-data.ts";
import { plural } from "../../audit/plural.ts";
import type { Names } from "../../audit/resource-name.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { readBundle, type BundlePeople } from "../disclosure/bundle-people.ts";
import { namedPeople } from "../disclosure/named.ts";
import { peopleAsCsv, PEOPLE_FILE } from "../disclosure/people-file.ts";
import { namesPerson } from "../disclosure/refuse-named.ts";
import { EXIT, UsageError } from "../exit.ts";
import { rootAt } from "../handover/checkpoint.ts";
import { openRecording, recordAct, type Recording } from "../handover/recording.ts";
import { refuseText } from "../handover/recorded-text.ts";
import type { Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { loadConfig } from "../places/load-config.ts";
import { namesBeside } from "../places/names-beside.ts";
import { openToRead } from "../places/open-store.ts";
import { refusePlace, writeNamed } from "../places/written-file.ts";
import { answering } from "../query/answering.ts";

export const summary =
  'names --for ZIP --out people.csv --to "AUDITOR" --reason   the names of the people in a bundle, on record as disclosed';

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  for: { type: "string" },
  out: { type: "string" },
  to: { type: "string" },
  reason: { type: "string" },
  trust: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => names(args, out));

/** Its owner alone may read it: whoever made it passes it on. */
const PRIVATE = 0o600;

async function names(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const bundle = given("for", values.for, "FILE.zip, the bundle whose people are to be named");
  const path = given("out", values.out, "FILE, the place where the names are written, such as people.csv");
  const { config } = await loadConfig(values.config);
  const recipient = refuseText("names --to", values.to, config);
  const reason = refuseText("names --reason", values.reason, config);
  const home = homeOf(values.ledger);
  await refusePlace(path, home, PEOPLE_FILE);
  // Names that somebody else was given stay as they were handed over.
  if (existsSync(path))
    throw new UsageError(`${path} is there. Name another file, or remove this one. Nothing was written`);
  const { manifest, references, sums } = await readBundle(bundle);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  await refuseOther(bundle, manifest, ledger);
  const recording = await openRecording(values, ledger, config);
  const people = await namedPeople(await namesFor(recording, ledger, values.ledger), references);
  const known = people.flatMap(({ name }) => (name === null ? [] : [name]));
  for (const [option, text] of [
    ["to", recipient],
    ["reason", reason],
  ] as const)
    if (namesPerson(text, known, false))
      throw new UsageError(
        `names --${option}: found a person of the bundle, expected text that names nobody, such as a firm or a role. The text is kept for ever. Nothing was written`,
      );
  if (manifest.example === true) out.line(EXAMPLE_NOTICE);
  const { from, to: until } = manifest.window;
  out.line(
    `The report and the tables of ${bundle} refer to ${references.length === 1 ? "1 person" : `${references.length} people`}.`,
  );
  if (known.length === 0) {
    out.line(
      references.length === 0
        ? "There is nobody to name. Nothing was written or recorded."
        : "No name is kept for any of them. Nothing was written or recorded.",
    );
    out.result({
      v: 1,
      ledger: ledger.id,
      from,
      until,
      people: references.length,
      named: 0,
      path: null,
      recorded: null,
    });
    return EXIT.done;
  }
  // The bundle whose sums these are says who was named.
  const said = `${reason} (${plural(known.length, "name")}; SHA256SUMS of the bundle has the SHA-256 ${sums})`;
  const recorded = await record(out, recording, { recipient, from, until, reason: said });
  await writeNamed(path, peopleAsCsv({ ledger: ledger.id, from, until, people }), PRIVATE).catch((error: unknown) => {
    if (recorded === null || !(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${error.message}. The disclosure is recorded, and no name was written. Run the command again for another place: that is recorded too`,
      { cause: error },
    );
  });
  const unnamed = references.length - known.length;
  out.line(
    `Wrote ${path} with ${plural(known.length, "name")}${unnamed === 0 ? "" : `, and ${plural(unnamed, "reference")} without one: no name is kept, or it was erased`}.`,
  );
  out.line("Give it to the recipient another way than the bundle. The bundle itself names none of them.");
  out.result({
    v: 1,
    ledger: ledger.id,
    from,
    until,
    people: references.length,
    named: known.length,
    path,
    recorded,
  });
  return EXIT.done;
}

function given(option: "for" | "out", value: string | undefined, expected: string): string {
  if (value === undefined || value === "") throw new UsageError(`names: expected --${option} ${expected}`);
  return value;
}

/** A bundle tells of people by the references of one ledger. Rejects with UsageError where that is another one. */
async function refuseOther(path: string, { ledger: of, evidence }: BundlePeople["manifest"], ledger: Ledger) {
  if (of !== ledger.id)
    throw new UsageError(
      `${path} is a bundle of the ledger ${of}, expected one of ${ledger.id} (${ledger.store.place}). Name its ledger with --ledger. Nothing was written`,
    );
  const root = await rootAt(ledger.store, evidence.size - 1).catch(() => null);
  if (root !== evidence.root)
    throw new UsageError(
      `${path} was made up to a log of size ${evidence.size} with root ${evidence.root}, and this ledger has ${root === null ? "no checkpoint of that size" : `root ${root} there`}. Make the bundle again from this ledger. Nothing was written`,
    );
}

/**
 * Nobody gets names without a record of it. The complete example can record nothing, and the people in it are made up. Rejects with
 * UsageError where nothing can be recorded in a ledger of real people.
 */
async function namesFor(recording: Recording, ledger: Ledger, place: string): Promise<Names> {
  if ("home" in recording) return recording.home.names;
  if (!isCompleteExample(ledger.genesis))
    throw new UsageError(
      `names: the disclosure can't be recorded, because ${recording.why}. Nothing was written. Run the command where the ledger has its writer`,
    );
  return namesBeside(homeOf(place), ledger.genesis.salt);
}

type Disclosure = {
  readonly recipient: string;
  readonly from: string;
  readonly until: string;
  readonly reason: string;
};

/** Gives the record, for JSON; null where nothing was recorded. */
async function record(out: Output, recording: Recording, disclosure: Disclosure): Promise<Json> {
  if ("home" in recording) return recordAct(out, recording.home, "disclosure", disclosure);
  out.line(`Not recorded: ${recording.why}.`);
  return null;
}
