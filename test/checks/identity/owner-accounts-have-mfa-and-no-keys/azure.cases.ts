// Cases of the check that owner accounts have MFA and no keys: owners of an Azure subscription.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";
import {
  application,
  ENDED_SECRET,
  GROUP,
  LIVE_SECRET,
  MACHINE,
  OTHER,
  PERSON,
  registration,
  servicePrincipal,
  unread,
  withoutMfa,
} from "./directory-rows.ts";
import { groupCases } from "./groups.ts";

const subscription = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";

const assignment = (members: Members = {}): Json => ({
  id: `${subscription}/providers/microsoft.authorization/roleassignments/2c1ae8fb-5b5e-4e7c-9a0f-3a3b9e1d8f11`,
  properties: {
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/RoleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
    principalId: PERSON,
    principalType: "User",
    scope: subscription,
    ...members,
  },
});

const CONTOSO = "/providers/Microsoft.Management/managementGroups/contoso";

/** An assignment that a subscription inherits, with the tenant that its root group is named after. */
const inherited = (scope: string): Json => ({
  tenantId: "5f0ab7a3-0000-4000-8000-000000000001",
  ...(assignment({ scope }) as Members),
});

/** The row of an assignment in the management group where it was made. */
const made = (scope: string, principalId: string, members: Members = {}): Json =>
  assignment({ scope, principalId, ...members });

const machine = (members: Members = {}): Json =>
  assignment({ principalId: MACHINE, principalType: "ServicePrincipal", ...members });

const notEnrolled = unread("not-planned", "no scope in which they could be read is enrolled");

export const cases: Cases = {
  "azure microsoft.authorization/roleassignments": {
    cases: [
      {
        name: "a user with MFA",
        slice: assignment(),
        related: { registrations: { rows: [registration(), withoutMfa(OTHER)] } },
        expect: "pass",
        because: "the administrator has registered an MFA method that the tenant's policy allows (isMfaCapable)",
        facts: {
          registered: true,
          methods: ["fido2SecurityKey", "microsoftAuthenticatorPush"],
          userType: "member",
          principalType: "User",
          level: "subscription",
        },
      },
      {
        name: "a user without MFA, whose id is spelled in capitals",
        slice: assignment({ principalId: PERSON.toUpperCase() }),
        related: { registrations: { rows: [withoutMfa(PERSON)] } },
        expect: "fail",
        because: "the administrator has registered no MFA method (isMfaRegistered is false)",
      },
      // The report has no disabled accounts.
      {
        name: "a user whom the complete report lacks, such as a disabled one",
        slice: assignment(),
        related: { registrations: { rows: [registration({ id: OTHER })] } },
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { principalType: "User", level: "subscription" },
      },
      {
        name: "a user of a directory that is not enrolled",
        slice: assignment(),
        related: { registrations: notEnrolled },
        expect: "indeterminate",
        problem: "not-planned",
      },
      {
        name: "a report that may not be read",
        slice: assignment(),
        related: { registrations: unread("denied", "AuditLog.Read.All") },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a report without a licence for it",
        slice: assignment(),
        related: { registrations: unread("licence", "Entra ID P1") },
        expect: "indeterminate",
        problem: "licence",
      },
      ...groupCases.map(({ facts, ...one }): Case => ({
        ...one,
        slice: assignment({ principalId: GROUP, principalType: "Group" }),
        ...(facts === undefined ? {} : { facts: { ...facts, principalType: "Group", level: "subscription" } }),
      })),
      {
        name: "a group that owns the management group above",
        slice: assignment({
          principalId: GROUP,
          principalType: "Group",
          roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/8E3AF657-A8FF-443C-A75C-2FE8C4BCB635",
          scope: "/providers/Microsoft.Management/managementGroups/contoso",
        }),
        related: { groups: notEnrolled },
        expect: "indeterminate",
        problem: "not-planned",
        facts: { principalType: "Group", level: "management group" },
      },
      {
        name: "an owner of a management group that is enrolled, whose row stands there",
        slice: inherited(CONTOSO.toUpperCase()),
        related: { above: { rows: [made(CONTOSO, OTHER), made(CONTOSO, PERSON.toUpperCase())] } },
        expect: "not-applicable",
        because: "the role is assigned at a management group that is enrolled, and judged there",
        facts: { principalType: "User", level: "management group" },
      },
      {
        name: "an owner of a management group that is enrolled and was read later without the row",
        slice: inherited(CONTOSO),
        related: { registrations: { rows: [registration()] }, above: { rows: [made(CONTOSO, OTHER)] } },
        expect: "pass",
      },
      {
        name: "an owner of a management group where another role is assigned to the same person",
        slice: inherited(CONTOSO),
        related: {
          registrations: { rows: [withoutMfa(PERSON)] },
          above: { rows: [made(CONTOSO, PERSON, { roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c" })] },
        },
        expect: "fail",
      },
      {
        name: "an owner of a management group that may not be read",
        slice: inherited(CONTOSO),
        related: { registrations: { rows: [registration()] }, above: unread("denied", "roleAssignments/read") },
        expect: "indeterminate",
        problem: "denied",
        facts: { principalType: "User", level: "management group" },
      },
      {
        name: "an owner of the root, which the root group has",
        slice: inherited("/"),
        related: { above: { rows: [made("/", PERSON)] } },
        expect: "not-applicable",
      },
      {
        name: "an owner of the root in an answer that does not name the tenant",
        slice: assignment({ scope: "/" }),
        related: { registrations: { rows: [withoutMfa(PERSON)] } },
        expect: "fail",
      },
      {
        name: "an owner of the subscription itself, whatever stands above",
        slice: assignment(),
        related: { registrations: { rows: [withoutMfa(PERSON)] }, above: unread("denied", "roleAssignments/read") },
        expect: "fail",
      },
      {
        name: "a service principal that owns the root, whose application has a secret",
        slice: machine({ scope: "/" }),
        related: {
          servicePrincipals: { rows: [servicePrincipal()] },
          applications: { rows: [application({ PasswordCredentials: [LIVE_SECRET] })] },
        },
        expect: "fail",
        because: "the service principal has a valid client secret or certificate",
        facts: {
          secrets: [{ from: "2026-01-10T09:00:00.000Z", until: "2028-01-10T09:00:00.000Z" }],
          certificates: [],
          principalType: "ServicePrincipal",
          level: "root",
        },
      },
      {
        name: "a service principal whose application has a federated credential only",
        slice: machine(),
        related: { servicePrincipals: { rows: [servicePrincipal()] }, applications: { rows: [application()] } },
        expect: "pass",
      },
      {
        name: "a service principal with a secret of its own that has ended",
        slice: machine(),
        related: {
          servicePrincipals: { rows: [servicePrincipal({ PasswordCredentials: [ENDED_SECRET] })] },
          applications: { rows: [application()] },
        },
        expect: "pass",
      },
      {
        name: "a managed identity",
        slice: machine(),
        related: { servicePrincipals: { rows: [servicePrincipal({ ServicePrincipalType: "ManagedIdentity" })] } },
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a disabled service principal",
        slice: machine(),
        related: { servicePrincipals: { rows: [servicePrincipal({ AccountEnabled: false })] } },
        expect: "not-applicable",
        because: "the service principal is disabled",
      },
      {
        name: "a service principal of an application of another tenant",
        slice: machine(),
        related: { servicePrincipals: { rows: [servicePrincipal()] }, applications: { rows: [] } },
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a service principal that is not among those that were read",
        slice: machine(),
        related: { servicePrincipals: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "service principals that may not be read",
        slice: machine(),
        related: { servicePrincipals: unread("denied", "Application.Read.All") },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a group of another directory",
        slice: assignment({ principalType: "ForeignGroup" }),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "an owner of whom the answer does not say what kind of account it is",
        slice: assignment({ principalType: null }),
        expect: "indeterminate",
        facts: { principalType: null, level: "subscription" },
      },
      {
        name: "an owner of a resource group only",
        slice: assignment({ scope: `${subscription}/resourceGroups/shop` }),
        expect: "not-applicable",
        because: "the Owner role is assigned on a part of the subscription only",
      },
      {
        name: "a reader of the subscription",
        slice: assignment({
          roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
        }),
        expect: "not-applicable",
        because: "the assigned role is not Owner",
      },
      {
        name: "an assignment without a scope",
        slice: {
          properties: {
            roleDefinitionId: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            principalId: PERSON,
            principalType: "User",
          },
        },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
