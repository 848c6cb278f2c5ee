// Cases of the check that privileged people have MFA: who may activate an administrator role of a tenant.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import {
  group,
  GROUP,
  MACHINE,
  OTHER,
  PERSON,
  registration,
  unread,
  withoutMfa,
} from "../owner-accounts-have-mfa-and-no-keys/directory-rows.ts";

const eligible = (members: Members = {}): Json => ({
  id: "8MYkhImhnkm70CbBdTyW1BbHHAdHgZdDpbqyEFlRzAs-1-e",
  roleDefinitionId: "fe930be7-5e62-47db-91af-98c3a49a38b1",
  principalId: PERSON,
  directoryScopeId: "/",
  PrincipalType: "user",
  ...members,
});

const ofGroup = eligible({ principalId: GROUP, PrincipalType: "group" });

export const cases: Cases = {
  "entra microsoft.graph/unifiedRoleEligibilityScheduleInstance": {
    cases: [
      {
        name: "a user with MFA, whom the report calls no administrator",
        slice: eligible(),
        related: { registrations: { rows: [registration({ isAdmin: false })] } },
        expect: "pass",
        because:
          "may activate the role: the administrator has registered an MFA method that the tenant's policy allows (isMfaCapable)",
      },
      {
        name: "a user without MFA, whose id is spelled in capitals",
        slice: eligible({ principalId: PERSON.toUpperCase() }),
        related: { registrations: { rows: [withoutMfa(PERSON)] } },
        expect: "fail",
        because: "may activate the role: the administrator has registered no MFA method (isMfaRegistered is false)",
      },
      {
        name: "a user without MFA, who may activate the role on a part of the directory",
        slice: eligible({ directoryScopeId: "/administrativeUnits/0e2f5e7d-9c0e-4d43-b0a4-97bd8b8f8b0e" }),
        related: { registrations: { rows: [withoutMfa(PERSON)] } },
        expect: "fail",
      },
      {
        name: "a user whom the complete report lacks",
        slice: eligible(),
        related: { registrations: { rows: [] } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a disabled user",
        slice: eligible({ AccountEnabled: false }),
        related: { registrations: { rows: [] } },
        expect: "not-applicable",
        because: "the account that may activate the role is disabled",
      },
      {
        name: "a service principal",
        slice: eligible({ principalId: MACHINE, PrincipalType: "servicePrincipal" }),
        expect: "not-applicable",
        because: "a service principal may activate the role, and no person",
      },
      {
        name: "a group whose people have MFA, beside a service principal",
        slice: ofGroup,
        related: {
          groups: { rows: [group(`user ${PERSON}`, `servicePrincipal ${MACHINE}`)] },
          registrations: { rows: [registration()] },
        },
        expect: "pass",
        because: "may activate the role: people in the group, each with an allowed MFA method: 1",
        facts: { people: 1, withoutMfa: 0 },
      },
      {
        name: "a group with one person without MFA, beside one whom the report lacks",
        slice: ofGroup,
        related: {
          groups: { rows: [group(`user ${PERSON}`, `user ${OTHER}`)] },
          registrations: { rows: [withoutMfa(OTHER)] },
        },
        expect: "fail",
        facts: { people: 2, withoutMfa: 1 },
      },
      {
        name: "a group with a person whom the report lacks",
        slice: ofGroup,
        related: { groups: { rows: [group(`user ${PERSON}`)] }, registrations: { rows: [] } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a group with a member of a kind that nobody knows",
        slice: ofGroup,
        related: { groups: { rows: [group(`agent ${OTHER}`)] } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a group of machines",
        slice: ofGroup,
        related: { groups: { rows: [group(`servicePrincipal ${MACHINE}`)] } },
        expect: "not-applicable",
        because: "may activate the role: nobody in the group is a person",
      },
      {
        name: "a group whose members may not be read",
        slice: ofGroup,
        related: { groups: unread("denied", "GroupMember.Read.All") },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a group that is not among those that were read",
        slice: ofGroup,
        related: { groups: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "nobody knows what",
        slice: eligible({ PrincipalType: "device" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an eligible role without an account",
        slice: { id: "x", PrincipalType: "user" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
