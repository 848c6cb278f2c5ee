// Every member of AWS that a check reads is in the published schema of AWS Config, or on a list that names its source.
import { expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { RESOURCE_TYPES } from "../../collectors/aws/item/resource-types.ts";
import { bodyPaths, publishedSchema, publishedTypes } from "../support/aws-config-paths.ts";
import { slicePaths } from "../support/slice-paths.ts";
import { pathsElsewhere } from "./aws-paths-elsewhere.ts";

/** What checks read, by type. */
const read = readPaths();
const listed = new Map<string, ReadonlySet<string>>();
for (const { type, paths } of pathsElsewhere) {
  listed.set(type, new Set([...(listed.get(type) ?? []), ...paths]));
}

function readPaths(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const evaluators = checks.flatMap((check) => check.evaluators).filter(({ provider }) => provider === "aws");
  for (const { resourceType, reads, related } of evaluators) {
    const relations = Object.values(related).map((relation) => [relation.type, relation.reads] as const);
    for (const [type, slice] of [[resourceType, reads] as const, ...relations]) {
      const paths = found.get(type) ?? new Set();
      for (const path of slicePaths(slice)) paths.add(path);
      found.set(type, paths);
    }
  }
  return found;
}

async function schemaPaths(type: string): Promise<ReadonlySet<string>> {
  return type in RESOURCE_TYPES ? bodyPaths(type, await publishedSchema(type)) : new Set();
}

function missing(type: string, paths: Iterable<string>, schema: ReadonlySet<string>): readonly string[] {
  return [...paths].filter((path) => !schema.has(path) && listed.get(type)?.has(path) !== true);
}

test.each([...read])("%s: every path that is read is in the schema or on the list", async (type, paths) => {
  expect(missing(type, paths, await schemaPaths(type))).toEqual([]);
});

test.each(pathsElsewhere)("$type: the list from $source has no more than it must", async ({ type, paths, source }) => {
  const schema = await schemaPaths(type);
  expect(paths).not.toEqual([]);
  expect(paths.filter((path) => read.get(type)?.has(path) !== true)).toEqual([]);
  expect(paths.filter((path) => schema.has(path))).toEqual([]);
  expect(source).toMatch(/^https:\/\//);
});

test("the schema is kept of the types that are read from AWS Config, and of no others", async () => {
  expect(await publishedTypes()).toEqual([...read.keys()].filter((type) => type in RESOURCE_TYPES).toSorted());
});

test("a path is on the list once", () => {
  const all = pathsElsewhere.flatMap(({ type, paths }) => paths.map((path) => `${type} ${path}`));
  expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
});

test("a path that does not exist is missing", async () => {
  const type = "AWS::RDS::DBInstance";
  const made = ["StorageEncrypted", "StorageEncrypt", "VpcSecurityGroups[].GroupId", "Engine.Name"];
  expect(missing(type, made, await schemaPaths(type))).toEqual(made.slice(1));
});

test("a path that the collector does not hand on is missing, though the schema has it", async () => {
  const type = "AWS::RDS::DBInstance";
  expect(await publishedSchema(type)).toHaveProperty(["configuration.deletionProtection"]);
  expect(missing(type, ["DeletionProtection"], await schemaPaths(type))).toEqual(["DeletionProtection"]);
});
