// export.json: what is refused, by member.
import { describe, expect, test } from "vitest";
import { openExports } from "../../../../collectors/exports/reader.ts";
import { entry, makeDirectory, manifest, refusal } from "../fixture.ts";

const list = (members: object): { readonly [member: string]: unknown } =>
  entry({
    format: "gcloud-asset-list",
    scope: "gcp/projects/1",
    types: ["storage.googleapis.com/Bucket"],
    file: "a.json",
    ...members,
  });

describe("a manifest that is none is refused by member", () => {
  const cases: readonly (readonly [what: string, text: string | Buffer, message: string])[] = [
    [
      "an unknown member",
      manifest(list({ note: 1 })),
      'export.json: exports[0]: found unrecognized key: "note", expected no member of that name',
    ],
    ["an unknown format", manifest(list({ format: "x" })), "export.json: exports[0].format: "],
    [
      "a scope without provider",
      manifest(list({ scope: "1" })),
      "export.json: exports[0].scope: found another value, expected <provider>/<id>",
    ],
    [
      "a scope of another cloud",
      manifest(list({ scope: "aws/111122223333" })),
      'export.json: exports[0].scope: found "aws/111122223333", expected a scope of gcloud-asset-list',
    ],
    [
      "a management group",
      manifest(list({ format: "az-graph", scope: "azure/managementGroups/northlight" })),
      'export.json: exports[0].scope: found "azure/managementGroups/northlight", expected a scope that is read from exports, such as a subscription or a project. Management groups, folders and organizations are read live only',
    ],
    [
      "a folder of Google Cloud",
      manifest(list({ format: "gcloud-asset-list", scope: "gcp/folders/730011220044" })),
      'export.json: exports[0].scope: found "gcp/folders/730011220044", expected a scope that is read from exports, such as a subscription or a project. Management groups, folders and organizations are read live only',
    ],
    [
      "a project's id for its number",
      manifest(list({ scope: "gcp/projects/nl-prod" })),
      'export.json: exports[0].scope: found "gcp/projects/nl-prod"',
    ],
    ["a path", manifest(list({ file: "../a.json" })), "export.json: exports[0].file: "],
    ["no file where it ended well", manifest(list({ file: null })), "export.json: exports[0].file: "],
    [
      "a member of another type",
      manifest(list({ command: 1 })),
      "export.json: exports[0].command: found number, expected string",
    ],
    [
      "a time without offset",
      manifest(list({ dataTime: "2026-09-01T06:00:00" })),
      "export.json: exports[0].dataTime: ",
    ],
    ["one source twice", manifest(list({}), list({})), "export.json: exports[1].source: "],
    ["a source of ours", manifest(list({ source: "tidemark" })), "export.json: exports[0].source: "],
    [
      "regions where there are none",
      manifest(list({ regions: ["global"] })),
      "export.json: exports[0].regions: found another value, expected regions for a format that is one file a region",
    ],
    [
      "no regions where there are",
      manifest(list({ format: "aws-config-snapshot", scope: "aws/111122223333" })),
      "export.json: exports[0].regions: ",
    ],
    [
      "regions before the scope of another",
      manifest(list({ scope: "aws/111122223333" }), list({ source: "b", regions: ["global"] })),
      "export.json: exports[1].regions: ",
    ],
    ["another version", '{"version":2,"exports":[]}', "export.json: version: "],
    ["no JSON", '{"version":1,', "export.json: byte 13: found an early end, expected JSON"],
    ["UTF-16", Buffer.from('\ufeff{"version":1}', "utf16le"), "export.json: byte 0: found a byte order mark"],
  ];
  test.each(cases)("%s", async (_, text, message) => {
    const error = await refusal(openExports(await makeDirectory({ "export.json": text })));
    expect(error).toContain(message);
    expect(error).not.toContain("\n");
  });

  test("no directory, an empty one", async () => {
    expect(await refusal(openExports("/nowhere/at/all"))).toBe(
      "/nowhere/at/all: found no directory that can be read, expected a directory of exports",
    );
    expect(await refusal(openExports(await makeDirectory({})))).toMatch(
      /found an empty directory, expected exports and export\.json$/,
    );
  });
});
