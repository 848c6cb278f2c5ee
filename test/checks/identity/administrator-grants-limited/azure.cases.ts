// Cases of the check that nothing grants everything outside of listed holders: role assignments of Azure, held and eligible.
import type { Case, Cases } from "../../cases.ts";
import {
  ACCESS,
  assignment,
  CONTRIBUTOR,
  custom,
  CUSTOM,
  GROUP,
  ID,
  RBAC,
  SUBSCRIPTION,
  unread,
} from "./azure-assignment.ts";
import { ofCustomRoles } from "./azure-custom-roles.ts";

// https://learn.microsoft.com/en-us/azure/role-based-access-control/delegate-role-assignments-overview
const ofConditions: readonly Case[] = [
  {
    name: "Role Based Access Control Administrator for a person",
    slice: assignment({}, RBAC),
    expect: "fail",
    because:
      "Role Based Access Control Administrator is assigned to a person by itself, who is not among allowedHolders",
  },
  {
    name: "Role Based Access Control Administrator, limited to some roles by a condition",
    slice: assignment({ hasCondition: true }, RBAC),
    expect: "indeterminate",
    problem: "not-supported",
    facts: {
      role: "Role Based Access Control Administrator",
      level: "subscription",
      principalType: "User",
      hasCondition: true,
    },
  },
  {
    name: "Owner under a condition, for a listed account",
    slice: assignment({ hasCondition: true }),
    parameters: { allowedHolders: [ID] },
    expect: "pass",
  },
  {
    name: "Owner under a condition, for a group where groups are listed too",
    slice: assignment({ hasCondition: true, principalType: "Group" }),
    parameters: { allowGroups: false },
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "Contributor under a condition",
    slice: assignment({ hasCondition: true }, CONTRIBUTOR),
    expect: "not-applicable",
  },
  { name: "Owner, whose condition is null", slice: assignment({ hasCondition: null }), expect: "fail" },
];

export const cases: Cases = {
  "azure microsoft.authorization/roleassignments": {
    cases: [
      {
        name: "Owner for a person",
        slice: assignment(),
        expect: "fail",
        because: "Owner is assigned to a person by itself, who is not among allowedHolders",
        facts: { role: "Owner", level: "subscription", principalType: "User" },
      },
      {
        name: "User Access Administrator for a service principal",
        slice: assignment({ principalType: "ServicePrincipal" }, ACCESS),
        expect: "fail",
        because: "User Access Administrator is assigned to a service principal that is not among allowedHolders",
      },
      {
        name: "Owner for a listed account, in another case",
        slice: assignment({ principalId: ID.toUpperCase() }),
        parameters: { allowedHolders: [ID] },
        expect: "pass",
      },
      // https://learn.microsoft.com/en-us/azure/role-based-access-control/best-practices
      { name: "Owner for a group", slice: assignment({ principalType: "Group" }), expect: "pass" },
      {
        name: "Owner for a group, where groups are listed too",
        slice: assignment({ principalType: "Group" }),
        parameters: { allowGroups: false },
        expect: "fail",
      },
      {
        name: "Owner for a group of another directory",
        slice: assignment({ principalType: "ForeignGroup" }),
        expect: "fail",
      },
      { name: "Contributor", slice: assignment({}, CONTRIBUTOR), expect: "not-applicable" },
      {
        name: "Owner of a resource group",
        slice: assignment({ scope: `${SUBSCRIPTION}/resourceGroups/app` }),
        expect: "not-applicable",
        because: "the role is assigned on a part of the subscription only",
      },
      {
        name: "Owner of a management group that is not enrolled",
        slice: assignment({ scope: GROUP }),
        expect: "fail",
        facts: { role: "Owner", level: "management group", principalType: "User" },
      },
      {
        name: "Owner of a management group that is enrolled",
        slice: assignment({ scope: GROUP }),
        related: { above: { rows: [assignment({ scope: GROUP })] } },
        expect: "not-applicable",
        because: "the role is assigned at a management group that is enrolled, and judged there",
      },
      {
        name: "another role of the same person at a management group that is enrolled",
        slice: assignment({ scope: GROUP }, ACCESS),
        related: { above: { rows: [assignment({ scope: GROUP })] } },
        expect: "fail",
      },
      {
        name: "Owner at the root",
        slice: assignment({ scope: "/" }, ACCESS),
        expect: "fail",
        facts: { role: "User Access Administrator", level: "root", principalType: "User" },
      },
      {
        name: "an account of a kind that is null",
        slice: assignment({ principalType: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      ...ofConditions,
      ...ofCustomRoles,
    ],
  },
  "azure microsoft.authorization/roleeligibilityscheduleinstances": {
    cases: [
      {
        name: "a person who may activate Owner",
        slice: assignment(),
        expect: "pass",
        because: "the account may activate Owner, which allowEligible lets accounts do",
        facts: { role: "Owner", level: "subscription", principalType: "User" },
      },
      {
        name: "a person who may activate Owner, where eligible accounts are listed",
        slice: assignment(),
        parameters: { allowEligible: false },
        expect: "fail",
        because: "may activate the role: it is assigned to a person by itself, who is not among allowedHolders",
      },
      {
        name: "a group that may activate Owner, where eligible accounts are listed",
        slice: assignment({ principalType: "Group" }),
        parameters: { allowEligible: false },
        expect: "pass",
      },
      {
        name: "a person who may activate a custom role, where eligible accounts are listed",
        slice: assignment({}, CUSTOM),
        related: { custom: custom([{ actions: ["*"] }]) },
        parameters: { allowEligible: false },
        expect: "fail",
      },
      {
        name: "a person who may activate a role under a condition, where eligible accounts are listed",
        slice: assignment({ hasCondition: true }, RBAC),
        parameters: { allowEligible: false },
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "a person who may activate Contributor", slice: assignment({}, CONTRIBUTOR), expect: "not-applicable" },
      {
        name: "a person who may activate Owner of a resource group",
        slice: assignment({ scope: `${SUBSCRIPTION}/resourceGroups/app` }),
        expect: "not-applicable",
      },
      {
        name: "a person who may activate a role that may be a custom one, where those were not read",
        slice: assignment({}, CUSTOM),
        related: { custom: unread },
        expect: "indeterminate",
        problem: "denied",
      },
    ],
  },
};
