// Cases of a group that owns something, whichever: the same group has the same verdict.
import type { Case, RelatedRows } from "../../cases.ts";
import {
  application,
  ENDED_SECRET,
  group,
  LIVE_SECRET,
  MACHINE,
  OTHER,
  PERSON,
  registration,
  servicePrincipal,
  unread,
  withoutMfa,
} from "./directory-rows.ts";

type Groups = Pick<Case, "name" | "related" | "expect" | "because" | "problem"> & { readonly facts?: Counts };
type Counts = {
  readonly people: number;
  readonly servicePrincipals: number;
  readonly withoutMfa: number;
  readonly eligible: number | null;
};

const counts = (people: number, servicePrincipals: number, without: number, eligible: number | null = 0): Counts => ({
  people,
  servicePrincipals,
  withoutMfa: without,
  eligible,
});
const rows = (...given: RelatedRows["rows"][number][]): RelatedRows => ({ rows: given });

const actual: readonly Groups[] = [
  {
    name: "a group whose members have MFA",
    related: {
      groups: rows(group(`user ${PERSON}`, `user ${OTHER}`)),
      registrations: rows(registration(), registration({ id: OTHER })),
    },
    expect: "pass",
    because: "enabled accounts in the group, with MFA or without valid credentials: 2",
    facts: counts(2, 0, 0),
  },
  {
    name: "a group with one member without MFA, beside one whom the report lacks",
    related: {
      groups: rows(group(`user ${PERSON}`, `user ${OTHER}`, "user 7d9b6c5a-4f3e-4d2c-8b1a-0f9e8d7c6b5a")),
      registrations: rows(registration(), withoutMfa(OTHER)),
    },
    expect: "fail",
    because: "people in the group without an allowed MFA method: at least 1 of 3",
    facts: counts(3, 0, 1),
  },
  {
    name: "a group in the group, whose member comes with those of the group itself",
    related: {
      groups: rows(group("group d3e6b6df-1b7f-4c5f-9a1f-c9b7a1b6e0f2", `user ${PERSON}`)),
      registrations: rows(registration()),
    },
    expect: "pass",
    facts: counts(1, 0, 0),
  },
  {
    name: "a group without members",
    related: { groups: rows(group()) },
    expect: "not-applicable",
    because: "nobody in the group can sign in",
    facts: counts(0, 0, 0),
  },
  {
    name: "a group of a device and an empty group",
    related: { groups: rows(group(`device ${OTHER}`, "group d3e6b6df-1b7f-4c5f-9a1f-c9b7a1b6e0f2")) },
    expect: "not-applicable",
  },
  {
    name: "a member of a kind that nobody knows",
    related: { groups: rows(group(`user ${PERSON}`, `agent ${OTHER}`)), registrations: rows(registration()) },
    expect: "indeterminate",
    problem: "not-in-answer",
    because: "the check does not know the kind of account of a member of the group",
  },
  {
    name: "a member whom the complete report lacks",
    related: {
      groups: rows(group(`user ${PERSON}`, `user ${OTHER}`)),
      registrations: rows(registration()),
    },
    expect: "indeterminate",
    problem: "not-in-answer",
    facts: counts(2, 0, 0),
  },
  {
    name: "a member who is a guest without MFA here",
    related: {
      groups: rows(group(`user ${PERSON}`)),
      registrations: rows(registration({ userType: "guest", isMfaRegistered: false, isMfaCapable: false })),
    },
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "members without a report",
    related: { groups: rows(group(`user ${PERSON}`)), registrations: unread("licence", "Entra ID P1") },
    expect: "indeterminate",
    problem: "licence",
  },
  {
    name: "a group whose members may not be read",
    related: { groups: unread("denied", "GroupMember.Read.All") },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "a group that is not among those that were read",
    related: { groups: rows() },
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "a service principal in the group whose application has a secret",
    related: {
      groups: rows(group(`servicePrincipal ${MACHINE}`, `user ${PERSON}`)),
      registrations: rows(registration()),
      servicePrincipals: rows(servicePrincipal()),
      applications: rows(application({ PasswordCredentials: [LIVE_SECRET] })),
    },
    expect: "fail",
    because: "a service principal in the group has a valid client secret or certificate",
    facts: counts(1, 1, 0),
  },
  {
    name: "a service principal in the group whose secret has ended",
    related: {
      groups: rows(group(`servicePrincipal ${MACHINE}`)),
      servicePrincipals: rows(servicePrincipal()),
      applications: rows(application({ PasswordCredentials: [ENDED_SECRET] })),
    },
    expect: "pass",
    facts: counts(0, 1, 0),
  },
  {
    name: "a service principal in the group that is disabled",
    related: {
      groups: rows(group(`servicePrincipal ${MACHINE}`)),
      servicePrincipals: rows(servicePrincipal({ AccountEnabled: false, PasswordCredentials: [LIVE_SECRET] })),
    },
    expect: "not-applicable",
  },
  {
    name: "a service principal in the group that was not read",
    related: {
      groups: rows(group(`servicePrincipal ${MACHINE}`)),
      servicePrincipals: unread("denied", "Application.Read.All"),
    },
    expect: "indeterminate",
    problem: "denied",
  },
];

/** Who may activate membership in the group, beside its members. */
const eligible: readonly Groups[] = [
  {
    name: "a person without MFA who may activate membership",
    related: {
      groups: rows(group(`user ${PERSON}`)),
      eligibleMembers: rows(group(`user ${OTHER}`)),
      registrations: rows(registration(), withoutMfa(OTHER)),
    },
    expect: "fail",
    because: "people in the group or eligible for it without an allowed MFA method: at least 1 of 2",
    facts: counts(2, 0, 1, 1),
  },
  {
    name: "a person who is a member, and may be one after that, is one person",
    related: {
      groups: rows(group(`user ${PERSON}`)),
      eligibleMembers: rows(group(`user ${PERSON.toUpperCase()}`)),
      registrations: rows(registration()),
    },
    expect: "pass",
    because: "enabled accounts in the group, with MFA or without valid credentials: 1",
    facts: counts(1, 0, 0, 0),
  },
  {
    name: "an empty group that a person with MFA may join",
    related: {
      groups: rows(group()),
      eligibleMembers: rows(group(`user ${PERSON}`, "group d3e6b6df-1b7f-4c5f-9a1f-c9b7a1b6e0f2")),
      registrations: rows(registration()),
    },
    expect: "pass",
    because: "enabled accounts in the group or eligible for it, with MFA or without valid credentials: 1",
    facts: counts(1, 0, 0, 1),
  },
  {
    name: "a service principal with a secret that may join",
    related: {
      groups: rows(group()),
      eligibleMembers: rows(group(`servicePrincipal ${MACHINE}`)),
      servicePrincipals: rows(servicePrincipal()),
      applications: rows(application({ PasswordCredentials: [LIVE_SECRET] })),
    },
    expect: "fail",
    because: "a service principal in the group or eligible for it has a valid client secret or certificate",
    facts: counts(0, 1, 0, 1),
  },
  {
    name: "an account of a kind that nobody knows, which may join",
    related: { groups: rows(group()), eligibleMembers: rows(group(`unknown ${OTHER}`)) },
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  {
    name: "members with MFA, where it may not be read who may join",
    related: {
      groups: rows(group(`user ${PERSON}`)),
      eligibleMembers: unread("denied", "PrivilegedEligibilitySchedule.Read.AzureADGroup"),
      registrations: rows(registration()),
    },
    expect: "indeterminate",
    problem: "denied",
    facts: counts(1, 0, 0, null),
  },
  {
    name: "a member without MFA, where it may not be read who may join",
    related: {
      groups: rows(group(`user ${PERSON}`)),
      eligibleMembers: unread("denied", "PrivilegedEligibilitySchedule.Read.AzureADGroup"),
      registrations: rows(withoutMfa(PERSON)),
    },
    expect: "fail",
    because: "people in the group without an allowed MFA method: at least 1 of 1",
    facts: counts(1, 0, 1, null),
  },
  {
    name: "a group of which nobody read who may join",
    related: {
      groups: rows(group(`user ${PERSON}`)),
      eligibleMembers: rows(),
      registrations: rows(registration()),
    },
    expect: "indeterminate",
    problem: "not-seen",
  },
];

export const groupCases: readonly Groups[] = [
  ...actual.map((one) => ({ ...one, related: { eligibleMembers: rows(group()), ...one.related } })),
  ...eligible,
];
