// Files of the example estate as other tools would have written them: every format reads them as it reads the originals.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { FORMATS } from "../../../collectors/exports/formats/formats.ts";
import type { ExportEntry } from "../../../collectors/exports/manifest/manifest.ts";
import { openExports } from "../../../collectors/exports/reader.ts";
import type { Item, PlannedUnit } from "../../../collectors/port.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

const ESTATE = join(import.meta.dirname, "../../../examples/estate/2026-09-01");
type Manifest = {
  readonly exports: (Pick<ExportEntry, "scope" | "types" | "format" | "file" | "regions"> & { bytes?: number })[];
};

const MANIFEST = JSON.parse(readFileSync(join(ESTATE, "export.json"), "utf8")) as Manifest;
for (const entry of MANIFEST.exports) delete entry.bytes;

/** Items and units by scope, of the estate whose files `edit` changes. */
async function readEstate(edit: (text: string, file: string) => string): Promise<ReadonlyMap<string, string>> {
  const directory = temporaryDirectory();
  cpSync(ESTATE, directory, { recursive: true });
  writeFileSync(join(directory, "export.json"), edit(JSON.stringify(MANIFEST), "export.json"));
  for (const { file } of MANIFEST.exports) {
    if (file === null) continue;
    const path = join(directory, file);
    const isPacked = file.endsWith(".gz");
    const bytes = readFileSync(path);
    const text = edit((isPacked ? gunzipSync(bytes) : bytes).toString(), file);
    writeFileSync(path, isPacked ? gzipSync(text) : text);
  }
  const reader = await openExports(directory);
  const read = new Map<string, string>();
  for (const scope of reader.scopes) {
    const units = new Map<string, PlannedUnit>();
    for (const entry of MANIFEST.exports.filter((each) => each.scope === scope))
      for (const type of entry.types)
        for (const region of FORMATS[entry.format].regions(entry, type))
          units.set(unitOf(type, region), { type, region });
    const items: Item[] = [];
    const people = { person: (_provider: string, name: string) => `person:${name.length}`, remember: () => undefined };
    const reading = await reader.read({ scope, units: [...units.values()], ...people }, (item) => items.push(item));
    read.set(scope, JSON.stringify([items, reading.units]));
  }
  return read;
}

let before: ReadonlyMap<string, string>;
beforeAll(async () => {
  before = await readEstate((text) => text);
});

test("a byte order mark of UTF-8, and lines that end as in Windows, make no difference", async () => {
  expect(await readEstate((text) => `\ufeff${text}`)).toEqual(before);
  expect(await readEstate((text) => text.replaceAll("\n", "\r\n"))).toEqual(before);
});

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value with members more, where it has none or null in their place. */
function withMembers(value: unknown, members: object): unknown {
  if (!isObject(value)) return value;
  const there = Object.entries(value).filter(([, member]) => member !== null);
  return { ...value, ...members, ...Object.fromEntries(there) };
}

/** A JSON text with members more, or each of several texts, or the answer in each of JSON lines. */
function withNext(text: string, file: string, members: object): string {
  if (file === "export.json" || file.endsWith(".csv")) return text;
  const texts = file.endsWith(".ndjson") ? text.split("\n").filter((line) => line !== "") : text.split(/\n(?=\{)/);
  const written = texts.map((one) => {
    const value = JSON.parse(one) as { answer?: unknown };
    return JSON.stringify(
      file.endsWith(".ndjson") ? { ...value, answer: withMembers(value.answer, members) } : withMembers(value, members),
    );
  });
  return written.map((one) => `${one}\n`).join("");
}

describe("a way to the next page that is empty is the end", () => {
  const members = ["NextToken", "nextToken", "Marker", "nextLink", "@odata.nextLink", "nextPageToken", "skip_token"];
  test.each(members)("%s", async (member) => {
    for (const end of ["", null])
      expect(await readEstate((text, file) => withNext(text, file, { [member]: end }))).toEqual(before);
  });

  test("a way that is not empty is told of, wherever it stands", async () => {
    const more = Object.fromEntries(members.map((member) => [member, "more"]));
    const read = await readEstate((text, file) => withNext(text, file, more));
    for (const [scope, text] of before) expect(read.get(scope) === text).toBe(false);
  });
});
