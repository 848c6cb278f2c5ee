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
type Counts = { readonly people: number; readonly servicePrincipals: number; readonly withoutMfa: number };

const counts = (people: number, servicePrincipals: number, without: number): Counts => ({
  people,
  servicePrincipals,
  withoutMfa: without,
});
const rows = (...given: RelatedRows["rows"][number][]): RelatedRows => ({ rows: given });

export const groupCases: readonly Groups[] = [
  {
    name: "a group whose members have MFA",
    related: {
      groups: rows(group(`user ${PERSON}`, `user ${OTHER}`)),
      registrations: rows(registration(), registration({ id: OTHER })),
    },
    expect: "pass",
    because:
      "accounts in the group that can sign in, each with an MFA method or without a valid secret or certificate: 2",
    facts: counts(2, 0, 0),
  },
  {
    name: "a group with one member without MFA, beside one whom the report lacks",
    related: {
      groups: rows(group(`user ${PERSON}`, `user ${OTHER}`, "user 7d9b6c5a-4f3e-4d2c-8b1a-0f9e8d7c6b5a")),
      registrations: rows(registration(), withoutMfa(OTHER)),
    },
    expect: "fail",
    because: "people in the group without an MFA method that the tenant allows: at least 1 of 3",
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
