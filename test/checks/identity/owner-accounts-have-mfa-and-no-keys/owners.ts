// Service accounts, people, and policies of Google Cloud that make owners of them.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const email = "deploy@shop-prod.iam.gserviceaccount.com";

export const uniqueId = "100000000000000000001";

export const account = (members: Members = {}): Json => ({
  name: `projects/shop-prod/serviceAccounts/${email}`,
  email,
  uniqueId,
  ...members,
});

export const machine = (address = email): Json => ({ Kind: "serviceAccount", Reference: `serviceAccount:${address}` });

export const alice = { Kind: "user", Domain: "example.com", Reference: `person:${"a".repeat(64)}` };

export const policy = (Type: string, ...bindings: [role: string, ...members: Json[]][]): Json => ({
  Ancestor: `${Type}s/1`,
  Type,
  Bindings: bindings.map(([Role, ...Members]) => ({ Role, HasCondition: false, Members })),
  AuditConfigs: [],
});

export const conditional = (policy: Json): Json => {
  const { Bindings, ...rest } = policy as Members & { readonly Bindings: Members[] };
  return { ...rest, Bindings: Bindings.map((binding) => ({ ...binding, HasCondition: true })) };
};

export const owned = policy("project", ["roles/owner", alice, machine()], ["roles/viewer", machine()]);

export const accounts = (...rows: Json[]): { accounts: RelatedRows } => ({ accounts: { rows } });

export const throttled = { code: "throttled", detail: "cloudasset.assets.listResource" } as const;
