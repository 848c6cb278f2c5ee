// Reads who is in a group of an Entra tenant, as Microsoft Graph lists it: object ids and their types, and nobody's name.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";

export const GROUP_MEMBERS = "Tidemark::Entra::GroupMembers";

/** https://learn.microsoft.com/en-us/graph/api/group-list-transitivemembers: members of a type that the caller may not read have these two. */
const Page = z.object({ value: z.array(z.object({ "@odata.type": z.string().optional(), id: z.string().min(1) })) });

export type Member = { readonly id: string; readonly type: string };

/** Members on a page; undefined where it has another form. The type is "unknown" where Graph tells none. */
export function membersOn(page: Json): readonly Member[] | undefined {
  const parsed = Page.safeParse(page);
  return parsed.data?.value.map(({ id, "@odata.type": type }) => ({
    id: id.toLowerCase(),
    type: type?.replace(/^#microsoft\.graph\./, "") ?? "unknown",
  }));
}

export const groupMembersKey = (tenant: string, group: string): string =>
  syntheticKey("entra", tenant, `group-members/${group}`);

export const groupMembers = (tenant: string, id: string, members: readonly Member[]): Answered => ({
  key: groupMembersKey(tenant, id),
  incarnation: id,
  body: { id, members: members.toSorted((a, b) => (a.id < b.id ? -1 : 1)) },
});
