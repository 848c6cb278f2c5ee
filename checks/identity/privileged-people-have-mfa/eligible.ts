// Judges people who may activate an administrator role of an Entra tenant, by themselves or in a group.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Related,
  type Verdict,
} from "../../kernel.ts";
import { mayActivate } from "../../readings/azure/eligible.ts";
import {
  groupNotSeen,
  groups,
  hasOthers,
  idsOf,
  judgeUser,
  registrations,
  type GroupMembers,
  type People,
} from "../../readings/azure/entra-people.ts";

const related = { registrations: relation(registrations), groups: relation(groups) };

// The report's isAdmin is said to be of those who have a role. Nothing says that it counts those who may activate one.
// https://learn.microsoft.com/en-us/graph/api/resources/userregistrationdetails
const role = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/unifiedRoleEligibilityScheduleInstance",
  global: true,
  reads: z.object({
    principalId: z.string(),
    PrincipalType: z.string().optional(),
    AccountEnabled: z.boolean().nullable().optional(),
  }),
  related,
  evaluate({ principalId, PrincipalType, AccountEnabled }, { related: directory }: Question<unknown, typeof related>) {
    const id = principalId.toLowerCase();
    if (PrincipalType === "servicePrincipal")
      return notApplicable("a service principal may activate the role, and no person");
    if (AccountEnabled === false) return notApplicable("the account that may activate the role is disabled");
    if (PrincipalType === "user") return mayActivate(judgeUser(directory, id));
    if (PrincipalType === "group") return mayActivate(judgePeopleIn(directory, id));
    return indeterminate({
      code: "not-in-answer",
      detail: "the check does not know the kind of account that may activate the role",
    });
  },
});

type Directory = People & { readonly groups: (id: string) => Related<GroupMembers> };

/** Words and facts tell how many there are, and never who. */
function judgePeopleIn(directory: Directory, id: string): Verdict {
  const group = directory.groups(id).find(() => true);
  if (group.is === "unknown") return indeterminate(group.problem);
  if (group.is === "none") return groupNotSeen();
  const people = idsOf(group.row, "user").map((user) => judgeUser(directory, user));
  const withoutMfa = people.filter(({ outcome }) => outcome === "fail").length;
  const facts = { people: people.length, withoutMfa };
  if (withoutMfa > 0)
    return fail(`people in the group without an allowed MFA method: at least ${withoutMfa} of ${people.length}`, facts);
  const unknown = people.find((verdict) => verdict.outcome === "indeterminate");
  if (unknown?.outcome === "indeterminate") return indeterminate(unknown.problem, facts);
  if (hasOthers(group.row))
    return indeterminate(
      { code: "not-in-answer", detail: "the check does not know the kind of account of a member of the group" },
      facts,
    );
  if (people.length === 0) return notApplicable("nobody in the group is a person", facts);
  return pass(`people in the group, each with an allowed MFA method: ${people.length}`, facts);
}

export const eligible = [role];
