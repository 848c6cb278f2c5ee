// Roles of Google Cloud against a small organization, in which their holder tries every act: whether anybody gets a right by it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { givingAt } from "../../../../checks/engines/identity/google-permissions.ts";
import { PREDEFINED } from "../../../../checks/engines/identity/google-roles.ts";
import { rightsOfRole, type CustomRole } from "../../../../checks/engines/identity/google-rights.ts";
import type { Answer } from "../../../../checks/kernel.ts";
import { runs } from "../../../support/scale.ts";

type Level = "project" | "folder" | "organization";

/** An organization with a folder in a folder; projects lie in the inner one, in the outer one and in the organization. */
const PARENTS: { readonly [container: string]: string | null } = {
  "organizations/1": null,
  "folders/1": "organizations/1",
  "folders/2": "folders/1",
  "projects/a": "folders/2",
  "projects/b": "folders/1",
  "projects/c": "organizations/1",
};
const CONTAINERS = Object.keys(PARENTS);
const BOUND_AT: { readonly [level in Level]: string } = {
  project: "projects/a",
  folder: "folders/1",
  organization: "organizations/1",
};
/** Each project, and the organization, has a role of its own that somebody else holds. */
const HOMES = CONTAINERS.filter((container) => !container.startsWith("folders/"));

function isWithin(container: string, above: string): boolean {
  for (let at: string | null = container; at !== null; at = PARENTS[at] ?? null) if (at === above) return true;
  return false;
}

/** The calls of an API that the holder of permissions at a container may make, as the reference of each method says. */
function acts(permissions: readonly string[], at: string): readonly string[] {
  const may = (permission: string, on: string): boolean => isWithin(on, at) && permissions.includes(permission);
  const policies = CONTAINERS.filter((on) => may(`resourcemanager.${on.split("/")[0]}.setIamPolicy`, on));
  const roles = HOMES.filter((home) => may("iam.roles.update", home));
  return [...policies.map((on) => `grant anything on ${on}`), ...roles.map((home) => `widen a role of ${home}`)];
}

const PERMISSIONS = [
  "iam.roles.create",
  "iam.roles.list",
  "iam.roles.update",
  "iam.serviceAccounts.setIamPolicy",
  "resourcemanager.folders.getIamPolicy",
  "resourcemanager.folders.setIamPolicy",
  "resourcemanager.organizations.setIamPolicy",
  "resourcemanager.projects.getIamPolicy",
  "resourcemanager.projects.setIamPolicy",
  "resourcemanager.projects.setIamPolicyX",
  "resourcemanager.projects",
  "*",
];
const levels = fc.constantFrom<Level>("project", "folder", "organization");

type Role = Pick<CustomRole, "includedPermissions" | "stage" | "deleted">;
const roles: fc.Arbitrary<Role> = fc.record({
  includedPermissions: fc.option(fc.subarray(PERMISSIONS)),
  stage: fc.constantFrom("ALPHA", "BETA", "GA", "DEPRECATED", "EAP", "DISABLED", null),
  deleted: fc.constantFrom(true, false, null),
});

const NAME = "organizations/1/roles/any";
const rights = (role: Role, level: Level) =>
  rightsOfRole(NAME, level, (): Answer<CustomRole> => ({ is: "found", row: { name: NAME, ...role }, key: "k" }));

/** How the reading agrees with the acts: `right`, or what it says wrongly. */
function compared(read: typeof rights, role: Role, level: Level): string {
  const said = read(role, level);
  const isOff = role.deleted === true || role.stage === "DISABLED";
  if (isOff) return said.is === "off" ? "right" : "a role that is off gives something, or nothing for ever";
  if (role.includedPermissions === null) return said.is === "unknown" ? "right" : "permissions are made up";
  const done = acts(role.includedPermissions ?? [], BOUND_AT[level]);
  if (said.is === "gives") return done.length > 0 ? "right" : "gives what nobody can do";
  return said.is === "nothing" && done.length === 0 ? "right" : "what somebody can do is missing";
}

const agrees = (read: typeof rights): void =>
  fc.assert(
    fc.property(roles, levels, (role, level) => {
      expect(compared(read, role, level)).toBe("right");
    }),
    { numRuns: runs(4_000), seed: 21 },
  );

test("a role gives rights exactly where its holder can give some", () => {
  agrees(rights);
});

test("a permission is named exactly where it alone lets do something", () => {
  for (const level of ["project", "folder", "organization"] as const)
    for (const permission of PERMISSIONS)
      expect(givingAt([permission], level), `${permission} at a ${level}`).toEqual(
        acts([permission], BOUND_AT[level]).length > 0 ? [permission] : [],
      );
});

describe("the property finds a fault that is planted", () => {
  const giving = (role: Role, level: Level) => rights({ ...role, stage: "GA", deleted: false }, level);
  const faults: readonly (readonly [string, typeof rights])[] = [
    ["the level makes no difference", (role) => rights(role, "organization")],
    ["a folder is taken for a project", (role, level) => rights(role, level === "folder" ? "project" : level)],
    [
      "a role that is disabled gives",
      (role, level) => (role.stage === "DISABLED" ? giving(role, level) : rights(role, level)),
    ],
    [
      "a role that was deleted gives",
      (role, level) => (role.deleted === true ? giving(role, level) : rights(role, level)),
    ],
    [
      "a deprecated role is off",
      (role, level) => rights(role.stage === "DEPRECATED" ? { ...role, stage: "DISABLED" } : role, level),
    ],
    [
      "a role that tells no permissions has none",
      (role, level) => rights({ ...role, includedPermissions: role.includedPermissions ?? [] }, level),
    ],
    [
      "a longer name is taken for the permission",
      (role, level) =>
        rights(
          { ...role, includedPermissions: role.includedPermissions?.map((each) => each.replace(/X$/, "")) ?? null },
          level,
        ),
    ],
    [
      "custom roles are forgotten",
      (role, level) =>
        rights(
          {
            ...role,
            includedPermissions: role.includedPermissions?.filter((each) => each !== "iam.roles.update") ?? null,
          },
          level,
        ),
    ],
  ];
  test.each(faults)("%s", (_name, read) => {
    expect(() => agrees(read)).toThrow();
  });
});

describe("roles of Google's own", () => {
  const none = (): Answer<CustomRole> => ({ is: "none" });

  test.each(["roles/owner", "roles/admin", "roles/editor", "roles/writer"])("%s is everything", (role) => {
    for (const level of ["project", "folder", "organization"])
      expect(rightsOfRole(role, level, none)).toEqual({ is: "everything" });
  });

  test.each(["roles/viewer", "roles/reader", "roles/browser", "roles/Owner", "constructor"])(
    "%s is nothing",
    (role) => {
      expect(rightsOfRole(role, "organization", none)).toEqual({ is: "nothing" });
    },
  );

  test.each([...PREDEFINED])("%s gives what its permissions let do", (role, permissions) => {
    for (const level of ["project", "folder", "organization"] as const) {
      const said = rightsOfRole(role, level, none);
      expect(said.is).toBe(acts(permissions, BOUND_AT[level]).length > 0 ? "gives" : "nothing");
    }
  });

  test("a level that nobody knows may be as high as any", () => {
    expect(rightsOfRole("roles/resourcemanager.organizationAdmin", "constellation", none)).toMatchObject({
      is: "gives",
      permissions: expect.arrayContaining(["resourcemanager.organizations.setIamPolicy"]) as string[],
    });
  });
});
