// A bucket of Cloud Storage, and the policies that decide who reaches it.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const AssetName = "//storage.googleapis.com/acme-data";

export const bucket = (iamConfiguration: Members): Json => ({
  AssetName,
  name: "acme-data",
  iamConfiguration: {
    publicAccessPrevention: "inherited",
    uniformBucketLevelAccess: { enabled: true },
    ...iamConfiguration,
  },
});
/** With ACLs in force unless said otherwise. */
export const withAcls = (acls: Members, iamConfiguration: Members = {}): Json => ({
  ...(bucket({ uniformBucketLevelAccess: { enabled: false }, ...iamConfiguration }) as Members),
  ...acls,
});
export const owner = {
  entity: "project-owners-123",
  role: "OWNER",
  projectTeam: { team: "owners", projectNumber: "123" },
};

export const usual = bucket({});

const people = { Kind: "group", Domain: "acme.example", Reference: `person:${"1".repeat(64)}` };
export const binding = (Role: string, kind?: string, HasCondition = false): Json => ({
  Role,
  HasCondition,
  Members: kind === undefined ? [people] : [people, { Kind: kind }],
});

export const policies = (...Bindings: Json[]): { readonly policies: RelatedRows } => ({
  policies: {
    rows: [
      { Resource: AssetName, AssetType: "storage.googleapis.com/Bucket", Bindings },
      { Resource: `${AssetName}-2`, Bindings: [binding("roles/storage.objectViewer", "allUsers")] },
    ],
  },
});
export const ancestors = (...rows: readonly (readonly [string, Json])[]): { readonly ancestors: RelatedRows } => ({
  ancestors: { rows: rows.map(([Type, one]) => ({ Ancestor: `${Type}s/1`, Type, Bindings: [one] })) },
});
export const prevention = (Enforced: boolean): { readonly organizationPolicies: RelatedRows } => ({
  organizationPolicies: {
    rows: [
      { Constraint: "storage.publicAccessPrevention", Enforced },
      { Constraint: "storage.secureHttpTransport", Enforced: !Enforced },
    ],
  },
});

export const viewers = binding("roles/storage.objectViewer", "allUsers");
export const closed = {
  ...policies(binding("roles/storage.objectViewer")),
  ...ancestors(["project", binding("roles/owner")]),
};
export const unread: RelatedRows = { rows: [], complete: false };
export const strict = { requireBlock: true };
