// Cases of the check that snapshots and images are not public: disks, snapshots and images of Compute Engine.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const AssetName = "//compute.googleapis.com/projects/481516234201/global/images/workbench-base";
const one = (members: Members = {}): Json => ({ AssetName, name: "workbench-base", status: "READY", ...members });

const binding = (Role: string, ...kinds: readonly string[]): Json => ({
  Role,
  HasCondition: false,
  Members: kinds.map((Kind) => ({ Kind })),
});
const own = (...Bindings: readonly Json[]): { policies: RelatedRows } => ({
  policies: { rows: [{ Resource: AssetName, Bindings }] },
});
const above = (...levels: readonly (readonly [Type: string, binding: Json])[]): { ancestors: RelatedRows } => ({
  ancestors: { rows: levels.map(([Type, each]) => ({ Type, Bindings: [each] })) },
});
const unread: RelatedRows = { rows: [], complete: false, problem: { code: "denied", detail: "a permission" } };
const quiet = above(["project", binding("roles/owner", "user")]);

/** `reaches`: whether a role that is granted above the resource gives it away; null where that is not known. */
type Roles = { readonly [role: string]: boolean | null };

const ofOne = (what: string, reaches: Roles): Cases[`${string} ${string}`] => ({
  cases: [
    {
      name: "nobody but a group",
      slice: one(),
      related: { ...own(binding("roles/compute.imageUser", "group")), ...quiet },
      expect: "pass",
      basis: "configured",
      because: `IAM policies of the ${what}, and above it, grant nothing to allUsers or allAuthenticatedUsers`,
      facts: { grants: [], grantCount: 0 },
    },
    { name: "no policy at all", slice: one(), related: quiet, expect: "pass" },
    // https://docs.cloud.google.com/compute/docs/images/managing-access-custom-images: allAuthenticatedUsers makes an image public
    {
      name: "everyone with a Google account",
      slice: one(),
      related: { ...own(binding("roles/compute.imageUser", "allAuthenticatedUsers", "group")), ancestors: unread },
      expect: "fail",
      because: `the IAM policy of the ${what} grants access to allUsers or allAuthenticatedUsers`,
      facts: {
        grants: [{ at: what, to: "allAuthenticatedUsers", role: "roles/compute.imageUser" }],
        grantCount: 1,
      },
    },
    {
      name: "everyone, where a block is required",
      slice: one(),
      related: { ...own(binding("roles/compute.imageUser", "allUsers")), ...quiet },
      parameters: { requireBlock: true },
      expect: "fail",
    },
    {
      name: "nobody, where a block is required",
      slice: one(),
      related: quiet,
      parameters: { requireBlock: true },
      expect: "pass",
    },
    {
      name: "everyone by a custom role",
      slice: one(),
      related: { ...own(binding("projects/acme/roles/reader", "allAuthenticatedUsers")), ...quiet },
      expect: "fail",
    },
    {
      name: "everyone under a condition",
      slice: one(),
      related: {
        ...own({ ...(binding("roles/compute.imageUser", "allAuthenticatedUsers") as Members), HasCondition: true }),
        ...quiet,
      },
      expect: "indeterminate",
      problem: "not-supported",
      because: "a grant to allUsers or allAuthenticatedUsers has a condition, which Tidemark does not read",
    },
    {
      name: "everyone under a condition, as version 1 of a policy has it",
      slice: one(),
      related: {
        ...own(binding("roles/compute.imageUser_withcond_2b17cc25d2cd9e2c54d8", "allAuthenticatedUsers")),
        ...quiet,
      },
      expect: "indeterminate",
      problem: "not-supported",
    },
    {
      name: "policies that may not be read",
      slice: one(),
      related: { policies: unread, ...quiet },
      expect: "indeterminate",
      problem: "denied",
    },
    {
      name: "policies above that may not be read",
      slice: one(),
      related: { ancestors: unread },
      expect: "indeterminate",
      problem: "denied",
    },
    ...Object.entries(reaches).flatMap(([role, gives]) => [
      {
        name: `everyone has ${role} on the project`,
        slice: one(),
        related: above(["project", binding(role, "allAuthenticatedUsers")]),
        expect: gives === null ? ("indeterminate" as const) : gives ? ("fail" as const) : ("pass" as const),
        ...(gives === true
          ? {
              because: `the ${what} inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its project`,
              facts: { grants: [{ at: "project", to: "allAuthenticatedUsers", role }], grantCount: 1 },
            }
          : {}),
        ...(gives === null ? { problem: "not-supported" as const } : {}),
      },
    ]),
    {
      name: "everyone by grants on a folder and the organization: the nearest is named",
      slice: one(),
      related: above(
        ["organization", binding("roles/compute.admin", "allAuthenticatedUsers")],
        ["folder", binding("roles/compute.admin", "allUsers")],
      ),
      expect: "fail",
      because: `the ${what} inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its folder`,
    },
    {
      name: "everyone reads buckets by a grant on the folder, which is about another service",
      slice: one(),
      related: above(["folder", binding("roles/storage.objectViewer", "allUsers")]),
      expect: "pass",
    },
    {
      name: "everyone under a condition on the project",
      slice: one(),
      related: above([
        "project",
        { ...(binding("roles/compute.admin", "allAuthenticatedUsers") as Members), HasCondition: true },
      ]),
      expect: "indeterminate",
      problem: "not-supported",
    },
    {
      name: "being deleted",
      slice: one({ status: "DELETING" }),
      expect: "not-applicable",
      facts: { status: "DELETING" },
    },
    { name: "an answer without a status", slice: { AssetName }, related: quiet, expect: "pass" },
    {
      name: "an answer without a name",
      slice: { status: "READY" },
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
  ],
});

/** https://docs.cloud.google.com/compute/docs/access/iam */
const disks: Roles = {
  "roles/owner": true,
  "roles/compute.storageAdmin": true,
  "roles/compute.instanceAdmin.v1": true,
  "roles/compute.imageUser": false,
  "roles/compute.viewer": null,
  "organizations/902211334455/roles/reader": null,
};

export const cases: Cases = {
  "gcp compute.googleapis.com/Disk": ofOne("disk", disks),
  "gcp compute.googleapis.com/RegionDisk": ofOne("disk", disks),
  "gcp compute.googleapis.com/Snapshot": ofOne("snapshot", disks),
  "gcp compute.googleapis.com/Image": ofOne("image", { ...disks, "roles/compute.imageUser": true }),
  "gcp compute.googleapis.com/MachineImage": ofOne("machine image", {
    "roles/editor": true,
    "roles/compute.imageUser": false,
    "roles/compute.storageAdmin": null,
    "roles/compute.instanceAdmin.v1": true,
  }),
};
