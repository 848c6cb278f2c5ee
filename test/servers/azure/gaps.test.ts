// Withholds parts of the sample tenant from the real reader: each gap has its cause, and hides nothing else.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AZURE_LANES } from "../../../collectors/azure/actions.ts";
import { CHILD_SOURCES } from "../../../collectors/azure/sources/children.ts";
import { VAULT, VAULT_KEY } from "../../../collectors/azure/answers/vault-keys.ts";
import { RESOURCE_TYPES } from "../../../collectors/azure/resource-types.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { PRODUCTION, SHARED, TENANT } from "../../support/azure/estate/sample/names.ts";
import { ROLES } from "../../support/azure/estate/sample/roles.ts";
import { detailsOf, hidden, readerOf, readScope, startHere, type Read } from "../../support/azure/reading.ts";

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
const ALL = Object.keys(AZURE_LANES).filter((type) => type !== "Tidemark::AccessPath");
const SUBSCRIPTION = "microsoft.resources/subscriptions";
const ASSIGNMENTS = "microsoft.authorization/roleassignments";
const ELIGIBLE = "microsoft.authorization/roleeligibilityscheduleinstances";
const ROLES_MADE = "microsoft.authorization/roledefinitions";

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
    const keys = type === VAULT ? [VAULT_KEY] : [];
    expect(hidden(read)).toEqual([type, ...below(type), ...keys].toSorted());
    expect(detailsOf(read)).toEqual([`denied: ${action}`]);
  });

  test.each([...children])("%s by %s", async (type, action) => {
    // The server of MySQL lies in the other subscription.
    const read = await without(action, type.includes("MySql") ? `azure/${SHARED}` : OWN);
    // A site and a function app have a configuration each behind one action.
    const alike = [...children].filter(([, each]) => each === action).map(([each]) => each);
    expect(hidden(read)).toEqual(alike.toSorted());
    expect(detailsOf(read).map((detail) => detail.toLowerCase())).toEqual([
      `denied: ${action} (AuthorizationFailed)`.toLowerCase(),
    ]);
  });

  test("Microsoft.KeyVault/vaults/keys/read", async () => {
    const action = "Microsoft.KeyVault/vaults/keys/read";
    const read = await without(action);
    expect(hidden(read)).toEqual([VAULT_KEY]);
    expect(detailsOf(read)).toEqual([`denied: ${action} (AuthorizationFailed)`]);
  });

  test("Microsoft.Insights/diagnosticSettings/read", async () => {
    expect(hidden(await without("Microsoft.Insights/diagnosticSettings/read"))).toEqual([
      "Tidemark::Insights::SubscriptionDiagnosticSettings",
    ]);
  });

  test("Microsoft.Security/pricings/read", async () => {
    expect(hidden(await without("Microsoft.Security/pricings/read"))).toEqual(["Tidemark::Security::DefenderPlans"]);
  });

  test("Microsoft.Authorization/roleEligibilityScheduleInstances/read", async () => {
    const read = await without("Microsoft.Authorization/roleEligibilityScheduleInstances/read");
    expect(hidden(read)).toEqual([ELIGIBLE]);
    expect(detailsOf(read)).toEqual(["denied: Microsoft.Authorization/roleEligibilityScheduleInstances/read"]);
    const asked = azure.log.requests.filter(({ path }) => path.includes("roleEligibilityScheduleInstances"));
    expect(asked).toEqual([]);
  });

  test(ARM_LIST, async () => {
    // Azure lists to everybody what they may read; a deny assignment refuses the list.
    azure.faults.deny({ service: "arm", path: /^\/subscriptions\/[^/]+\/resources$/ });
    const read = await readScope(readerOf([OWN]), OWN);
    const rest = [
      SUBSCRIPTION,
      ASSIGNMENTS,
      ELIGIBLE,
      ROLES_MADE,
      "Tidemark::Insights::SubscriptionDiagnosticSettings",
      "Tidemark::Security::DefenderPlans",
    ];
    expect(hidden(read)).toEqual(ALL.filter((type) => !rest.includes(type)).toSorted());
    expect(detailsOf(read)).toEqual([`denied: ${ARM_LIST} (AuthorizationFailed)`]);
  });

  test.each([
    ["Microsoft.Authorization/roleAssignments/read", /roleAssignments$/],
    ["Microsoft.Authorization/roleDefinitions/read", /roleDefinitions/],
    ["Microsoft.Authorization/denyAssignments/read", /denyAssignments$/],
  ])("%s", async (action, path) => {
    azure.faults.deny({ service: "arm", path });
    const read = await readScope(readerOf([OWN]), OWN);
    const alone = ["Tidemark::Insights::SubscriptionDiagnosticSettings", "Tidemark::Security::DefenderPlans"];
    expect(hidden(read)).toEqual(ALL.filter((type) => !alone.includes(type)).toSorted());
    expect(detailsOf(read)).toEqual([`denied: ${action} (AuthorizationFailed)`]);
  });
});

describe("each permission of Microsoft Graph that is missing hides its type", () => {
  test.each([
    ["AuditLog.Read.All", ["Tidemark::Entra::UserActivity", "microsoft.graph/userRegistrationDetails"]],
    ["User.Read.All", ["Tidemark::Entra::UserActivity"]],
    [
      "Policy.Read.All",
      ["Tidemark::Entra::ConditionalAccess", "microsoft.graph/identitySecurityDefaultsEnforcementPolicy"],
    ],
    [
      "RoleManagement.Read.Directory",
      [
        "Tidemark::Entra::EligibleMembers",
        "Tidemark::Entra::GroupMembers",
        "microsoft.graph/servicePrincipal",
        "microsoft.graph/unifiedRoleAssignment",
        "microsoft.graph/unifiedRoleEligibilityScheduleInstance",
      ],
    ],
    ["Application.Read.All", ["microsoft.graph/application", "microsoft.graph/servicePrincipal"]],
    ["GroupMember.Read.All", ["Tidemark::Entra::EligibleMembers", "Tidemark::Entra::GroupMembers"]],
    ["PrivilegedEligibilitySchedule.Read.AzureADGroup", ["Tidemark::Entra::EligibleMembers"]],
    // Asked where Graph refuses for lack of a licence.
    ["LicenseAssignment.Read.All", []],
  ])("%s", async (permission, types) => {
    const { signIns } = azure.estate;
    azure.estate.signIns = signIns.map((each) => ({
      ...each,
      permissions: each.permissions.filter((granted) => ![permission, "Directory.Read.All"].includes(granted)),
    }));
    // The subscription has a group among its owners.
    const read = await readScope(readerOf([ENTRA, OWN]), ENTRA);
    azure.estate.signIns = signIns;
    expect(hidden(read)).toEqual(types);
    // Graph has different codes for it.
    const named = new Set(detailsOf(read).map((detail) => detail.split(" ")[1]));
    expect([...named]).toEqual(types.length === 0 ? [] : [permission]);
  });
});

describe("the licence of the report", () => {
  const REPORT = "microsoft.graph/userRegistrationDetails";
  const SIGN_INS = "Tidemark::Entra::UserActivity";

  test("a tenant without one: both causes are named, and the rest is read", async () => {
    const { subscribedSkus } = azure.estate.directory;
    azure.estate.directory.subscribedSkus = [];
    const read = await readScope(readerOf([ENTRA]), ENTRA);
    azure.estate.directory.subscribedSkus = subscribedSkus;
    expect(hidden(read)).toEqual([SIGN_INS, REPORT]);
    for (const type of [SIGN_INS, REPORT]) {
      expect(read.problems[type]).toMatchObject({ code: "licence" });
      expect(read.problems[type]?.detail).toContain("Directory.Read.All");
    }
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
