// What answers for a unit: absent, unreadable and departed are three things.
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { openExports } from "../../../collectors/exports/reader.ts";
import { AT, entry, makeDirectory, manifest, readUnits, refusal, type Outcome } from "./fixture.ts";

const SCOPE = "gcp/projects/1";
const BUCKET = "storage.googleapis.com/Bucket@global";
const FIREWALL = "compute.googleapis.com/Firewall@global";
const PATH = "Tidemark::AccessPath@global";
const LATER = "2026-09-02T06:00:00.000Z";

const asset = (name: string, assetType: string): object => ({
  name,
  assetType,
  ancestors: ["projects/1"],
  resource: { data: {} },
});
const project = asset(
  "//cloudresourcemanager.googleapis.com/projects/1",
  "cloudresourcemanager.googleapis.com/Project",
);
const bucket = (name: string): object => asset(`//storage.googleapis.com/${name}`, "storage.googleapis.com/Bucket");
const list = (members: object): { readonly [member: string]: unknown } =>
  entry({
    format: "gcloud-asset-list",
    scope: SCOPE,
    types: ["storage.googleapis.com/Bucket", "compute.googleapis.com/Firewall"],
    file: "a.json",
    ...members,
  });

test("a type that is absent is complete and empty", async () => {
  const directory = await makeDirectory({ "export.json": manifest(list({})), "a.json": JSON.stringify([project]) });
  const { unit } = await readUnits(directory, SCOPE, [BUCKET]);
  expect(unit(BUCKET)).toMatchObject({ complete: true, listed: 0, dataTime: AT, problem: null });
});

describe("a type that was not read is neither absent nor departed", () => {
  const failures: readonly (readonly [error: string | null, code: string, detail: string])[] = [
    [
      "ERROR: (gcloud.asset.list) PERMISSION_DENIED: Permission 'cloudasset.assets.listResource' denied on resource",
      "denied",
      "cloudasset.assets.listResource (PERMISSION_DENIED)",
    ],
    [
      "(AuthorizationFailed) The client 'jane@northlight.example' with object id 'x' does not have authorization to perform action 'Microsoft.ResourceGraph/resources/read' over scope '/subscriptions/x'",
      "denied",
      "Microsoft.ResourceGraph/resources/read (AuthorizationFailed)",
    ],
    [
      "An error occurred (AccessDenied) when calling the GenerateCredentialReport operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: iam:GenerateCredentialReport on resource: *",
      "denied",
      "iam:GenerateCredentialReport (AccessDenied)",
    ],
    [
      "An error occurred (AccessDenied) when calling the ListRoles operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: iam:ListRoles on resource: * with an explicit deny in a service control policy\n",
      "denied",
      "iam:ListRoles (AccessDenied, service control policy)",
    ],
    [
      "ERROR: (AuthorizationFailed) The client 'jane' does not have authorization to perform action 'Microsoft.Sql/servers/read' over scope",
      "denied",
      "Microsoft.Sql/servers/read (AuthorizationFailed)",
    ],
    [
      "Required 'cloudasset.assets.listResource' permission for 'projects/1'",
      "denied",
      "cloudasset.assets.listResource",
    ],
    ["Forbidden", "denied", "the command of export one ended with exit status 1"],
    [
      "An error occurred (ThrottlingException): Rate exceeded",
      "throttled",
      "the command of export one ended with exit status 1 (ThrottlingException)",
    ],
    [
      "RESOURCE_EXHAUSTED: Quota exceeded",
      "throttled",
      "the command of export one ended with exit status 1 (RESOURCE_EXHAUSTED)",
    ],
    [
      'Forbidden({"error":{"code":"Authentication_RequestFromNonPremiumTenantOrB2CTenant"}})',
      "licence",
      "the command of export one ended with exit status 1",
    ],
    [
      "Cloud Asset API has not been used in project 1 before or it is disabled. SERVICE_DISABLED",
      "disabled",
      "the command of export one ended with exit status 1 (SERVICE_DISABLED)",
    ],
    [
      "An error occurred (NoAvailableDeliveryChannelException)",
      "disabled",
      "the command of export one ended with exit status 1 (NoAvailableDeliveryChannelException)",
    ],
    // A word that is no error code of the cause may be a name.
    ["(Novak) is denied: Forbidden", "denied", "the command of export one ended with exit status 1"],
    [
      "(Preview) Command group\nERROR: (AuthorizationFailed) The client 'jane' does not have authorization to perform action 'Microsoft.Network/a/read' over scope",
      "denied",
      "Microsoft.Network/a/read (AuthorizationFailed)",
    ],
    [
      "Retry after UNAVAILABLE\nERROR: PERMISSION_DENIED: Permission 'compute.networks.list' denied",
      "denied",
      "compute.networks.list (PERMISSION_DENIED)",
    ],
    ["Connection reset by peer", "unavailable", "the command of export one ended with exit status 1"],
    [null, "unavailable", "the command of export one ended with exit status 1"],
  ];
  test.each(failures)("%s", async (error, code, detail) => {
    const directory = await makeDirectory({ "export.json": manifest(list({ exitStatus: 1, error, file: null })) });
    const { unit, items, sources } = await readUnits(directory, SCOPE, [BUCKET, FIREWALL]);
    expect(items).toEqual([]);
    for (const each of [BUCKET, FIREWALL]) {
      expect(unit(each)).toEqual({
        unit: each,
        source: "one",
        complete: false,
        dataTime: null,
        listed: 0,
        problem: { code, detail },
        pages: 0,
        first: null,
        last: null,
        server: null,
      });
    }
    expect(sources.map(({ source }) => source)).toEqual(["one"]);
    expect(JSON.stringify([unit(BUCKET), sources])).not.toContain("jane");
  });

  test("only the type whose export failed is lost", async () => {
    const failed = list({
      source: "two",
      types: ["compute.googleapis.com/Firewall"],
      exitStatus: 1,
      error: "PERMISSION_DENIED",
      file: null,
    });
    const directory = await makeDirectory({
      "export.json": manifest(list({ types: ["storage.googleapis.com/Bucket"] }), failed),
      "a.json": JSON.stringify([project, bucket("b")]),
    });
    const { unit, items } = await readUnits(directory, SCOPE, [BUCKET, FIREWALL]);
    expect(items.length).toBe(1);
    expect(unit(BUCKET)).toMatchObject({ complete: true, source: "one" });
    expect(unit(FIREWALL)).toMatchObject({ complete: false, source: "two", problem: { code: "denied" } });
  });

  test("a file that is missing, a type that was not asked for, a scope without exports, a type nobody knows", async () => {
    const directory = await makeDirectory({
      "export.json": manifest(list({ types: ["storage.googleapis.com/Bucket"] })),
    });
    const { unit } = await readUnits(directory, SCOPE, [BUCKET, FIREWALL, "AWS::New::Thing@global"]);
    expect(unit(BUCKET)).toMatchObject({
      complete: false,
      source: "one",
      problem: { code: "truncated", detail: "a.json is missing" },
    });
    expect(unit(FIREWALL)).toMatchObject({
      complete: false,
      source: "one",
      problem: { code: "no-answer", detail: "export one does not include this type" },
    });
    expect(unit("AWS::New::Thing@global")).toMatchObject({
      complete: false,
      source: "none",
      problem: { code: "no-answer" },
    });
    const other = await readUnits(directory, "gcp/projects/2", [BUCKET, PATH]);
    expect(other.units).toMatchObject([
      { unit: BUCKET, source: "none", complete: false },
      { unit: PATH, source: "none", complete: false },
    ]);
    expect(other.sources).toEqual([]);
  });

  test("no manifest is refused: nobody can say what the files are", async () => {
    const exports = await refusal(openExports(await makeDirectory({ "a.json": "[]" })));
    expect(exports).toMatch(
      /: found export files without export\.json, expected export files and export\.json, as the export script writes them$/,
    );
    const none = await refusal(openExports(await makeDirectory({ "notes.txt": "" })));
    expect(none).toMatch(
      /: found neither export files nor export\.json, expected export files and export\.json, as the export script writes them$/,
    );
  });
});

describe("two exports of one unit", () => {
  const files = (first: string, second: string): { readonly [name: string]: string } => ({
    "export.json": manifest(list({ dataTime: first }), list({ source: "two", file: "b.json", dataTime: second })),
    "a.json": JSON.stringify([project, bucket("a")]),
    "b.json": JSON.stringify([project, bucket("b")]),
  });

  test("the later one answers", async () => {
    for (const [first, second, winner] of [
      [AT, LATER, "b"],
      [LATER, AT, "a"],
    ] as const) {
      const { items, units, sources } = await readUnits(await makeDirectory(files(first, second)), SCOPE, [BUCKET]);
      expect(items.map(({ key }) => key)).toEqual([`//storage.googleapis.com/${winner}`]);
      expect([units.length, sources.length, units[0]?.dataTime]).toEqual([1, 1, LATER]);
    }
  });

  test("of one time answer together: what both list counts once, what they tell apart is unread", async () => {
    const labelled = (team: string): object => ({
      ...bucket("a"),
      resource: { data: { labels: { team } } },
    });
    const read = async (first: readonly object[], second: readonly object[]): Promise<Outcome> =>
      readUnits(
        await makeDirectory({
          ...files(AT, AT),
          "a.json": JSON.stringify([project, ...first]),
          "b.json": JSON.stringify([project, ...second]),
        }),
        SCOPE,
        [BUCKET],
      );
    const same = await read([labelled("data")], [labelled("data")]);
    expect(same.items).toMatchObject([{ source: "one", labels: { team: "data" } }]);
    expect(same.unit(BUCKET)).toMatchObject({ complete: true, listed: 1, pages: 2, source: "one" });
    expect(same.sources.map(({ source }) => source)).toEqual(["one", "two"]);
    const apart = await read([labelled("data")], [labelled("web")]);
    expect(apart.items.at(-1)).toMatchObject({ key: "//storage.googleapis.com/a", problem: { code: "contradictory" } });
    expect(apart.unit(BUCKET)).toMatchObject({ complete: false, listed: 1, problem: { code: "contradictory" } });
    const lists = await read([bucket("a")], [bucket("b")]);
    expect(lists.items.map(({ source }) => source)).toEqual(["one", "two"]);
    expect(lists.unit(BUCKET)).toMatchObject({ complete: false, listed: 2, problem: { code: "contradictory" } });
  });
});

test("the path that exports do not show is one item on the scope", async () => {
  const directory = await makeDirectory({
    "export.json": manifest(
      list({}),
      list({ source: "two", types: ["compute.googleapis.com/Network"], dataTime: LATER }),
    ),
    "a.json": JSON.stringify([project]),
  });
  const { items, unit, sources } = await readUnits(directory, SCOPE, [PATH, BUCKET]);
  expect(items).toMatchObject([
    {
      key: "tidemark:gcp/projects%2F1/access-path%2Fiam-bindings",
      unit: PATH,
      dataTime: LATER,
      body: { Path: "IAM bindings of people in Cloud Identity or Workspace", Read: false },
    },
  ]);
  expect(unit(PATH)).toMatchObject({ source: "tidemark", complete: true, listed: 1, dataTime: LATER });
  expect(sources.map(({ source }) => source)).toEqual(["one", "tidemark"]);
});

test("a source says who, what and how", async () => {
  const directory = await makeDirectory({
    "export.json": manifest(list({ principal: "jane@northlight.example", command: "gcloud asset list" })),
    "a.json": "[]",
  });
  const { sources, calls } = await readUnits(directory, SCOPE, [BUCKET]);
  expect(sources).toEqual([
    {
      source: "one",
      lane: "cloud-asset-inventory",
      principal: expect.stringMatching(/^person:/),
      endpoint: "file",
      query: sha256Hex("gcloud asset list"),
      atomic: true,
      lagSeconds: 600,
    },
  ]);
  expect(calls).toEqual({ files: 1 });
});

test("a file that grew after it was written is refused", async () => {
  const directory = await makeDirectory({ "export.json": manifest(list({ bytes: 2 })), "a.json": "[]\n" });
  expect(await refusal(readUnits(directory, SCOPE, [BUCKET]))).toBe(
    "a.json: byte 2: found more bytes, expected the 2 that were written",
  );
});
