// The real client asks Microsoft Graph of the test servers: pages, permissions, licences and limits.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { APPLICATION_LISTING } from "../../../../collectors/entra/answers/applications.ts";
import { ROLE_ASSIGNMENT_LISTING } from "../../../../collectors/entra/answers/role-assignments.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { startAzure, type Azure } from "../../../support/azure/azure.ts";
import { GRAPH_PERMISSIONS, sampleEstate } from "../../../support/azure/estate/sample/index.ts";
import { READER, TENANT } from "../../../support/azure/estate/sample/names.ts";
import { ADMINISTRATORS, OPERATORS, PEOPLE } from "../../../support/azure/estate/sample/people.ts";
import { all, get, graphOf, type Got } from "./clients.ts";

let azure: Azure;
let moved = 0;
beforeAll(async () => {
  azure = await startAzure({ now: () => new Date(Date.now() + moved) });
});
afterAll(() => azure.stop());
beforeEach(() => {
  Object.assign(azure.settings, {
    graphPage: 100,
    licenceMisread: null,
    reportsQuota: false,
    conditionalAccessQuota: false,
  });
  azure.estate.directory.subscribedSkus = sampleEstate().directory.subscribedSkus;
  grant(GRAPH_PERMISSIONS);
});

/** The permissions of the application from now on: a token that was given keeps its own. */
function grant(permissions: readonly string[]): void {
  azure.estate.signIns = azure.estate.signIns.map((signIn) =>
    signIn.clientId === READER.clientId ? { ...signIn, permissions } : signIn,
  );
}

const REPORT = "/v1.0/reports/authenticationMethods/userRegistrationDetails";
const POLICIES = "/v1.0/identity/conditionalAccess/policies";
const ELIGIBLE_IN_GROUPS = "/v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";
const OF_GROUP = `${ELIGIBLE_IN_GROUPS}?$filter=${encodeURIComponent(`groupId eq '${ADMINISTRATORS}'`)}`;
const codeOf = ({ status, body }: Got): [string, string | undefined] => [status, body.error?.code];
const ask = (path: string): Promise<Got> => get(graphOf(azure), path);

test("lists come in pages, by the address that each page gives", async () => {
  azure.settings.graphPage = 1;
  const { value, pages } = await all(graphOf(azure), REPORT);
  expect(pages).toBe(3);
  expect(value.map(({ id }) => id)).toEqual(Object.values(PEOPLE).toSorted((a, b) => order(a) - order(b)));
  const selected = await all(graphOf(azure), "/v1.0/applications?$select=id,appId&$top=1");
  expect(selected).toMatchObject({ pages: 2 });
  expect(selected.value.map((each) => Object.keys(each))).toEqual([
    ["id", "appId"],
    ["id", "appId"],
  ]);
});

const order = (id: string): number => azure.estate.directory.users.findIndex((user) => user.id === id);

test("answers fit what the collectors read", async () => {
  for (const { path, answeredIn } of [APPLICATION_LISTING, ROLE_ASSIGNMENT_LISTING]) {
    const { body } = await ask(`/v1.0${path}`);
    expect(answeredIn(body as Json, TENANT)?.length).toBe(body.value?.length);
    expect(body.value?.length).toBeGreaterThan(1);
  }
  const { body } = await ask("/v1.0/roleManagement/directory/roleAssignments?$expand=principal");
  expect(body.value?.map(({ principal }) => (principal as { "@odata.type": string })["@odata.type"])).toEqual([
    "#microsoft.graph.user",
    "#microsoft.graph.servicePrincipal",
    "#microsoft.graph.group",
  ]);
  expect((await ask("/v1.0/roleManagement/directory/roleAssignments")).body.value?.[0]).not.toHaveProperty("principal");
});

test("a group's members come with those of groups in it", async () => {
  const path = `/v1.0/groups/${ADMINISTRATORS}/transitiveMembers`;
  const { body } = await ask(path);
  expect(body.value?.map(({ id }) => id)).toEqual([
    PEOPLE.amelie,
    OPERATORS,
    PEOPLE.jonas,
    "5ad5d37a-430a-4b4c-9b4c-7b66cf64ab61",
  ]);
  grant(["GroupMember.Read.All"]);
  const [person] = (await ask(path)).body.value ?? [];
  expect(person).toMatchObject({ "@odata.type": "#microsoft.graph.user", id: PEOPLE.amelie, displayName: null });
  expect(codeOf(await ask("/v1.0/groups/00000000-0000-4000-8000-000000000000/transitiveMembers"))).toEqual([
    "404",
    "Request_ResourceNotFound",
  ]);
});

test.each([
  ["/v1.0/organization", { value: [{ id: TENANT }] }],
  ["/v1.0/subscribedSkus", { value: [{ skuPartNumber: "AAD_PREMIUM_P2" }] }],
  ["/v1.0/policies/identitySecurityDefaultsEnforcementPolicy", { isEnabled: false }],
  ["/v1.0/policies/authorizationPolicy", { allowInvitesFrom: "adminsAndGuestInviters" }],
  [`/v1.0/servicePrincipals/${READER.objectId}`, { appId: READER.clientId }],
  ["/v1.0/roleManagement/directory/roleEligibilityScheduleInstances", { value: [{ principalId: PEOPLE.jonas }] }],
  [POLICIES, { value: [{ state: "enabled" }] }],
])("%s", async (path, expected) => {
  const { status, body, headers } = await ask(path);
  expect(status).toBe("200");
  expect(body).toMatchObject(expected);
  expect(headers["request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers["date"]).toBeDefined();
});

describe("without its permission a call is refused", () => {
  test.each([
    [REPORT, "Authentication_MSGraphPermissionMissing"],
    ["/v1.0/roleManagement/directory/roleAssignments", "Authorization_RequestDenied"],
    ["/v1.0/roleManagement/directory/roleEligibilityScheduleInstances", "Authorization_RequestDenied"],
    [OF_GROUP, "Authorization_RequestDenied"],
    ["/v1.0/applications", "Authorization_RequestDenied"],
    [`/v1.0/groups/${ADMINISTRATORS}/transitiveMembers`, "Authorization_RequestDenied"],
    ["/v1.0/subscribedSkus", "Authorization_RequestDenied"],
    ["/v1.0/organization", "Authorization_RequestDenied"],
    [POLICIES, "AccessDenied"],
    ["/v1.0/policies/authorizationPolicy", "Authorization_RequestDenied"],
    [`/v1.0/servicePrincipals/${READER.objectId}`, "Authorization_RequestDenied"],
  ])("%s", async (path, code) => {
    grant([]);
    expect(codeOf(await ask(path))).toEqual(["403", code]);
  });
});

describe("licences", () => {
  test("the report needs P1, eligibilities need P2", async () => {
    azure.estate.directory.subscribedSkus = [];
    const report = await ask(REPORT);
    expect(codeOf(report)).toEqual(["403", "Authentication_RequestFromNonPremiumTenantOrB2CTenant"]);
    expect(report.body.error?.message).toBe("Neither tenant is B2C or tenant doesn't have premium license");
    for (const path of ["/v1.0/roleManagement/directory/roleEligibilityScheduleInstances", OF_GROUP])
      expect(codeOf(await ask(path))).toEqual(["400", "AadPremiumLicenseRequired"]);
  });

  test("the report misreads the licence at random, where the app may not read it", async () => {
    azure.settings.licenceMisread = { seed: 7, share: 0.5 };
    const several = async (): Promise<string[]> => {
      const client = graphOf(azure);
      const statuses: string[] = [];
      for (let i = 0; i < 12; i += 1) statuses.push((await get(client, REPORT)).status);
      return statuses;
    };
    expect(new Set(await several())).toEqual(new Set(["200"]));
    grant(["AuditLog.Read.All"]);
    expect(new Set(await several())).toEqual(new Set(["200", "403"]));
  });
});

describe("limits", () => {
  test("of reports: five in ten seconds, and Retry-After", async () => {
    azure.settings.reportsQuota = true;
    const client = graphOf(azure);
    const statuses: string[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await get(client, REPORT)).status);
    expect(statuses).toEqual(Array(5).fill("200"));
    const over = await get(client, REPORT);
    expect([...codeOf(over), over.headers["retry-after"]]).toEqual(["429", "TooManyRequests", "10"]);
    moved += 10_000;
    expect((await get(client, REPORT)).status).toBe("200");
  });

  test("of conditional access: one a second for the tenant, and no Retry-After", async () => {
    azure.settings.conditionalAccessQuota = true;
    const client = graphOf(azure);
    expect((await get(client, POLICIES)).status).toBe("200");
    const over = await get(client, POLICIES);
    expect([over.status, over.headers["retry-after"]]).toEqual(["429", undefined]);
    moved += 1000;
    expect((await get(client, POLICIES)).status).toBe("200");
  });
});

test("eligible members are listed of one group, which a filter names", async () => {
  azure.estate.directory.groupEligibilityScheduleInstances = [
    { id: "x", groupId: ADMINISTRATORS, principalId: PEOPLE.guest, accessId: "member", memberType: "direct" },
    { id: "y", groupId: OPERATORS, principalId: PEOPLE.jonas, accessId: "member", memberType: "direct" },
  ];
  expect((await ask(`${OF_GROUP}&$expand=principal`)).body.value).toMatchObject([
    { principalId: PEOPLE.guest, principal: { "@odata.type": "#microsoft.graph.user" } },
  ]);
  expect((await ask(ELIGIBLE_IN_GROUPS)).status).toBe("400");
  azure.estate.directory.groupEligibilityScheduleInstances = [];
});

test("the report takes no $top", async () => {
  const { status, body } = await ask(`${REPORT}?$top=5`);
  expect([status, body.error?.message]).toEqual(["400", expect.stringContaining("'Top' is not allowed")]);
});
