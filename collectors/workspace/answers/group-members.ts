// Reads who is in a group of Cloud Identity, as its memberships tell: kinds and references, and nobody's address.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";
import type { People } from "../../port.ts";

export const GROUP_MEMBERS = "Tidemark::Workspace::GroupMembers";

/** https://docs.cloud.google.com/identity/docs/reference/rest/v1/groups.memberships; an empty list is left out. */
const Page = z.looseObject({
  memberships: z
    .array(
      z.object({
        type: z.string().optional(),
        preferredMemberKey: z.object({ id: z.string().min(1).optional() }).optional(),
      }),
    )
    .optional(),
});

/** `address`: null where Cloud Identity tells none, as of everybody in the customer at once. */
export type Member = { readonly type: string; readonly address: string | null };

/** Members on a page; undefined where it has another form. The type is "unknown" where none is told. */
export function membersOn(page: Json): readonly Member[] | undefined {
  const { data } = Page.safeParse(page);
  if (data === undefined) return undefined;
  return (data.memberships ?? []).map(({ type = "unknown", preferredMemberKey }) => ({
    type,
    address: preferredMemberKey?.id?.toLowerCase() ?? null,
  }));
}

/** `group`: its name, `groups/<id>`, which stays the same when its address changes. */
export const groupMembersKey = (customer: string, group: string): string =>
  syntheticKey("workspace", customer, `google-group/${group.replace(/^groups\//, "")}`);

/** References are those of members of IAM bindings: policies name groups and people by their addresses. `addresses`: of the group. */
export const groupMembers = (
  customer: string,
  { name, addresses }: { readonly name: string; readonly addresses: readonly string[] },
  members: readonly Member[],
  people: People,
): Answered => ({
  key: groupMembersKey(customer, name),
  incarnation: name,
  body: {
    Group: name,
    References: addresses.map((address) => people.person("gcp", address)).toSorted(),
    Members: members.map((member) => referred(member, people)).toSorted((a, b) => (order(a) < order(b) ? -1 : 1)),
  },
});

type Referred = { readonly Type: string; readonly Reference?: string };

const order = ({ Type, Reference = "" }: Referred): string => `${Type} ${Reference}`;

/** A service account is a machine, and keeps its name as in a binding. */
function referred({ type, address }: Member, people: People): Referred {
  if (address === null) return { Type: type };
  const Reference = type === "SERVICE_ACCOUNT" ? `serviceAccount:${address}` : people.person("gcp", address);
  return { Type: type, Reference };
}
