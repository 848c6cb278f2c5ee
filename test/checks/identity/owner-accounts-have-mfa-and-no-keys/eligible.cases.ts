// Cases of the check that owner accounts have MFA and no keys: who may activate Global Administrator, or Owner of a subscription.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";
import {
  APP,
  application,
  GROUP,
  LIVE_SECRET,
  MACHINE,
  PERSON,
  registration,
  servicePrincipal,
  unread,
  withoutMfa,
} from "./directory-rows.ts";
import { groupCases } from "./groups.ts";

const inDirectory = (members: Members = {}): Json => ({
  id: "5wuT_mJe20eRr5jDpJo4sXbfd22VX0BOmpL501774kM-1-e",
  roleDefinitionId: "62e90394-69f5-4237-9190-012177145e10",
  principalId: PERSON,
  directoryScopeId: "/",
  PrincipalType: "user",
  ...members,
});

const subscription = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";

const inSubscription = (members: Members = {}): Json => ({
  properties: {
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
    principalId: PERSON,
    principalType: "User",
    scope: subscription,
    ...members,
  },
});

/** The verdict on a holder, in the words for one who may become a holder. */
const activating = ({ because, ...one }: (typeof groupCases)[number]) => ({
  ...one,
  ...(because === undefined
    ? {}
    : { because: one.expect === "indeterminate" ? because : `may activate the role: ${because}` }),
});

export const cases: Cases = {
  "entra microsoft.graph/unifiedRoleEligibilityScheduleInstance": {
    cases: [
      {
        name: "a user with MFA",
        slice: inDirectory(),
        related: { registrations: { rows: [registration()] } },
        expect: "pass",
        because:
          "may activate the role: the administrator has registered an MFA method that the tenant's policy allows (isMfaCapable)",
      },
      {
        name: "a user without MFA",
        slice: inDirectory({ principalId: PERSON.toUpperCase() }),
        related: { registrations: { rows: [withoutMfa(PERSON)] } },
        expect: "fail",
        because: "may activate the role: the administrator has registered no MFA method (isMfaRegistered is false)",
      },
      {
        name: "a report without a licence for it",
        slice: inDirectory(),
        related: { registrations: unread("licence", "Entra ID P1") },
        expect: "indeterminate",
        problem: "licence",
      },
      {
        name: "a disabled user",
        slice: inDirectory({ AccountEnabled: false }),
        expect: "not-applicable",
        because: "may activate the role: the account that Global Administrator is assigned to is disabled",
      },
      {
        name: "a service principal whose application has a secret",
        slice: inDirectory({
          principalId: MACHINE,
          PrincipalType: "servicePrincipal",
          ServicePrincipalType: "Application",
          AppId: APP,
          PasswordCredentials: [],
          KeyCredentials: [],
        }),
        related: { applications: { rows: [application({ PasswordCredentials: [LIVE_SECRET] })] } },
        expect: "fail",
      },
      ...groupCases.map((one): Case => ({
        ...activating(one),
        slice: inDirectory({ principalId: GROUP, PrincipalType: "group" }),
      })),
      {
        name: "nobody knows what",
        slice: inDirectory({ PrincipalType: "device" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "another role",
        slice: inDirectory({ roleDefinitionId: "f2ef992c-3afb-46b9-b7cf-a126ee74c451" }),
        expect: "not-applicable",
        because: "the role that may be activated is not Global Administrator on the whole directory",
      },
      {
        name: "the role on a part of the directory",
        slice: inDirectory({ directoryScopeId: "/administrativeUnits/0e2f5e7d-9c0e-4d43-b0a4-97bd8b8f8b0e" }),
        expect: "not-applicable",
      },
    ],
  },
  "azure microsoft.authorization/roleeligibilityscheduleinstances": {
    cases: [
      {
        name: "a user with MFA",
        slice: inSubscription(),
        related: { registrations: { rows: [registration()] } },
        expect: "pass",
        because:
          "may activate the role: the administrator has registered an MFA method that the tenant's policy allows (isMfaCapable)",
        facts: {
          registered: true,
          methods: ["fido2SecurityKey", "microsoftAuthenticatorPush"],
          userType: "member",
          principalType: "User",
          level: "subscription",
        },
      },
      {
        name: "a user without MFA, at the management group above",
        slice: inSubscription({ scope: "/providers/Microsoft.Management/managementGroups/contoso" }),
        related: { registrations: { rows: [withoutMfa(PERSON)] } },
        expect: "fail",
        because: "may activate the role: the administrator has registered no MFA method (isMfaRegistered is false)",
      },
      {
        name: "a user of a directory that is not enrolled",
        slice: inSubscription(),
        related: { registrations: unread("not-planned", "no scope in which they could be read is enrolled") },
        expect: "indeterminate",
        problem: "not-planned",
      },
      ...groupCases.map((one): Case => {
        const { facts, ...rest } = activating(one);
        return {
          ...rest,
          slice: inSubscription({ principalId: GROUP, principalType: "Group" }),
          ...(facts === undefined ? {} : { facts: { ...facts, principalType: "Group", level: "subscription" } }),
        };
      }),
      {
        name: "a managed identity",
        slice: inSubscription({ principalId: MACHINE, principalType: "ServicePrincipal" }),
        related: { servicePrincipals: { rows: [servicePrincipal({ ServicePrincipalType: "ManagedIdentity" })] } },
        expect: "pass",
        basis: "provider",
        because: "may activate the role: Azure keeps and rotates the credentials of a managed identity",
      },
      {
        name: "a service principal that is not among those that were read",
        slice: inSubscription({ principalId: MACHINE, principalType: "ServicePrincipal" }),
        related: { servicePrincipals: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "Owner of a resource group only",
        slice: inSubscription({ scope: `${subscription}/resourceGroups/shop` }),
        expect: "not-applicable",
        because: "the Owner role that may be activated is on a part of the subscription only",
      },
      {
        name: "Reader of the subscription",
        slice: inSubscription({
          roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
        }),
        expect: "not-applicable",
        because: "the role that may be activated is not Owner",
      },
    ],
  },
};
