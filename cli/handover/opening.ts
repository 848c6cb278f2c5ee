// Says in the first lines of a worksheet how the sample was drawn, and how anybody can draw it again.
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import type { RecordedSample } from "../../audit/handover/recorded.ts";
import type { AskedPopulation, PopulationFrom } from "./asking.ts";
import type { DrawnFrom } from "./drawn-from.ts";
import type { Seeding } from "./seed.ts";
import { WORKSHEET, type Opening } from "./worksheet.ts";
import { NOTES, populationInWords } from "./words.ts";

export type Drawing = {
  readonly asked: AskedPopulation;
  readonly from: PopulationFrom;
  readonly of: DrawnFrom;
  readonly seeding: Seeding;
  /** How many rows were drawn. */
  readonly drawn: number;
  /** When, RFC 3339. */
  readonly at: string;
  /** The root of the tree that the tables were made up to, in hex. */
  readonly root: string;
  /** Samples of the same population that were drawn earlier. */
  readonly earlier: readonly RecordedSample[];
  /** The place of the sample's record; null where nothing was recorded. */
  readonly record: string | null;
};

export function openingOf({ asked, from, of, seeding, drawn, at, root, earlier, record }: Drawing): Opening {
  const { question, population, window } = asked;
  const { basis } = from;
  const note = NOTES[question.of];
  const bound =
    "act" in of
      ? `${of.act.record}, at ${of.act.time}, before the seed was chosen`
      : `not recorded (${of.unbound}). Nothing proves that the list was fixed before the seed was chosen`;
  const all = drawn < seeding.size ? ` (${seeding.size} were asked for, and the population has no more)` : "";
  return [
    [WORKSHEET, populationInWords(question)],
    ...(basis.example ? ([["example", EXAMPLE_NOTICE]] as const) : []),
    ["period", `${asked.from} until ${asked.until} (excluded), days of ${window.zone}`],
    ...(note === null ? [] : ([["note", note]] as const)),
    [
      "population",
      `${population.rows.length} rows, digest ${population.digest} (SHA-256 of the ids in order of their bytes, each with a line feed)`,
    ],
    ["population recorded", bound],
    ["seed", seeding.seed],
    ["seed chosen by", seeding.by],
    ["drawn at", at],
    ["rows drawn", `${drawn} of ${population.rows.length}${all}`],
    ["method", "Rows are ranked by SHA-256 of seed, line feed and id, and those with the lowest ranks are drawn."],
    ["to check a rank", `printf '%s\\n%s' "$seed" "$id" | sha256sum`],
    ["checkpoint", `size ${basis.leaf + 1}, root ${root} (hex), ledger ${basis.ledger}`],
    ["sample recorded", record ?? "not recorded"],
    ["earlier samples of this population", earlierInWords(earlier)],
    ["cells", "A cell that begins with = + - or @ has an apostrophe before it, so that no spreadsheet runs it."],
  ];
}

const earlierInWords = (earlier: readonly RecordedSample[]): string =>
  earlier.length === 0
    ? "none on record"
    : earlier.map(({ time, seed, drawn }) => `${time}: ${drawn.length} rows by the seed "${seed}"`).join("; ");
