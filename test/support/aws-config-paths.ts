// What bodies of a resource type can hold, by the published schema of AWS Config and our own reading of its items.
import { readFile, readdir } from "node:fs/promises";
import { z } from "zod";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { parseItem, toItem } from "../../collectors/aws/item/configuration-item.ts";
import type { ExportEntry } from "../../collectors/exports/manifest/manifest.ts";
import { isRecord } from "../../collectors/json-shape.ts";

const Schema = z.record(z.string(), z.string());
const ENDING = ".properties.json";
const DIRECTORY = new URL("aws-config-resource-schema/", import.meta.url);
// By the types of the schema; the rest are kinds of text.
const VALUES: { readonly [type: string]: Json } = {
  boolean: true,
  date: "2025-01-01T00:00:00.000Z",
  float: 1.5,
  integer: 1,
};
const TIME = "2025-01-01T00:00:00.000Z";
const ENTRY: ExportEntry = {
  source: "schema",
  format: "aws-config-snapshot",
  scope: "aws/111122223333",
  command: "",
  principal: null,
  regions: ["eu-west-1"],
  types: [],
  dataTime: TIME,
  startedAt: TIME,
  finishedAt: TIME,
  exitStatus: 0,
  error: null,
  file: null,
  bytes: null,
};
const PEOPLE = { person: () => "person", remember: () => undefined };

/** The types whose schema is kept here. */
export async function publishedTypes(): Promise<readonly string[]> {
  const files = (await readdir(DIRECTORY)).filter((name) => name.endsWith(ENDING));
  return files.map((name) => name.slice(0, -ENDING.length).replaceAll("-", "::")).toSorted();
}

/** By path, as `configuration.a.b`, the type of what stands there. */
export async function publishedSchema(type: string): Promise<Readonly<Record<string, string>>> {
  const file = new URL(`${type.replaceAll("::", "-")}${ENDING}`, DIRECTORY);
  return Schema.parse(JSON.parse(await readFile(file, "utf8")));
}

/**
 * Every path, as `A.B[].C`, of the bodies of items that hold one path of `schema` each. The schema does not tell lists
 * from objects, so that each segment is tried as both. What an item without any configuration has is not of the schema.
 */
export function bodyPaths(type: string, schema: Readonly<Record<string, string>>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [path, valueType] of Object.entries(schema)) {
    const [root, ...segments] = path.split(".");
    if (root !== "configuration" && root !== "supplementaryConfiguration") continue;
    for (const value of shapes(segments, VALUES[valueType] ?? "text")) {
      for (const each of root === "configuration" ? [value] : [value, quoted(value)]) {
        for (const held of nodes(bodyOf(type, { [root]: each }), "")) found.add(held);
      }
    }
  }
  const empty = new Set(nodes(bodyOf(type, {}), ""));
  return found.difference(empty);
}

function shapes(segments: readonly string[], leaf: Json): readonly Json[] {
  const [name, ...rest] = segments;
  if (name === undefined) return [leaf];
  return shapes(rest, leaf).flatMap((value) => [{ [name]: value }, { [name]: [value] }]);
}

/** Config also delivers supplementary members as JSON in a string. */
function quoted(value: Json): Json {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, JSON.stringify(member)]));
}

function bodyOf(type: string, members: { readonly [root: string]: Json }): Json {
  const item = parseItem({
    resourceType: type,
    resourceId: "id",
    resourceName: "name",
    awsAccountId: "111122223333",
    ARN: "arn:aws:service:eu-west-1:111122223333:resource/name",
    awsRegion: "eu-west-1",
    configurationItemCaptureTime: TIME,
    configuration: {},
    ...members,
  });
  if ("lacks" in item) throw new Error(`${type}: item lacks ${item.lacks}`);
  const read = toItem(item, "eu-west-1", ENTRY, PEOPLE);
  // A `configuration` that is a list is no item.
  return "body" in read ? read.body : {};
}

/** The path of every value and of every object and list around it: a slice may ask no more than that one is there. */
function nodes(value: Json, path: string): readonly string[] {
  const here = path === "" ? [] : [path];
  if (Array.isArray(value)) return [...here, ...(value as readonly Json[]).flatMap((each) => nodes(each, `${path}[]`))];
  if (!isRecord(value)) return here;
  const members = Object.entries(value).flatMap(([name, member]) =>
    nodes(member, path === "" ? name : `${path}.${name}`),
  );
  return [...here, ...members];
}
