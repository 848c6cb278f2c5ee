// Reads who may activate membership in a group that owns: in it, in groups in it, and in groups that may activate it.
import { ELIGIBLE_MEMBERS, eligibleMembers, eligibleMembersOn } from "../answers/eligible-members.ts";
import type { Member } from "../answers/group-members.ts";
import type { EntraRegionRead } from "../region-read.ts";
import { misshapen, MOST_MEMBERS, tooMany, type GroupMembers } from "./group-members.ts";

/** https://learn.microsoft.com/en-us/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances#permissions */
export const ELIGIBLE_MEMBERS_ACTION = "PrivilegedEligibilitySchedule.Read.AzureADGroup";

/**
 * Emits everybody who may get into `group` by activating membership, and adds the service principals among them to `servicePrincipals`.
 * Members of a group that may activate it may do so: each for oneself.
 * https://learn.microsoft.com/en-us/entra/id-governance/privileged-identity-management/concept-pim-for-groups
 */
export async function readEligibleMembers(
  entra: EntraRegionRead,
  group: string,
  membersIn: GroupMembers,
  servicePrincipals: Set<string>,
): Promise<void> {
  const members = await membersIn.of(group);
  if (members === undefined) return;
  const found = new Map<string, Member>();
  const take = (taken: readonly Member[]): void => {
    for (const member of taken) found.set(member.id, member);
    if (found.size > MOST_MEMBERS) throw tooMany();
  };
  const waiting = [group, ...groupsAmong(members)];
  const asked = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (asked.has(next)) continue;
    asked.add(next);
    const eligible = await eligibleFor(entra, next);
    take(eligible);
    for (const into of groupsAmong(eligible)) {
      const inIt = (await membersIn.of(into)) ?? [];
      take(inIt);
      waiting.push(into, ...groupsAmong(inIt));
    }
  }
  entra.emitFact(ELIGIBLE_MEMBERS, eligibleMembers(entra.tenant, group, [...found.values()]));
  for (const { id, type } of found.values()) if (type === "servicePrincipal") servicePrincipals.add(id);
}

const groupsAmong = (members: readonly Member[]): string[] =>
  members.filter(({ type }) => type === "group").map(({ id }) => id);

/** The call takes one group alone. https://learn.microsoft.com/en-us/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances */
async function eligibleFor(entra: EntraRegionRead, group: string): Promise<Member[]> {
  const filter = encodeURIComponent(`groupId eq '${group}'`);
  const path = `/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances?$filter=${filter}&$expand=principal`;
  const found: Member[] = [];
  for await (const page of entra.eligiblePages(ELIGIBLE_MEMBERS_ACTION, path)) {
    const eligible = eligibleMembersOn(page);
    if (eligible === undefined) throw misshapen(ELIGIBLE_MEMBERS_ACTION);
    found.push(...eligible);
    if (found.length > MOST_MEMBERS) throw tooMany();
  }
  return found;
}
