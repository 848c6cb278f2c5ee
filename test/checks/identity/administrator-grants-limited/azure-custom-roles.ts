// Cases of assignments of custom roles of Azure, by what the roles allow.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case } from "../../cases.ts";
import { assignment, custom, CUSTOM, GROUP, ID, SUBSCRIPTION, unread, type Lists } from "./azure-assignment.ts";

/** As Contributor has it. https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged#contributor */
const CONTRIBUTORS_NOT_ACTIONS = [
  "Microsoft.Authorization/*/Delete",
  "Microsoft.Authorization/*/Write",
  "Microsoft.Authorization/elevateAccess/Action",
];

const ASSIGNS = "Microsoft.Authorization/roleAssignments/write";
const DEFINES = "Microsoft.Authorization/roleDefinitions/write";
const GIVEN = [
  ASSIGNS,
  "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
  DEFINES,
  "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
];

/** A custom role, assigned to a person on the whole subscription. */
const byCustom = (name: string, permissions: readonly Lists[] | null, rest: Omit<Case, "name" | "slice">): Case => ({
  name: `a custom role: ${name}`,
  slice: assignment({}, CUSTOM),
  related: { custom: custom(permissions) },
  ...rest,
});
const facts = (gives: readonly string[], everyAction: "always" | "conditional" | "never"): Json => ({
  role: "custom role",
  roleDefinition: CUSTOM,
  everyAction,
  gives: [...gives],
  level: "subscription",
  principalType: "User",
});
const givesNothing = {
  expect: "not-applicable",
  because: "the assigned role does not let its holder assign or define roles",
} as const;

export const ofCustomRoles: readonly Case[] = [
  byCustom("every action", [{ actions: ["*"] }], {
    expect: "fail",
    because: "a custom role that gives rights is assigned to a person by itself, who is not among allowedHolders",
    facts: facts(GIVEN, "always"),
  }),
  byCustom("the notActions of Contributor", [{ actions: ["*"], notActions: CONTRIBUTORS_NOT_ACTIONS }], {
    ...givesNothing,
    facts: { role: "custom role", roleDefinition: CUSTOM, everyAction: "always", gives: [] },
  }),
  byCustom(
    "Contributor's notActions but one",
    [
      {
        actions: ["*"],
        notActions: ["Microsoft.Authorization/*/Delete", "Microsoft.Authorization/roleAssignments/Write"],
      },
    ],
    {
      expect: "fail",
      facts: facts(
        GIVEN.filter((action) => action !== ASSIGNS),
        "always",
      ),
    },
  ),
  byCustom("every write", [{ actions: ["*/write"] }], { expect: "fail", facts: facts(GIVEN, "never") }),
  byCustom("all of Microsoft.Authorization", [{ actions: ["Microsoft.Authorization/*"] }], { expect: "fail" }),
  byCustom("an action in capitals", [{ actions: [ASSIGNS.toUpperCase()] }], {
    expect: "fail",
    facts: facts([ASSIGNS], "never"),
  }),
  byCustom("an exception in small letters", [{ actions: ["*/Write"], notActions: ["microsoft.authorization/*"] }], {
    ...givesNothing,
  }),
  byCustom("the definition of roles alone", [{ actions: [DEFINES] }], {
    expect: "fail",
    facts: facts([DEFINES], "never"),
  }),
  byCustom("what takes roles away", [{ actions: ["Microsoft.Authorization/roleAssignments/delete"] }], givesNothing),
  byCustom("no permission", [], givesNothing),
  byCustom("empty lists", [{ actions: [], notActions: [] }], givesNothing),
  byCustom("null in the place of both lists", [{ actions: null, notActions: null }], givesNothing),
  byCustom("data actions alone, which are not read", [{}], givesNothing),
  byCustom(
    "what one permission takes away, and another one gives",
    [
      { actions: ["*"], notActions: CONTRIBUTORS_NOT_ACTIONS },
      { actions: ["Microsoft.Authorization/roleAssignments/*"], notActions: [] },
    ],
    { expect: "fail", facts: facts([ASSIGNS], "always") },
  ),
  // https://learn.microsoft.com/en-us/azure/role-based-access-control/custom-roles#custom-role-example
  byCustom(
    "Virtual Machine Operator, as Microsoft documents it",
    [
      {
        actions: [
          "Microsoft.Storage/*/read",
          "Microsoft.Network/*/read",
          "Microsoft.Compute/*/read",
          "Microsoft.Compute/virtualMachines/start/action",
          "Microsoft.Compute/virtualMachines/restart/action",
          "Microsoft.Authorization/*/read",
          "Microsoft.Resources/subscriptions/resourceGroups/read",
          "Microsoft.Insights/alertRules/*",
          "Microsoft.Insights/diagnosticSettings/*",
          "Microsoft.Support/*",
        ],
      },
    ],
    givesNothing,
  ),
  byCustom("every action under a condition", [{ actions: ["*"], hasCondition: true }], {
    expect: "indeterminate",
    problem: "not-supported",
    facts: facts(GIVEN, "conditional"),
  }),
  byCustom("a condition on what gives nothing", [{ actions: ["*/read"], hasCondition: true }, { actions: [DEFINES] }], {
    expect: "fail",
  }),
  byCustom("no permissions in the answer", null, { expect: "indeterminate", problem: "not-in-answer" }),
  {
    name: "a custom role that gives rights, for a listed account",
    slice: assignment({ principalType: "ServicePrincipal" }, CUSTOM),
    related: { custom: custom([{ actions: ["*"] }]) },
    parameters: { allowedHolders: [ID] },
    expect: "pass",
    because: "a custom role that gives rights is assigned to one of allowedHolders",
  },
  {
    name: "a custom role that gives rights, for a group",
    slice: assignment({ principalType: "Group" }, CUSTOM),
    related: { custom: custom([{ actions: ["*"] }]) },
    expect: "pass",
  },
  {
    name: "a custom role that gives rights, in a resource group",
    slice: assignment({ scope: `${SUBSCRIPTION}/resourceGroups/app` }, CUSTOM),
    related: { custom: custom([{ actions: ["*"] }]) },
    expect: "not-applicable",
  },
  {
    name: "a custom role whose GUID is in capitals",
    slice: assignment({}, CUSTOM.toUpperCase()),
    related: { custom: custom([{ actions: ["*"] }]) },
    expect: "fail",
  },
  {
    name: "a role that is built in, and not known by name",
    slice: assignment({}, "43d0d8ad-25c7-4714-9337-8ba259a9fe05"),
    related: { custom: custom([{ actions: ["*"] }]) },
    expect: "not-applicable",
    because: "the assigned role is built in, and none of those that the check judges",
  },
  {
    name: "a role that may be a custom one, where those were not read",
    slice: assignment({ principalType: "Group" }, CUSTOM),
    related: { custom: unread },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "Reader, where custom roles were not read",
    slice: assignment({}, "acdd72a7-3385-48ef-bd42-f606fba81ae7"),
    related: { custom: unread },
    expect: "not-applicable",
  },
  {
    name: "a custom role at a management group that is enrolled",
    slice: assignment({ scope: GROUP }, CUSTOM),
    related: { custom: custom([{ actions: ["*"] }]), above: { rows: [assignment({ scope: GROUP }, CUSTOM)] } },
    expect: "not-applicable",
    because: "the role is assigned at a management group that is enrolled, and judged there",
  },
  {
    name: "a custom role that was not read here, at a management group that is enrolled",
    slice: assignment({ scope: GROUP }, CUSTOM),
    related: { custom: unread, above: { rows: [assignment({ scope: GROUP }, CUSTOM)] } },
    expect: "not-applicable",
  },
  {
    name: "a custom role at a management group that is not enrolled",
    slice: assignment({ scope: GROUP }, CUSTOM),
    related: { custom: custom([{ actions: [ASSIGNS] }]) },
    expect: "fail",
  },
];
