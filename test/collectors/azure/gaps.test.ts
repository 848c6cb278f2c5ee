// Withholds parts of the sample tenant from the real reader: each gap has its cause, and hides nothing else.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AZURE_ACTIONS } from "../../../collectors/azure/actions.ts";
import { CHILD_SOURCES } from "../../../collectors/azure/sources/children.ts";
import { RESOURCE_TYPES } from "../../../collectors/azure/resource-types.ts";
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import { remedy } from "../../../audit/standing/remedy.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { PRODUCTION, SHARED, TENANT } from "../../support/azure/estate/sample/names.ts";
import { ROLES } from "../../support/azure/estate/sample/roles.ts";
import { readerOf, readScope, startHere, type Read } from "../../support/azure/reading.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.faults.clear();
  azure.log.clear();
});

const OWN = `azure/${PRODUCTION}`;
const ENTRA = `entra/${TENANT}`;
const ARM_LIST = "Microsoft.Resources/subscriptions/resources/read";
const ALL = AZURE_ACTIONS.flatMap(({ types }) => types).filter((type) => type !== "Tidemark::AccessPath");
const SUBSCRIPTION = "microsoft.resources/subscriptions";
const ASSIGNMENTS = "microsoft.authorization/roleassignments";

/** Reads a subscription by a role that allows all reads but `action`. */
async function without(action: string, scope: string = OWN): Promise<Read> {
  const reader = azure.estate.roleDefinitions.find(({ name }) => name === ROLES.reader)!;
  const properties = reader["properties"] as { readonly [member: string]: never };
  azure.estate.put({
    ...reader,
    properties: { ...properties, permissions: [{ actions: ["*/read"], notActions: [action] }] },
  });
  try {
    return await readScope(readerOf([scope]), scope);
  } finally {
    azure.estate.put(reader);
  }
}

/** Types that were not read whole, or of which a resource was not read. */
const hidden = ({ problems, items }: Read): string[] =>
  [
    ...new Set([
      ...Object.keys(problems),
      ...[...items.values()].flatMap((item) => ("problem" in item ? [splitUnit(item.unit).type] : [])),
    ]),
  ].toSorted();

const detailsOf = ({ problems, items }: Read): string[] => [
  ...new Set([
    ...Object.values(problems).map(({ code, detail }) => `${code}: ${detail}`),
    ...[...items.values()].flatMap((item) =>
      "problem" in item ? [`${item.problem.code}: ${item.problem.detail}`] : [],
    ),
  ]),
];

describe("each permission that is missing hides its types, and names itself", () => {
  const children = new Map(
    CHILD_SOURCES.map((source) => [source.types[0] as string, source.calls[0]?.action as string]),
  );
  // The sample has a subject for each kind of child.
  const below = (type: string): string[] =>
    CHILD_SOURCES.flatMap(({ types, calls }) =>
      calls.some(({ per }) => typeof per === "object" && per.resource.includes(` one ${type} a call`))
        ? [...types]
        : [],
    );

  test.each(RESOURCE_TYPES.filter(({ type }) => type !== SUBSCRIPTION))("$action", async ({ type, action }) => {
    const read = await without(action);
    expect(hidden(read)).toEqual([type, ...below(type)].toSorted());
    expect(detailsOf(read)).toEqual([`denied: ${action}`]);
  });

  test.each([...children])("%s by %s", async (type, action) => {
    // The server of MySQL lies in the other subscription.
    const read = await without(action, type.includes("MySql") ? `azure/${SHARED}` : OWN);
    expect(hidden(read)).toEqual([type]);
    expect(detailsOf(read).map((detail) => detail.toLowerCase())).toEqual([
      `denied: ${action} (AuthorizationFailed)`.toLowerCase(),
    ]);
  });

  test("Microsoft.Insights/diagnosticSettings/read", async () => {
    expect(hidden(await without("Microsoft.Insights/diagnosticSettings/read"))).toEqual([
      "Tidemark::Insights::SubscriptionDiagnosticSettings",
    ]);
  });

  test(ARM_LIST, async () => {
    // Azure lists to everybody what they may read; a deny assignment refuses the list.
    azure.faults.deny({ service: "arm", path: /^\/subscriptions\/[^/]+\/resources$/ });
    const read = await readScope(readerOf([OWN]), OWN);
    const rest = [SUBSCRIPTION, ASSIGNMENTS, "Tidemark::Insights::SubscriptionDiagnosticSettings"];
    expect(hidden(read)).toEqual(ALL.filter((type) => !rest.includes(type)).toSorted());
    expect(detailsOf(read)).toEqual([`denied: ${ARM_LIST} (AuthorizationFailed)`]);
  });

  test.each([
    ["Microsoft.Authorization/roleAssignments/read", /roleAssignments$/],
    ["Microsoft.Authorization/roleDefinitions/read", /roleDefinitions/],
  ])("%s", async (action, path) => {
    azure.faults.deny({ service: "arm", path });
    const read = await readScope(readerOf([OWN]), OWN);
    expect(hidden(read)).toEqual(
      ALL.filter((type) => type !== "Tidemark::Insights::SubscriptionDiagnosticSettings").toSorted(),
    );
    expect(detailsOf(read)).toEqual([`denied: ${action} (AuthorizationFailed)`]);
  });
});

describe("each permission of Microsoft Graph that is missing hides its type", () => {
  test.each([
    ["AuditLog.Read.All", "microsoft.graph/userRegistrationDetails"],
    ["RoleManagement.Read.Directory", "microsoft.graph/unifiedRoleAssignment"],
    ["Application.Read.All", "microsoft.graph/application"],
  ])("%s", async (permission, type) => {
    const { signIns } = azure.estate;
    azure.estate.signIns = signIns.map((each) => ({
      ...each,
      permissions: each.permissions.filter((granted) => ![permission, "Directory.Read.All"].includes(granted)),
    }));
    const read = await readScope(readerOf([ENTRA]), ENTRA);
    azure.estate.signIns = signIns;
    expect(hidden(read)).toEqual([type]);
    expect(read.problems[type]?.detail).toMatch(new RegExp(`^${permission.replaceAll(".", "\\.")}`));
  });
});

describe("the licence of the report", () => {
  const REPORT = "microsoft.graph/userRegistrationDetails";

  test("a tenant without one: both causes are named, and the rest is read", async () => {
    const { subscribedSkus } = azure.estate.directory;
    azure.estate.directory.subscribedSkus = [];
    const read = await readScope(readerOf([ENTRA]), ENTRA);
    azure.estate.directory.subscribedSkus = subscribedSkus;
    expect(hidden(read)).toEqual([REPORT]);
    expect(read.problems[REPORT]).toMatchObject({ code: "licence" });
    expect(read.problems[REPORT]?.detail).toContain("Directory.Read.All");
  }, 30_000);

  test("a refusal at random is asked again", async () => {
    azure.faults.answer(
      { service: "graph", path: /userRegistrationDetails$/ },
      {
        status: 403,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          error: {
            code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            message: "Neither tenant is B2C or tenant doesn't have premium license",
          },
        }),
      },
      2,
    );
    const read = await readScope(readerOf([ENTRA]), ENTRA);
    expect(read.problems).toEqual({});
  }, 30_000);
});

describe("an answer of Resource Graph that is not all", () => {
  const SERVERS = "microsoft.sql/servers";
  const own = {
    id: `/subscriptions/${PRODUCTION}`,
    name: "Production",
    type: SUBSCRIPTION,
    subscriptionId: PRODUCTION,
    properties: { state: "Enabled" },
  };
  const row = (name: string) => ({
    id: `/subscriptions/${PRODUCTION}/resourceGroups/g/providers/Microsoft.Sql/servers/${name}`,
    name,
    type: SERVERS,
    subscriptionId: PRODUCTION,
    properties: {},
  });

  test.each<[string, object, string]>([
    ["says that it is truncated", { resultTruncated: "true" }, "truncated"],
    ["counts more rows than it gives", { totalRecords: 2 }, "truncated"],
    ["counts fewer rows than it gives", { totalRecords: 0 }, "truncated"],
    ["counts another page than it gives", { count: 2 }, "truncated"],
    ["gives a row twice", { totalRecords: 3, count: 3, data: [own, row("a"), row("a")] }, "contradictory"],
    ["has no rows", { data: { columns: [], rows: [] } }, "unexpected-shape"],
    [
      "has another subscription's row",
      { totalRecords: 2, count: 2, data: [own, { ...row("a"), subscriptionId: SHARED }] },
      "unexpected-shape",
    ],
    [
      "has a row of no subscription",
      { totalRecords: 2, count: 2, data: [own, { ...row("a"), subscriptionId: null }] },
      "unexpected-shape",
    ],
    [
      "has a row of another type",
      { totalRecords: 2, count: 2, data: [own, { ...row("a"), type: "microsoft.web/sites" }] },
      "unexpected-shape",
    ],
    ["leads back to itself", { totalRecords: 3, $skipToken: "again" }, "contradictory"],
  ])("%s", async (_what, members, code) => {
    const answer = { totalRecords: 1, count: 1, resultTruncated: "false", facets: [], data: [own], ...members };
    azure.faults.answer(
      { service: "arm", path: /ResourceGraph/, body: /^(?!.*authorizationresources)/ },
      { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) },
    );
    const { problems } = await readScope(readerOf([OWN]), OWN, { types: [SERVERS, ASSIGNMENTS] });
    expect(problems[SERVERS]).toMatchObject({ code });
    // Roles are in a table of their own, unless not even the subscription is seen.
    expect(problems[ASSIGNMENTS]?.code).toBe(Array.isArray(answer.data) ? undefined : code);
  });

  test("was not asked about all subscriptions", async () => {
    azure.settings.subscriptionLimitHit = true;
    const read = await readScope(readerOf([OWN]), OWN, { types: [SERVERS] });
    azure.settings.subscriptionLimitHit = false;
    expect(read.problems[SERVERS]).toMatchObject({ code: "truncated" });
  });
});

describe("pages", () => {
  test("of one row each lead to the same resources", async () => {
    const whole = await readScope(readerOf([OWN]), OWN);
    Object.assign(azure.settings, { resourceGraphPage: 7, armPage: 3, graphPage: 2 });
    const paged = await readScope(readerOf([OWN]), OWN);
    const tenant = await readScope(readerOf([ENTRA]), ENTRA, {
      types: ["microsoft.graph/application", "microsoft.graph/unifiedRoleAssignment"],
    });
    Object.assign(azure.settings, { resourceGraphPage: 1000, armPage: 1000, graphPage: 100 });
    expect([...paged.items.keys()].toSorted()).toEqual([...whole.items.keys()].toSorted());
    expect(paged.problems).toEqual({});
    expect(tenant.problems).toEqual({});
  }, 30_000);

  test("that lead to another host are not followed: the token stays here", async () => {
    azure.faults.answer(
      { service: "arm", path: /roleAssignments$/ },
      {
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ value: [], nextLink: "https://attacker.example/subscriptions" }),
      },
    );
    const { problems } = await readScope(readerOf([OWN]), OWN, { types: [ASSIGNMENTS] });
    expect(problems[ASSIGNMENTS]?.detail).toContain("leads to another host for its next page");
  });

  test("that lead in a circle end", async () => {
    azure.faults.answer({ service: "arm", path: /diagnosticSettings$/ }, ({ origin, path, query }) => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ value: [], nextLink: `${origin}${path}?${query}` }),
    }));
    const { problems } = await readScope(readerOf([OWN]), OWN, {
      types: ["Tidemark::Insights::SubscriptionDiagnosticSettings"],
    });
    expect(Object.values(problems)[0]?.detail).toContain("leads back to a page that was read");
  });
});

describe("limits", () => {
  test("a query that is throttled is asked again, with and without Retry-After", async () => {
    azure.faults.throttle({ service: "arm", path: /ResourceGraph/ }, { times: 1, retryAfter: 1 });
    azure.faults.throttle({ service: "arm", path: /ResourceGraph/ }, { times: 1, retryAfter: null });
    const { problems } = await readScope(readerOf([OWN]), OWN);
    expect(problems).toEqual({});
  }, 30_000);

  test("a call that stays throttled is a cause, and costs its unit alone", async () => {
    azure.faults.throttle({ service: "arm", path: /auditingSettings/ }, { times: 99, retryAfter: 0 });
    const read = await readScope(readerOf([OWN]), OWN);
    expect(hidden(read)).toEqual(["Tidemark::Sql::Auditing"]);
    expect(detailsOf(read)[0]).toMatch(/^throttled: Microsoft.Sql\/servers\/auditingSettings\/read failed with/);
  }, 60_000);

  test("answers that are cut midway are asked again, and then a cause", async () => {
    azure.faults.cut({ service: "arm", path: /containers$/ }, 99);
    const read = await readScope(readerOf([OWN]), OWN);
    expect(hidden(read)).toEqual(["Tidemark::Storage::PublicContainers"]);
    expect(detailsOf(read)[0]).toMatch(/^unavailable: /);
  }, 60_000);

  test("the deadline leaves what is not read for later, and says what", async () => {
    azure.faults.delay({ service: "arm", path: /containers$/ }, 5_000);
    const { reading } = await readScope(readerOf([OWN]), OWN, { deadline: Date.now() + 1_500 });
    expect((reading.left ?? []).map(({ type }) => type)).toContain("Tidemark::Storage::PublicContainers");
    expect(reading.units.map(({ unit }) => splitUnit(unit).type)).not.toContain("Tidemark::Storage::PublicContainers");
  }, 30_000);
});

describe("nobody is signed in", () => {
  const causeOf = async (): Promise<{ code: string; detail: string }> => {
    const { problems } = await readScope(readerOf([OWN]), OWN, { types: ["microsoft.sql/servers"] });
    return problems["microsoft.sql/servers"]!;
  };

  test.each(["OutboundWebIdentityFederationDisabled", "SessionDurationEscalation", "JWTPayloadSizeExceeded"] as const)(
    "%s",
    async (refusal) => {
      const lift = azure.refuseTokens(refusal);
      const problem = await causeOf();
      lift();
      expect(problem).toEqual({ code: "signed-out", detail: `AWS issued no workload token (${refusal})` });
      expect(remedy(problem, [])).not.toContain("look up the error code");
    },
    30_000,
  );

  test("AWS denies the token", async () => {
    const lift = azure.refuseTokens("AccessDenied");
    const problem = await causeOf();
    lift();
    expect(problem).toEqual({ code: "denied", detail: "sts:GetWebIdentityToken (AccessDenied)" });
  }, 30_000);

  test("the federated credential is new: asked again, and then a cause", async () => {
    azure.settings.propagating = 1;
    expect((await readScope(readerOf([OWN]), OWN, { types: ["microsoft.sql/servers"] })).problems).toEqual({});
    azure.settings.propagating = 99;
    const problem = await causeOf();
    azure.settings.propagating = 0;
    expect(problem).toEqual({ code: "signed-out", detail: "Microsoft Entra ID issued no token (AADSTS70021)" });
    expect(remedy(problem, [])).toContain("wait some minutes");
  }, 30_000);

  test("the application is not of the tenant", async () => {
    const reader = readerOf([OWN], "00000000-0000-4000-8000-00000000000a");
    const { problems } = await readScope(reader, OWN, { types: ["microsoft.sql/servers"] });
    expect(problems["microsoft.sql/servers"]).toMatchObject({
      code: "signed-out",
      detail: expect.stringMatching(/AADSTS700016/),
    });
  }, 30_000);
});
