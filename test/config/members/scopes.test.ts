// What a config may not say of its scopes, and the roster document that follows from what it says.
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../../config/define-config.ts";
import { makeRosterDocument } from "../../../config/roster-document.ts";
import { parseCanonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { readRoster } from "../../../evidence-schema/documents/document-schema.ts";

const approver = { role: "CISO" };
const leftOut = (...regions: readonly string[]) => regions.map((region) => ({ region, reason: "denied", approver }));

function mistakes(scope: object, more: object = {}): readonly string[] {
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    scopes: [{ scope: "aws/111111111111", regions: ["eu-central-1", "eu-west-1"], ...scope }],
    ...more,
  };
  try {
    readConfig(config, "c.ts");
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split("\n");
  }
}

describe("with azure,", () => {
  const azure = { tenant: "435db7b7-46e6-4674-82d8-193e11fadc02" };
  const SUBSCRIPTION = "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73";
  const reading = (...scopes: readonly string[]) => ({ azure, scopes: scopes.map((scope) => ({ scope })) });

  test.each([[SUBSCRIPTION], [`entra/${azure.tenant}`], ["azure/managementGroups/mg-northlight"]])(
    "%s is read without exports",
    (scope) => {
      expect(mistakes({}, reading(scope))).toEqual([]);
    },
  );

  test.each([
    "azure/866765B8-6AE3-41D9-84CA-D1D83CB78C73",
    "azure/production",
    "azure/managementGroups/Root",
    "azure/managementGroups/root/child",
    "azure/managementGroups/",
    `${SUBSCRIPTION}/resourceGroups/web`,
  ])("%s is refused, enrolled or excluded", (scope) => {
    const line = `found ${scope}, expected azure/ and the id of a subscription, or azure/managementGroups/ and the id of a management group, in lower case`;
    expect(mistakes({}, reading(SUBSCRIPTION, scope))).toEqual([`c.ts: scopes.1.scope: ${line}`]);
    const excluded = [{ scope, reason: "sold", approver }];
    expect(mistakes({}, { ...reading(SUBSCRIPTION), excluded })).toEqual([`c.ts: excluded.0.scope: ${line}`]);
    // Exports name their scopes as they do.
    if (!scope.includes("managementGroups/")) expect(mistakes({}, { scopes: [{ scope }] })).toEqual([]);
  });

  test("a management group is refused without azure: nothing is exported of it", () => {
    expect(mistakes({}, { scopes: [{ scope: "azure/managementGroups/mg-northlight" }] })).toEqual([
      'c.ts: scopes.0.scope: found azure/managementGroups/mg-northlight, expected azure with the tenant beside it, since a management group is read live only. Add azure: { tenant: "…" }, or remove the scope',
    ]);
    expect(mistakes({}, { scopes: [{ scope: "entra/organizations/1" }] })).toEqual([
      "c.ts: scopes.0.scope: found entra/organizations/1, expected a project or directory. Tidemark reads no organizations here",
    ]);
  });

  test("a config without a scope of the tenant is refused", () => {
    for (const more of [{ azure }, reading("entra/00000000-46e6-4674-82d8-193e11fadc02")])
      expect(mistakes({}, { ...more, azure })).toEqual([
        'c.ts: azure: found a tenant and no scope of it, expected at least one. Add { scope: "azure/<id of a subscription>" } or { scope: "entra/435db7b7-46e6-4674-82d8-193e11fadc02" } to scopes, or remove azure',
      ]);
  });
});

describe("with gcp,", () => {
  const PARENT = "organizations/902211334455";
  const reading = (parent: string | null, ...scopes: readonly string[]) => ({
    gcp: parent === null ? {} : { parent },
    scopes: ["gcp/projects/481516234201", ...scopes].map((scope) => ({ scope })),
  });

  test.each([
    [PARENT, `gcp/${PARENT}`],
    [PARENT, "gcp/folders/730011220044"],
    ["folders/730011220044", "gcp/folders/730011220044"],
    // Whether a folder lies below another, nobody knows before it is read.
    ["folders/730011220044", "gcp/folders/730011220055"],
  ])("at %s, %s is read without exports", (parent, scope) => {
    expect(mistakes({}, reading(parent, scope))).toEqual([]);
    expect(mistakes({}, { gcp: { parent }, scopes: [{ scope }] })).toEqual([]);
  });

  test.each(["gcp/folders/1", "gcp/organizations/1"])(
    "%s is refused without gcp: nothing is exported of it",
    (scope) => {
      expect(mistakes({}, { scopes: [{ scope }] })).toEqual([
        `c.ts: scopes.0.scope: found ${scope}, expected gcp beside it, since folders and organizations are read live only. Add gcp: { parent: "organizations/<number>" }, or remove the scope`,
      ]);
    },
  );

  test.each(["gcp/folders/1", "gcp/organizations/1"])("%s is refused without a parent, which has the role", (scope) => {
    expect(mistakes({}, reading(null, scope))).toEqual([
      `c.ts: scopes.1.scope: found ${scope}, expected gcp.parent beside it, the organization or folder at or above it. Add parent: "organizations/<number>" to gcp, or remove the scope`,
    ]);
  });

  test.each([PARENT, "folders/730011220044"])("another organization than that of %s is refused", (parent) => {
    expect(mistakes({}, reading(parent, "gcp/organizations/1"))).toEqual([
      `c.ts: scopes.1.scope: found gcp/organizations/1, expected a scope at or below gcp.parent, ${parent}. Set gcp.parent to organizations/1, or remove the scope`,
    ]);
  });

  test.each([
    "gcp/folders/analytics",
    "gcp/organizations/",
    "gcp/folders/1/projects/2",
    "gcp/Folders/1",
    "gcp/northlight-analytics",
  ])("%s is refused, enrolled or excluded", (scope) => {
    const line = `found ${scope}, expected gcp/projects/, gcp/folders/ or gcp/organizations/ and the number of a project, folder or organization`;
    expect(mistakes({}, reading(PARENT, scope))).toEqual([`c.ts: scopes.1.scope: ${line}`]);
    const excluded = [{ scope, reason: "sold", approver }];
    expect(mistakes({}, { ...reading(PARENT), excluded })).toEqual([`c.ts: excluded.0.scope: ${line}`]);
  });

  test("a folder may be excluded: it was enrolled before", () => {
    const excluded = [{ scope: "gcp/folders/730011220044", reason: "sold", approver }];
    expect(mistakes({}, { ...reading(null), excluded })).toEqual([]);
  });

  test("a config without a scope of Google Cloud is refused", () => {
    expect(mistakes({}, { gcp: { parent: PARENT } })).toEqual([
      'c.ts: gcp: found no scope of Google Cloud in scopes, expected at least one. Add { scope: "gcp/projects/<number>" } to scopes, or remove gcp',
    ]);
  });
});

test("a scope may have a name, and regions that are left out on purpose", () => {
  expect(mistakes({ name: "production", leftOut: leftOut("us-east-1", "us-east-2") })).toEqual([]);
});

describe("is refused in one line:", () => {
  test.each<[string, object, string]>([
    [
      "a region that is planned and left out",
      { leftOut: leftOut("us-east-1", "eu-west-1") },
      "leftOut.1.region: found eu-west-1 in regions and in leftOut, expected the region in only one of them",
    ],
    [
      "a region left out twice",
      { leftOut: leftOut("us-east-1", "us-east-1") },
      "leftOut.1.region: found us-east-1 twice, expected each region once",
    ],
    [
      "a region that is none",
      { leftOut: leftOut("everywhere") },
      "leftOut.0.region: found everywhere, expected a region such as eu-central-1",
    ],
    [
      "a region twice",
      { regions: ["eu-west-1", "eu-west-1"] },
      "regions.1: found eu-west-1 twice, expected each region once",
    ],
    [
      "what is left out of another cloud",
      { scope: "gcp/projects/1", regions: [], leftOut: leftOut("europe-west1") },
      "leftOut: found scope gcp/projects/1, expected an AWS account. Remove leftOut",
    ],
    [
      "a region left out without a reason",
      { leftOut: [{ region: "us-east-1", approver }] },
      "leftOut.0.reason: Invalid input: expected string, received undefined",
    ],
    [
      "a name that no record can hold",
      { name: "a\0b" },
      'name: found "a\\u0000b", expected text without U+0000 and without unpaired surrogates',
    ],
    ["an empty name", { name: "" }, "name: Too small: expected string to have >=1 characters"],
  ])("%s", (_name, scope, line) => {
    expect(mistakes(scope)).toEqual([`c.ts: scopes.0.${line}`]);
  });

  test("example data that would be locked for years", () => {
    const ledger = { origin: "example.test/tidemark", example: true, mode: "compliance", retentionDays: 400 };
    expect(mistakes({}, { ledger })).toEqual([
      "c.ts: ledger.example: found true, expected false with ledger.mode compliance (example data would be locked for years)",
    ]);
    expect(mistakes({}, { ledger: { ...ledger, mode: "trial" } })).toEqual([]);
  });
});

test("the roster document is sorted throughout, and the same in whatever order", () => {
  const decision = { reason: "denied", approver: "CISO" };
  const enrolled = [
    { scope: "gcp/projects/1", name: null, regions: [], leftOut: [] },
    {
      scope: "aws/111111111111",
      name: "production",
      regions: ["eu-west-1", "eu-central-1"],
      leftOut: [
        { region: "us-east-2", ...decision },
        { region: "us-east-1", ...decision },
      ],
    },
  ];
  const excluded = ["aws/333333333333", "aws/222222222222"].map((scope) => ({ scope, ...decision }));
  const bytes = makeRosterDocument({ enrolled, excluded });
  expect(bytes).toEqual(makeRosterDocument({ enrolled: enrolled.toReversed(), excluded: excluded.toReversed() }));
  const document = readRoster(parseCanonicalLine(bytes));
  expect(document).toEqual({
    v: 1,
    kind: "roster",
    enrolled: [
      {
        scope: "aws/111111111111",
        name: "production",
        regions: ["eu-central-1", "eu-west-1"],
        leftOut: ["us-east-1", "us-east-2"].map((region) => ({ region, ...decision })),
      },
      { scope: "gcp/projects/1", name: null, regions: [], leftOut: [] },
    ],
    excluded: ["aws/222222222222", "aws/333333333333"].map((scope) => ({ scope, ...decision })),
  });
});
