// Roles of Azure whose meaning follows from the documentation: the rights that each gives.
import { describe, expect, test } from "vitest";
import { givesRights, rightsOf, type Permission } from "../../../../checks/engines/identity/azure-rights.ts";

const allow = (actions: readonly string[], notActions: readonly string[] = [], hasCondition?: true): Permission => ({
  actions: [...actions],
  notActions: [...notActions],
  ...(hasCondition === undefined ? {} : { hasCondition }),
});
const actionsOf = (...permissions: readonly Permission[]): string[] =>
  rightsOf(permissions).giving.map(({ action, grant }) => `${action.split("/").slice(1).join("/")} ${grant}`);

const ALL = [
  "roleAssignments/write always",
  "roleAssignmentScheduleRequests/write always",
  "roleDefinitions/write always",
  "roleEligibilityScheduleRequests/write always",
];

// https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged
const CONTRIBUTOR = allow(
  ["*"],
  [
    "Microsoft.Authorization/*/Delete",
    "Microsoft.Authorization/*/Write",
    "Microsoft.Authorization/elevateAccess/Action",
    "Microsoft.Blueprint/blueprintAssignments/write",
    "Microsoft.Blueprint/blueprintAssignments/delete",
    "Microsoft.Compute/galleries/share/action",
    "Microsoft.Purview/consents/write",
    "Microsoft.Purview/consents/delete",
    "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
    "Microsoft.Subscription/cancel/action",
    "Microsoft.Subscription/enable/action",
  ],
);

describe("roles as Microsoft documents them", () => {
  test("Owner gives every right", () => {
    expect(actionsOf(allow(["*"]))).toEqual(ALL);
    expect(rightsOf([allow(["*"])]).everyAction).toBe("always");
  });

  test("Contributor may do whatever there is, and gives no right", () => {
    expect(rightsOf([CONTRIBUTOR])).toEqual({ everyAction: "always", giving: [] });
    expect(givesRights(rightsOf([CONTRIBUTOR]))).toBe("never");
  });

  // https://github.com/Azure/Enterprise-Scale has roles of this form: they take away what assigns and defines roles, and name nothing else.
  test("a custom role of a landing zone, which may call all of the tenant's actions, gives no right", () => {
    expect(actionsOf(allow(["*"], ["Microsoft.Authorization/*/write"]))).toEqual([]);
    expect(actionsOf(allow(["*/action"]))).toEqual([]);
  });

  test("User Access Administrator gives every right, and does nothing else", () => {
    const role = allow(["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"]);
    expect(actionsOf(role)).toEqual(ALL);
    expect(rightsOf([role]).everyAction).toBe("never");
  });

  test("Role Based Access Control Administrator assigns roles", () => {
    const actions = ["Microsoft.Authorization/roleAssignments/write", "*/read", "Microsoft.Support/*"];
    expect(actionsOf(allow(actions))).toEqual(["roleAssignments/write always"]);
  });

  // https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/security#key-vault-data-access-administrator
  test("Key Vault Data Access Administrator assigns roles under a condition", () => {
    const actions = [
      "Microsoft.Authorization/*/read",
      "Microsoft.Authorization/roleAssignments/delete",
      "Microsoft.Authorization/roleAssignments/write",
      "Microsoft.KeyVault/vaults/*/read",
    ];
    const role = allow(actions, [], true);
    expect(actionsOf(role)).toEqual(["roleAssignments/write conditional"]);
    expect(givesRights(rightsOf([role]))).toBe("conditional");
  });

  // https://learn.microsoft.com/en-us/azure/role-based-access-control/custom-roles
  test("Virtual Machine Operator gives no right", () => {
    const actions = [
      "Microsoft.Storage/*/read",
      "Microsoft.Compute/virtualMachines/restart/action",
      "Microsoft.Authorization/*/read",
      "Microsoft.Insights/alertRules/*",
      "Microsoft.Support/*",
    ];
    expect(rightsOf([allow(actions)])).toEqual({ everyAction: "never", giving: [] });
  });
});

describe("traps", () => {
  const nobody: readonly (readonly [string, readonly Permission[]])[] = [
    ["no permission", []],
    ["null in the place of both lists", [{ actions: null, notActions: null }]],
    ["neither list", [{}]],
    ["an empty list", [allow([])]],
    ["all reads", [allow(["*/read"])]],
    ["what takes roles away", [allow(["Microsoft.Authorization/roleAssignments/delete"])]],
    ["deny assignments and locks", [allow(["Microsoft.Authorization/denyAssignments/*", "*/locks/write"])]],
    ["all writes, without those of authorization", [allow(["*/write"], ["microsoft.authorization/*"])]],
    ["a resource of the same name in another provider", [allow(["Contoso.Authorization/roleAssignments/write"])]],
    ["a question mark, which stands for itself", [allow(["Microsoft.Authorization/roleAssignments/?rite"])]],
  ];
  test.each(nobody)("%s gives no right", (_, permissions) => {
    expect(actionsOf(...permissions)).toEqual([]);
  });

  test.each<readonly [string, readonly Permission[], readonly string[]]>([
    ["all writes", [allow(["*/write"])], ALL],
    [
      "a name in another case",
      [allow(["MICROSOFT.AUTHORIZATION/ROLEDEFINITIONS/WRITE"])],
      ["roleDefinitions/write always"],
    ],
    [
      "a wildcard within a name",
      [allow(["Microsoft.Auth*/roleAss*s/wr*"])],
      ["roleAssignments/write always", "roleAssignmentScheduleRequests/write always"],
    ],
    [
      "everything without the assignment of roles alone",
      [allow(["*"], ["Microsoft.Authorization/roleAssignments/*"])],
      ALL.filter((one) => !one.startsWith("roleAssignments/")),
    ],
    [
      "Contributor, and a permission that gives back what it leaves out",
      [CONTRIBUTOR, allow(["*/roleAssignments/write"])],
      ["roleAssignments/write always"],
    ],
    [
      "one permission with a condition, and one without",
      [allow(["*"], [], true), allow(["*/roleDefinitions/write"])],
      ALL.map((one) => (one.startsWith("roleDefinitions") ? one : one.replace("always", "conditional"))),
    ],
    ["an exception of another provider", [allow(["*"], ["Contoso.Authorization/*"])], ALL],
  ])("%s", (_, permissions, expected) => {
    expect(actionsOf(...permissions)).toEqual(expected);
  });
});
