// Reads who may activate membership in a group of an Entra tenant, as Microsoft Graph lists it: object ids, and nobody's name.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";
import type { Member } from "./group-members.ts";

export const ELIGIBLE_MEMBERS = "Tidemark::Entra::EligibleMembers";

/**
 * https://learn.microsoft.com/en-us/graph/api/resources/privilegedaccessgroupeligibilityscheduleinstance; accessId is `member` or
 * `owner`, and `principal` comes with $expand=principal.
 */
const Page = z.object({
  value: z.array(
    z.object({
      principalId: z.string().min(1),
      accessId: z.string(),
      principal: z.object({ "@odata.type": z.string().optional() }).nullish(),
    }),
  ),
});

/** Eligible members on a page; undefined where it has another form. The type is "unknown" where Graph tells none. */
export function eligibleMembersOn(page: Json): readonly Member[] | undefined {
  return Page.safeParse(page)
    .data?.value.filter(({ accessId }) => accessId !== "owner")
    .map(({ principalId, principal }) => ({
      id: principalId.toLowerCase(),
      type: principal?.["@odata.type"]?.replace(/^#microsoft\.graph\./, "") ?? "unknown",
    }));
}

export const eligibleMembersKey = (tenant: string, group: string): string =>
  syntheticKey("entra", tenant, `eligible-members/${group}`);

/** `members`: those who may become a member, and are perhaps one already. */
export const eligibleMembers = (tenant: string, id: string, members: readonly Member[]): Answered => ({
  key: eligibleMembersKey(tenant, id),
  incarnation: id,
  body: { id, members: members.toSorted((a, b) => (a.id < b.id ? -1 : 1)) },
});
