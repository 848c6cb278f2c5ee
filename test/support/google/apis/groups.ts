// Answers as Cloud Identity v1: groups by their address, and members of a group, direct ones or all.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import type { Group } from "../estate/estate.ts";
import { googleError } from "../identity/google-error.ts";
import { page, type Api, type Routed } from "./api.ts";

/** https://docs.cloud.google.com/identity/docs/reference/rest/v1/groups */
export const GROUPS: Api = {
  service: "groups",
  host: "cloudidentity.googleapis.com",
  scopes: [
    "https://www.googleapis.com/auth/cloud-identity.groups",
    "https://www.googleapis.com/auth/cloud-identity.groups.readonly",
  ],
  routes: [
    { path: /^\/v1\/groups:lookup$/, answer: lookup },
    { path: /^\/v1\/(?<group>groups\/[^/]+)\/memberships$/, answer: members },
    { path: /^\/v1\/(?<group>groups\/[^/]+)\/memberships:searchTransitiveMemberships$/, answer: transitive },
  ],
};

const DENIED = (): Answer =>
  googleError("PERMISSION_DENIED", "Error(2028): Permission denied for resource groups (or it may not exist).");

const may = ({ world: { estate }, denied }: Routed): boolean =>
  denied("admin.groups.read", `customers/${estate.customer}`) === null;

/** A group that is not there is denied, as one that the caller may not see. */
function lookup(routed: Routed): Answer {
  const group = routed.world.estate.groups.find(({ key }) => key === routed.asked.query.get("groupKey.id"));
  return group === undefined || !may(routed) ? DENIED() : json(200, { name: group.name });
}

const found = ({ world, parts }: Routed): Group | undefined =>
  world.estate.groups.find(({ name }) => name === parts["group"]);

function members(routed: Routed): Answer {
  const group = found(routed);
  if (group === undefined || !may(routed)) return DENIED();
  const memberships = group.members.map(({ id, type }, i) => ({
    name: `${group.name}/memberships/${i + 1}`,
    preferredMemberKey: { id },
    roles: [{ name: "MEMBER" }],
    type,
  }));
  return page(routed, "memberships", memberships, { usual: 200 });
}

/** https://docs.cloud.google.com/identity/docs/reference/rest/v1/groups.memberships/searchTransitiveMemberships */
function transitive(routed: Routed): Answer {
  const group = found(routed);
  if (group === undefined || !may(routed)) return DENIED();
  const { groups } = routed.world.estate;
  const all = new Map<string, { readonly relationType: string }>();
  const wanted = group.members.map((member) => ({ member, relationType: "DIRECT" }));
  for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
    const { member, relationType } = next;
    if (all.has(member.id)) continue;
    all.set(member.id, { relationType });
    const inner = groups.find(({ key }) => key === member.id);
    wanted.push(...(inner?.members ?? []).map((each) => ({ member: each, relationType: "INDIRECT" })));
  }
  const memberships = [...all].map(([id, { relationType }]) => ({
    preferredMemberKey: [{ id }],
    relationType,
    roles: [{ role: "MEMBER" }],
  }));
  return page(routed, "memberships", memberships, { usual: 200 });
}
