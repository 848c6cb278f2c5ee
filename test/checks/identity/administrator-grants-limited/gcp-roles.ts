// Cases of predefined and custom roles of Google Cloud that give rights, or look as if they did.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members, RelatedRows } from "../../cases.ts";
import { alice, conditional, machine, policy } from "../owner-accounts-have-mfa-and-no-keys/owners.ts";

const group = { Kind: "group", Domain: "example.com", Reference: `person:${"c".repeat(64)}` };
const facts = (level: string, members: Members = {}): Json => ({
  level,
  listed: 0,
  groups: 0,
  serviceAgent: 0,
  defaultServiceAccounts: 0,
  others: [],
  ...members,
});
const one = (to: string): Json => [{ to, members: 1 }];

/** Each role by the lowest level at which it gives anything. https://docs.cloud.google.com/iam/docs/roles-permissions/resourcemanager */
const GIVING: { readonly [role: string]: "project" | "folder" } = {
  "roles/iam.admin": "project",
  "roles/iam.organizationRoleAdmin": "project",
  "roles/iam.roleAdmin": "project",
  "roles/iam.securityAdmin": "project",
  "roles/resourcemanager.folderAdmin": "project",
  "roles/resourcemanager.folderIamAdmin": "folder",
  "roles/resourcemanager.organizationAdmin": "project",
  "roles/resourcemanager.projectIamAdmin": "project",
};

/** They give what service accounts have, look, or manage one service. https://docs.cloud.google.com/iam/docs/roles-permissions/iam */
const OTHERS = [
  "roles/iam.serviceAccountAdmin",
  "roles/iam.serviceAccountKeyAdmin",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountUser",
  "roles/iam.workloadIdentityUser",
  "roles/iam.securityReviewer",
  "roles/iam.organizationRoleViewer",
  "roles/resourcemanager.projectCreator",
  "roles/resourcemanager.folderViewer",
  "roles/orgpolicy.policyAdmin",
  "roles/deploymentmanager.editor",
  "roles/storage.admin",
  // Google grants it to an account of its own.
  "roles/privilegedaccessmanager.serviceAgent",
];

export const predefined = (type: string): readonly Case[] => [
  ...Object.entries(GIVING).map(([role, level]): Case => {
    const isInert = type === "project" && level === "folder";
    return {
      name: `${role} of a person, bound at a ${type}`,
      slice: policy(type, [role, alice]),
      expect: isInert ? "not-applicable" : "fail",
      facts: facts(type, isInert ? {} : { others: one(`${role} user`) }),
    };
  }),
  {
    name: `roles that do not give rights, bound at a ${type}`,
    slice: policy(type, ...OTHERS.map((role): [string, ...Json[]] => [role, alice, machine()])),
    expect: "not-applicable",
  },
  {
    name: `Security Admin of a group and of a listed service account, bound at a ${type}`,
    slice: policy(type, ["roles/iam.securityAdmin", group, machine()]),
    parameters: { allowedHolders: ["serviceAccount:deploy@shop-prod.iam.gserviceaccount.com"] },
    expect: "pass",
    facts: facts(type, { groups: 1, listed: 1 }),
  },
  // https://docs.cloud.google.com/iam/docs/setting-limits-on-granting-roles
  {
    name: `the right to give some roles alone, bound at a ${type}`,
    slice: conditional(policy(type, ["roles/resourcemanager.projectIamAdmin", alice])),
    expect: "indeterminate",
    problem: "not-supported",
  },
];

const SET_POLICY = "resourcemanager.projects.setIamPolicy";

const custom = (name: string, includedPermissions: readonly string[] | null, more: Members = {}): Json => ({
  name,
  title: "Release manager",
  ...(includedPermissions === null ? {} : { includedPermissions: [...includedPermissions] }),
  stage: "GA",
  etag: "BwVxB1CLm8M=",
  ...more,
});

type Place = { readonly role: string; readonly type: string; readonly relation: "projectRoles" | "organizationRoles" };
const PROJECT: Place = { role: "projects/shop-prod/roles/release", type: "project", relation: "projectRoles" };
const ORGANIZATION: Place = {
  role: "organizations/902211334455/roles/release",
  type: "project",
  relation: "organizationRoles",
};
const FOLDER: Place = { ...ORGANIZATION, type: "folder" };

const DENIED = { code: "denied", detail: "iam.roles.get (PERMISSION_DENIED)" } as const;

/** A policy that grants `role` to a person and nothing else, and the role. */
const granting = ({ role, type, relation }: Place, of: Json | RelatedRows, member: Json = alice) => ({
  slice: policy(type, [role, member]),
  related: { [relation]: typeof of === "object" && of !== null && "rows" in of ? (of as RelatedRows) : { rows: [of] } },
});

const casesOf = (place: Place): readonly Case[] => {
  const { role, type } = place;
  const own = (permissions: readonly string[] | null, more: Members = {}) =>
    granting(place, custom(role, permissions, more));
  return [
    {
      name: `a role ${role} that sets policies of projects, at a ${type}`,
      ...own(["run.services.update", SET_POLICY]),
      expect: "fail",
      because: "by the IAM policy, holders outside of allowedHolders may do everything or give rights: 1",
      facts: facts(type, { others: one("custom role user"), customRolesGive: [SET_POLICY] }),
    },
    {
      name: `a role ${role} that changes custom roles, at a ${type}`,
      ...own(["iam.roles.get", "iam.roles.update"]),
      expect: "fail",
      facts: facts(type, { others: one("custom role user"), customRolesGive: ["iam.roles.update"] }),
    },
    // https://docs.cloud.google.com/iam/docs/creating-custom-roles
    {
      name: `a role ${role} that reads policies and sets those of service accounts, at a ${type}`,
      ...own([
        "iam.roles.create",
        "iam.roles.undelete",
        "iam.serviceAccountKeys.create",
        "iam.serviceAccounts.actAs",
        "iam.serviceAccounts.getAccessToken",
        "iam.serviceAccounts.setIamPolicy",
        "resourcemanager.projects.getIamPolicy",
        "resourcemanager.projects.setIamPolicyX",
      ]),
      expect: "not-applicable",
      facts: facts(type),
    },
    { name: `a role ${role} without permissions, at a ${type}`, ...own([]), expect: "not-applicable" },
    {
      name: `a role ${role} whose permissions are not told, at a ${type}`,
      ...own(null),
      expect: "indeterminate",
      problem: "not-in-answer",
      facts: facts(type, { others: one("custom role user") }),
    },
    // https://docs.cloud.google.com/iam/docs/reference/rest/v1/organizations.roles/delete
    {
      name: `a role ${role} that was deleted, at a ${type}`,
      ...own([SET_POLICY], { deleted: true }),
      expect: "not-applicable",
      facts: facts(type, { deletedRoles: 1 }),
    },
    {
      name: `a role ${role} that was deleted and tells no permissions, at a ${type}`,
      ...own(null, { deleted: true }),
      expect: "not-applicable",
      facts: facts(type, { deletedRoles: 1 }),
    },
    // https://docs.cloud.google.com/iam/docs/reference/rest/v1/organizations.roles#RoleLaunchStage
    {
      name: `a role ${role} that is disabled, at a ${type}`,
      ...own([SET_POLICY], { stage: "DISABLED" }),
      expect: "not-applicable",
      facts: facts(type, { disabledRoles: 1 }),
    },
    {
      name: `a role ${role} that is deprecated, at a ${type}`,
      ...own([SET_POLICY], { stage: "DEPRECATED", deleted: false }),
      expect: "fail",
    },
    {
      name: `a role ${role} with null for what it does not have, at a ${type}`,
      ...own([SET_POLICY], { stage: null, deleted: null }),
      expect: "fail",
    },
    {
      name: `a role ${role} under a condition that is not shown, at a ${type}`,
      ...granting(place, custom(role, [SET_POLICY])),
      slice: policy(type, [`${role}_withcond_0a1b2c3d`, alice]),
      expect: "indeterminate",
      problem: "not-supported",
    },
    {
      name: `a role ${role} of a group, at a ${type}`,
      ...granting(place, custom(role, [SET_POLICY]), group),
      expect: "pass",
      facts: facts(type, { groups: 1 }),
    },
    {
      name: `a role ${role} that was not read, at a ${type}`,
      ...granting(place, { rows: [], complete: false, problem: DENIED }),
      expect: "indeterminate",
      problem: "denied",
      facts: facts(type, { others: one("custom role user") }),
    },
    {
      name: `a role ${role} that is not among those that were read, at a ${type}`,
      ...granting(place, { rows: [custom(`${role}2`, [])] }),
      expect: "indeterminate",
      problem: "contradictory",
    },
    {
      name: `a role ${role} that was not read, of a group alone, at a ${type}`,
      ...granting(place, { rows: [], complete: false, problem: DENIED }, group),
      expect: "pass",
    },
    {
      name: `an owner beside a role ${role} that was not read, at a ${type}`,
      slice: policy(type, [role, machine()], ["roles/owner", alice]),
      related: { [place.relation]: { rows: [], complete: false, problem: DENIED } },
      expect: "fail",
    },
  ];
};

/** A role of the organization that sets policies of folders, or of the organization. */
const setting = (place: Place, kind: "folders" | "organizations"): Pick<Case, "slice" | "related"> =>
  granting(place, custom(place.role, [`resourcemanager.${kind}.setIamPolicy`]));

export const ofProject: readonly Case[] = casesOf(PROJECT);

export const ofOrganization: readonly Case[] = [
  ...casesOf(ORGANIZATION),
  {
    name: "a role of the organization that sets policies of folders, where there is no folder",
    ...setting(ORGANIZATION, "folders"),
    expect: "not-applicable",
  },
  {
    name: "a role of the organization that sets policies of folders, at the organization",
    ...setting({ ...ORGANIZATION, type: "organization" }, "folders"),
    expect: "fail",
  },
  {
    name: "a role of the organization at a folder that is enrolled",
    slice: policy("folder", [ORGANIZATION.role, alice]),
    related: { folders: { rows: [policy("folder", [ORGANIZATION.role, alice])] } },
    expect: "not-applicable",
    because: "the IAM policy is of a folder or organization that is enrolled, and judged there",
  },
];

export const ofContainer: readonly Case[] = [
  ...casesOf(FOLDER),
  {
    name: "a role of the organization that sets policies of folders, at a folder",
    ...setting(FOLDER, "folders"),
    expect: "fail",
    facts: facts("folder", {
      others: one("custom role user"),
      customRolesGive: ["resourcemanager.folders.setIamPolicy"],
    }),
  },
  {
    name: "a role of the organization that sets policies of organizations, at a folder",
    ...setting(FOLDER, "organizations"),
    expect: "not-applicable",
  },
];
