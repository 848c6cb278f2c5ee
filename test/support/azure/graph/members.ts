// Lists who is in a group, also by groups in it.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Directory } from "../estate/estate.ts";

/** How it is asked. */
export type Reading = {
  readonly expand: string | null;
  readonly filter: string | null;
  readonly roles: readonly string[];
};

/** Permissions that let an app read more of a member than its type and id. */
const READS: Readonly<Record<string, readonly string[]>> = {
  user: ["User.Read.All", "User.ReadBasic.All", "Directory.Read.All"],
  group: ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"],
  servicePrincipal: ["Application.Read.All", "Directory.Read.All"],
};

/**
 * https://learn.microsoft.com/en-us/graph/api/group-list-transitivemembers: nested groups are among the members. Members of a type
 * that the app may not read come with type and id, and null for all else. Undefined for a group that is not there.
 */
export function transitiveMembers(
  directory: Directory,
  id: string,
  { roles }: Reading,
): readonly JsonObject[] | undefined {
  const { users, groups, servicePrincipals } = directory;
  const group = groups.find((each) => each.id === id.toLowerCase());
  if (group === undefined) return undefined;
  const kinds = new Map<string, { readonly kind: string; readonly object: JsonObject }>([
    ...users.map((object) => [object.id, { kind: "user", object }] as const),
    ...groups.map((object) => [object.id, { kind: "group", object }] as const),
    ...servicePrincipals.map((object) => [object.id, { kind: "servicePrincipal", object }] as const),
  ]);
  const found = new Set<string>();
  const wanted = [...group.members];
  for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
    if (found.has(next)) continue;
    found.add(next);
    wanted.push(...(groups.find((each) => each.id === next)?.members ?? []));
  }
  return [...found].flatMap((member) => {
    const known = kinds.get(member);
    if (known === undefined) return [];
    const { members: _members, ...object } = known.object;
    const mayRead = READS[known.kind]?.some((permission) => roles.includes(permission)) === true;
    const told = Object.entries(object).map(([name, value]): [string, Json] => [
      name,
      name === "id" || mayRead ? value : null,
    ]);
    return [{ "@odata.type": `#microsoft.graph.${known.kind}`, ...Object.fromEntries(told) }];
  });
}
