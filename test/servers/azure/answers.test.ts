// Spoils answers of the test servers, slows them, and cuts them: the real reader reports each as a cause, or asks again.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { PRODUCTION, SHARED, TENANT } from "../../support/azure/estate/sample/names.ts";
import { detailsOf, hidden, readerOf, readScope, startHere } from "../../support/azure/reading.ts";

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
const SUBSCRIPTION = "microsoft.resources/subscriptions";
const ASSIGNMENTS = "microsoft.authorization/roleassignments";

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
      { totalRecords: 2, count: 2, data: [own, { ...row("a"), type: "microsoft.web/serverfarms" }] },
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

  test.each(["https://graph.microsoft.com/evil", "https://attacker.example/next"])(
    "of the list of keys that lead to %s get no token",
    async (nextLink) => {
      azure.faults.answer(
        { service: "arm", path: /^\/subscriptions\/[^/]+\/resources$/ },
        { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ value: [], nextLink }) },
      );
      const { problems } = await readScope(readerOf([OWN]), OWN, { types: ["microsoft.sql/servers"] });
      if (nextLink.includes("attacker"))
        expect(problems["microsoft.sql/servers"]?.detail).toContain("leads to another host for its next page");
      expect(azure.log.requests.filter(({ path }) => path === "/evil" || path === "/next")).toEqual([]);
    },
  );

  test("of the list of keys that lead in a circle end", async () => {
    azure.faults.answer({ service: "arm", path: /^\/subscriptions\/[^/]+\/resources$/ }, ({ origin, path, query }) => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ value: [], nextLink: `${origin}${path}?${query.toString()}` }),
    }));
    const { problems } = await readScope(readerOf([OWN]), OWN, { types: ["microsoft.sql/servers"] });
    expect(problems["microsoft.sql/servers"]?.detail).toContain("leads back to a page that was read");
  }, 30_000);

  test("of a list below a resource that have no list are a cause", async () => {
    const url = (origin: string): string => `${origin}/subscriptions/next-page`;
    azure.faults.answer({ service: "arm", path: /firewallRules$/ }, ({ origin }) => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ value: [], nextLink: url(origin) }),
    }));
    azure.faults.answer(
      { service: "arm", path: "/subscriptions/next-page" },
      {
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ error: { code: "Late" } }),
      },
    );
    const read = await readScope(readerOf([OWN]), OWN, { types: ["Tidemark::Sql::FirewallRules"] });
    expect(detailsOf(read)).toEqual([
      "unexpected-shape: a page of the answer to Microsoft.Sql/servers/firewallRules/read has no list",
    ]);
  });

  test("that lead in a circle end", async () => {
    azure.faults.answer({ service: "arm", path: /diagnosticSettings$/ }, ({ origin, path, query }) => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ value: [], nextLink: `${origin}${path}?${query.toString()}` }),
    }));
    const { problems } = await readScope(readerOf([OWN]), OWN, {
      types: ["Tidemark::Insights::SubscriptionDiagnosticSettings"],
    });
    expect(Object.values(problems)[0]?.detail).toContain("leads back to a page that was read");
  });
});

test("a change in one subscription while pages are read costs the other nothing", async () => {
  const other = `azure/${SHARED}`;
  let queries = 0;
  azure.faults.answer(
    { service: "arm", path: /ResourceGraph/, body: new RegExp(`(?=.*${PRODUCTION})(?=.*${SHARED})`) },
    () => {
      queries += 1;
      const answer = {
        totalRecords: 9,
        count: 1,
        resultTruncated: "false",
        facets: [],
        data: [{ id: "/x", type: "x" }],
      };
      return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
    },
  );
  const reader = readerOf([OWN, other]);
  for (const scope of [OWN, other]) expect((await readScope(reader, scope)).problems).toEqual({});
  expect(queries).toBe(2);
});

test("a code that is no word of a code is not recorded", async () => {
  const code = "Server nl-sql of amelie.brandt@northlight.example is locked";
  azure.faults.answer(
    { service: "arm", path: /auditingSettings/ },
    {
      status: 409,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ error: { code, message: code } }),
    },
  );
  const read = await readScope(readerOf([OWN]), OWN, { types: ["Tidemark::Sql::Auditing"] });
  expect(detailsOf(read)).toEqual(["unavailable: Microsoft.Sql/servers/auditingSettings/read failed with HTTP 409"]);
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
  });

  test("answers that are cut midway are asked again, and then a cause", async () => {
    azure.faults.cut({ service: "arm", path: /containers$/ }, 99);
    const read = await readScope(readerOf([OWN]), OWN);
    expect(hidden(read)).toEqual(["Tidemark::Storage::PublicContainers"]);
    expect(detailsOf(read)[0]).toMatch(/^unavailable: /);
  });

  test("the deadline ends a sign-in too", async () => {
    azure.faults.delay({ service: "authority" }, 6_000);
    const began = Date.now();
    const { reading } = await readScope(readerOf([OWN]), OWN, { deadline: began + 500 });
    expect(reading.units).toEqual([]);
    expect(Date.now() - began).toBeLessThan(4_000);
  }, 30_000);

  test("the deadline leaves what is not read for later, and says what", async () => {
    azure.faults.delay({ service: "arm", path: /containers$/ }, 5_000);
    const { reading } = await readScope(readerOf([OWN]), OWN, { deadline: Date.now() + 1_500 });
    expect((reading.left ?? []).map(({ type }) => type)).toContain("Tidemark::Storage::PublicContainers");
    expect(reading.units.map(({ unit }) => splitUnit(unit).type)).not.toContain("Tidemark::Storage::PublicContainers");
  }, 30_000);
});
