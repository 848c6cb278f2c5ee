// Other answers of sources: rows complete or not, keys seen, unseen and asked for by name. What follows from them is counted anew.
import type { Change } from "./change-value.ts";
import type { Decoded, Said, Segment } from "./decoded.ts";
import { harvest } from "./harvest.ts";
import type { Random } from "./random.ts";
import { isMembers, type Members, put, textOf, type Value } from "./value.ts";

const listOf = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);

/** Records of that type, in whatever segment. */
export function recordsOf({ segments }: Decoded, ...types: readonly string[]): [Segment, Said, Members][] {
  return segments.flatMap((segment) =>
    segment.lines.flatMap((line): [Segment, Said, Members][] => {
      const { value } = line;
      if (!isMembers(value) || !types.includes(textOf(value["type"])) || !isMembers(value["body"])) return [];
      return [[segment, line, value["body"]]];
    }),
  );
}

/** Sorted texts, each once. */
const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

type Known = {
  readonly keys: readonly string[];
  readonly units: readonly string[];
  readonly instants: readonly string[];
};

function known(decoded: Decoded): Known {
  const { byName, instants } = harvest(decoded);
  const texts = (name: string): string[] => (byName.get(name) ?? []).filter((value) => typeof value === "string");
  const keys = sorted(recordsOf(decoded, "observation", "context").map(([, , body]) => String(body["key"] as string)));
  return { keys: keys.length > 0 ? keys : ["x"], units: texts("unit"), instants };
}

const problem = (random: Random): Members => ({
  code: random.pick(["denied", "throttled", "not-planned"]),
  detail: "why",
});

function cut(row: Members, random: Random, { keys }: Known): string {
  const some = sorted(keys.filter(() => random.chance(0.5)));
  put(row, "complete", false);
  put(row, "problem", problem(random));
  delete row["seen"];
  delete row["unseen"];
  const [name, value] = random.pick<[string, Value]>([
    ["seen", some],
    ["unseen", some],
    ["unseen", "all"],
  ]);
  put(row, name, value);
  if (random.chance(0.3)) put(row, "dataTime", null);
  return `not complete, ${name} ${JSON.stringify(value)}`;
}

function complete(row: Members, random: Random, { instants }: Known): string {
  put(row, "complete", true);
  put(row, "problem", null);
  if (row["dataTime"] === null) put(row, "dataTime", random.pick(instants));
  delete row["seen"];
  delete row["unseen"];
  return "complete";
}

function ask(body: Members, random: Random, { keys, units, instants }: Known): string {
  const asked = isMembers(body["asked"]) ? body["asked"] : {};
  const name = random.pick(["seen", "notFound", "failed"]);
  const key = random.pick(keys);
  const answer: Members = { key, unit: random.pick(units), dataTime: random.pick(instants) };
  if (name === "failed") answer["problem"] = problem(random);
  const rest = listOf(asked[name]).filter((each) => isMembers(each) && each["key"] !== key);
  const keyOf = (value: Value): string => (isMembers(value) ? String(value["key"] as string) : "");
  put(
    asked,
    name,
    [...rest, answer].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  );
  return `${key} asked for, and ${name}`;
}

/** One answer of one coverage record. */
export const changeAnswers: Change = (decoded, random) => {
  const records = recordsOf(decoded, "coverage");
  if (records.length === 0) return null;
  const [segment, line, body] = random.pick(records);
  const rows = listOf(body["units"]);
  const row = rows.length === 0 ? null : random.pick(rows);
  const all = known(decoded);
  const where = `${segment.key} line ${segment.lines.indexOf(line) + 1} (coverage)`;
  if (!isMembers(row) || random.chance(0.35)) return `${where}: ${ask(body, random, all)}`;
  const unit = String(row["unit"] as string);
  if (random.chance(0.15)) {
    body["units"] = rows.filter((each) => each !== row);
    return `${where}: no row of ${unit}`;
  }
  return `${where}: ${unit} ${row["complete"] === true ? cut(row, random, all) : complete(row, random, all)}`;
};
