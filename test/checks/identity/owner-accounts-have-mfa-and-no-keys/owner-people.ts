// Cases of policies of Google Cloud that people and groups of Google Workspace own by.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members, RelatedRows } from "../../cases.ts";
import { account, accounts, alice, conditional, machine, owned, policy } from "./owners.ts";

const reference = (letter: string): string => `person:${letter.repeat(64)}`;

/** Alice has an alias, and binds by either. */
const user = (members: Members = {}): Json => ({
  id: "108000000000000000001",
  References: [reference("0"), alice.Reference],
  isEnrolledIn2Sv: true,
  suspended: false,
  archived: false,
  ...members,
});
const bob = (members: Members = {}): Json => user({ References: [reference("b")], ...members });
const without = { isEnrolledIn2Sv: false } as const;

const GROUP = reference("9");
const owners = { Kind: "group", Domain: "example.com", Reference: GROUP };
const group = (...Members: Json[]): { readonly groups: RelatedRows } => ({
  groups: { rows: [{ Group: "groups/01owners", References: [GROUP], Members }] },
});
const member = (Reference: string, Type = "USER"): Json => ({ Type, Reference });
const users = (...rows: Json[]): { readonly users: RelatedRows } => ({ users: { rows } });

const unread = (code: "not-planned" | "denied", detail: string): RelatedRows => ({
  rows: [],
  complete: false,
  problem: { code, detail },
});

const owns = policy("project", ["roles/owner", alice]);
const groupOwns = policy("organization", ["roles/owner", owners]);

export const ownerPeopleCases: readonly Case[] = [
  {
    name: "a person with 2-step verification, who is bound by an alias",
    slice: owns,
    related: users(user(), bob(without)),
    expect: "pass",
    because: "people to whom the IAM policy grants roles/owner or admin, each with 2-step verification: 1",
    facts: { level: "project", owners: [{ kind: "user", members: 1 }], people: 1, withoutMfa: 0 },
  },
  {
    name: "a person without 2-step verification beside a service account of the project",
    slice: owned,
    related: { ...accounts(account()), ...users(user(without)) },
    expect: "fail",
    because:
      "people to whom the IAM policy grants roles/owner or admin and who lack 2-step verification: at least 1 of 1",
    facts: {
      level: "project",
      owners: [
        { kind: "serviceAccount", members: 1 },
        { kind: "user", members: 1 },
      ],
      people: 1,
      withoutMfa: 1,
    },
  },
  {
    name: "a suspended person, and an archived one",
    slice: policy("folder", ["roles/owner", alice, { ...alice, Reference: reference("b") }]),
    related: users(user({ ...without, suspended: true }), bob({ ...without, archived: true })),
    expect: "not-applicable",
    because: "the IAM policy grants roles/owner or admin to no person who can sign in",
    facts: { level: "folder", owners: [{ kind: "user", members: 2 }], people: 2, withoutMfa: 0 },
  },
  {
    name: "a person of another domain",
    slice: owns,
    related: users(bob()),
    expect: "indeterminate",
    problem: "not-supported",
    because:
      "an owner is no user of the Google Workspace that is enrolled, and Tidemark does not read users of other domains",
    facts: { level: "project", owners: [{ kind: "user", members: 1 }], people: 1, withoutMfa: 0 },
  },
  {
    name: "a person of another domain beside one without 2-step verification",
    slice: policy("project", ["roles/owner", alice, { ...alice, Reference: reference("b") }]),
    related: users(bob(without)),
    expect: "fail",
    because:
      "people to whom the IAM policy grants roles/owner or admin and who lack 2-step verification: at least 1 of 2",
  },
  {
    name: "a customer that is not enrolled",
    slice: owns,
    related: { users: unread("not-planned", "no scope in which they could be read is enrolled") },
    expect: "indeterminate",
    problem: "not-planned",
  },
  {
    name: "people who may not be read",
    slice: owns,
    related: { users: unread("denied", "admin.users.read (forbidden)") },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "a person without 2-step verification under a condition",
    slice: conditional(owns),
    related: users(user(without)),
    expect: "indeterminate",
    because: "roles/owner or admin is granted to people under a condition, which Tidemark does not read",
  },
  {
    name: "a person with 2-step verification under a condition",
    slice: conditional(owns),
    related: users(user()),
    expect: "pass",
  },
  {
    name: "a person without 2-step verification, under a condition and without one",
    slice: policy("project", ["roles/owner_withcond_2b17", alice], ["roles/owner", alice]),
    related: users(user(without)),
    expect: "fail",
  },
  {
    name: "a person with 2-step verification beside a service account of another project",
    slice: policy("project", ["roles/owner", alice, machine("ci@build.iam.gserviceaccount.com")]),
    related: { ...accounts(account()), ...users(user()) },
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a group with a person without 2-step verification",
    slice: groupOwns,
    related: { ...group(member(alice.Reference), member(reference("b"))), ...users(user(), bob(without)) },
    expect: "fail",
    because:
      "people to whom the IAM policy grants roles/owner or admin and who lack 2-step verification: at least 1 of 2",
    facts: { level: "organization", owners: [{ kind: "group", members: 1 }], people: 2, withoutMfa: 1 },
  },
  {
    name: "a person who is bound, and in the group too, counts once",
    slice: policy("project", ["roles/owner", alice, owners]),
    related: { ...group(member(alice.Reference)), ...users(user()) },
    expect: "pass",
    facts: {
      level: "project",
      owners: [
        { kind: "group", members: 1 },
        { kind: "user", members: 1 },
      ],
      people: 1,
      withoutMfa: 0,
    },
  },
  {
    name: "a group with a service account",
    slice: groupOwns,
    related: { ...group(member("serviceAccount:ci@build.iam.gserviceaccount.com", "SERVICE_ACCOUNT")), ...users() },
    expect: "indeterminate",
    problem: "not-supported",
    because: "a service account is in a group that owns, and Tidemark does not read the keys of such an account",
  },
  {
    name: "a group with a member of a kind that is not known, and one with everybody in the customer",
    slice: groupOwns,
    related: { ...group(member(reference("7"), "OTHER"), { Type: "USER" }), ...users() },
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  {
    name: "a group with a shared drive alone",
    slice: groupOwns,
    related: { ...group(member(reference("7"), "SHARED_DRIVE")), ...users() },
    expect: "not-applicable",
  },
  { name: "an empty group", slice: groupOwns, related: { ...group(), ...users() }, expect: "not-applicable" },
  {
    name: "a group that was not among those that were read",
    slice: groupOwns,
    related: { groups: { rows: [] }, ...users() },
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "a group whose members may not be read",
    slice: groupOwns,
    related: { groups: unread("denied", "admin.groups.read (PERMISSION_DENIED)"), ...users() },
    expect: "indeterminate",
    problem: "denied",
  },
  // https://docs.cloud.google.com/iam/docs/roles-overview#basic
  {
    name: "an administrator by the newer basic role, without 2-step verification",
    slice: policy("project", ["roles/admin", alice], ["roles/owner"]),
    related: users(user(without)),
    expect: "fail",
    because:
      "people to whom the IAM policy grants roles/owner or admin and who lack 2-step verification: at least 1 of 1",
    facts: { level: "project", owners: [{ kind: "user", members: 1 }], people: 1, withoutMfa: 1 },
  },
  {
    name: "an administrator by the newer basic role, with 2-step verification",
    slice: policy("folder", ["roles/admin", alice], ["roles/writer", { ...alice, Reference: reference("b") }]),
    related: users(user(), bob(without)),
    expect: "pass",
    facts: { level: "folder", owners: [{ kind: "user", members: 1 }], people: 1, withoutMfa: 0 },
  },
  {
    name: "a group with the newer basic role",
    slice: policy("organization", ["roles/admin", owners]),
    related: { ...group(member(alice.Reference)), ...users(user(without)) },
    expect: "fail",
  },
  {
    name: "the newer basic role under a condition that is not shown",
    slice: policy("project", ["roles/admin_withcond_2b17", alice]),
    related: users(user(without)),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "an owner, and an administrator under a condition, who are one person",
    slice: policy("project", ["roles/owner", alice], ["roles/admin_withcond_2b17", alice]),
    related: users(user(without)),
    expect: "fail",
  },
];
