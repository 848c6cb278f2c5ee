// Changes one value of a ledger, or the same value wherever it stands.
import type { Decoded, Said } from "./decoded.ts";
import { harvest, nameOf, saidIn } from "./harvest.ts";
import { otherValue } from "./other-value.ts";
import type { Random } from "./random.ts";
import {
  copied,
  isMembers,
  type Members,
  type Path,
  put,
  type Value,
  valueAt,
  walk,
  withStrings,
  textOf,
} from "./value.ts";

/** Changes a ledger in place and says what was changed; null where there was nothing to change. */
export type Change = (decoded: Decoded, random: Random) => string | null;

/** One value of one record, leaf, document or of genesis. */
export const changeValue: Change = (decoded, random) => {
  const [where, said] = site(decoded, random);
  const paths: Path[] = [];
  walk(said.value, (path) => paths.push(path));
  // Names of members that stand once in a record are changed as often as those that stand in every row.
  const name = random.pick([...new Set(paths.map(nameOf))]);
  const alike = random.chance(0.5) ? paths.filter((each) => nameOf(each) === name) : paths;
  const path = random.pick(alike.length > 1 ? alike.slice(alike === paths ? 1 : 0) : alike);
  if (random.chance(0.12) && typeof path.at(-1) === "string") {
    drop(said, path);
    return `${where}: no ${path.join(".")}`;
  }
  const before = valueAt(said.value, path) as Value;
  const now = otherValue(random, nameOf(path), before, harvest(decoded));
  set(said, path, now);
  const shown = `${where}: ${path.join(".")} ${short(before)} is ${short(now)}`;
  if (!random.chance(0.2)) return shown;
  const more = likewise(decoded, nameOf(path), before, now);
  return more === 0 ? shown : `${shown}, and in ${more} more places`;
};

/** A text becomes another wherever it stands, in whatever member. */
export const renameText: Change = (decoded, random) => {
  const from = harvest(decoded);
  const before = random.pick(from.strings);
  if (before === "") return null;
  const now = otherValue(random, "", before, from);
  if (typeof now !== "string") return null;
  const isPart = random.chance(0.3);
  for (const said of saidIn(decoded)) {
    said.value = withStrings(said.value, (text) =>
      text === before ? now : isPart && text.includes(before) ? text.replaceAll(before, () => now) : text,
    );
  }
  return `everywhere${isPart ? ", in longer texts too" : ""}: ${short(before)} is ${short(now)}`;
};

/** What is changed: the rare kinds as often as the frequent ones. */
function site(decoded: Decoded, random: Random): [string, Said] {
  const { genesis, documents, segments, leaves } = decoded;
  const kind = random.weighted([
    [segments.length === 0 ? 0 : 50, "record"],
    [leaves.length === 0 ? 0 : 30, "leaf"],
    [documents.length === 0 ? 0 : 15, "document"],
    [3, "genesis"],
  ] as const);
  switch (kind) {
    case "record": {
      const segment = random.pick(segments);
      const types = [...new Set(segment.lines.map(typeOf))];
      const type = random.pick(types);
      const line = random.pick(segment.lines.filter((each) => typeOf(each) === type));
      return [`${segment.key} line ${segment.lines.indexOf(line) + 1} (${type})`, line];
    }
    case "leaf": {
      const kinds = [...new Set(leaves.map(({ value }) => (value as Members)["kind"]))];
      const chosen = random.pick(kinds);
      const leaf = random.pick(leaves.filter(({ value }) => (value as Members)["kind"] === chosen));
      return [`leaf ${leaf.index}`, leaf];
    }
    case "document": {
      const rested = documents.filter(({ kind: each }) => ["tests", "roster", "schedule"].includes(each));
      const document = random.pick(rested.length > 0 && random.chance(0.9) ? rested : documents);
      return [`document ${document.kind}`, document];
    }
    case "genesis":
      return ["genesis", genesis];
  }
}

const typeOf = ({ value }: Said): string => (isMembers(value) ? textOf(value["type"]) : "");

function set(said: Said, path: Path, now: Value): void {
  said.kept.add(path.join("/"));
  const parent = valueAt(said.value, path.slice(0, -1));
  const last = path.at(-1);
  // A value that the ledger said elsewhere may lie in itself now.
  const own = copied(now);
  if (last === undefined) said.value = own;
  else if (Array.isArray(parent)) parent[last as number] = own;
  else if (isMembers(parent)) put(parent, String(last), own);
}

function drop(said: Said, path: Path): void {
  said.kept.add(path.join("/"));
  const parent = valueAt(said.value, path.slice(0, -1));
  if (isMembers(parent)) delete parent[String(path.at(-1))];
}

/** The same change in every other member of that name with that value. How many there were. */
function likewise(decoded: Decoded, name: string, before: Value, now: Value): number {
  const text = JSON.stringify(before);
  let count = 0;
  for (const said of saidIn(decoded)) {
    const paths: Path[] = [];
    walk(said.value, (path, value) => {
      if (path.length > 0 && nameOf(path) === name && JSON.stringify(value) === text) paths.push(path);
    });
    for (const path of paths) set(said, path, now);
    count += paths.length;
  }
  return count;
}

const short = (value: Value): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
};
