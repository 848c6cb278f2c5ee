// Judges a group that owns a directory or subscription, by the accounts in it: those of groups in the group too.
import { fail, indeterminate, notApplicable, pass, type Verdict } from "../../kernel.ts";
import { groupNotSeen, hasOthers, idsOf, isAccount, judgeUser } from "../../readings/azure/entra-people.ts";
import { judgeNamedServicePrincipal, type Directory } from "./directory.ts";

/**
 * Those who may activate membership count as members. Words and facts tell how many there are, and never who.
 * https://learn.microsoft.com/en-us/entra/id-governance/privileged-identity-management/concept-pim-for-groups
 */
export function judgeGroup(directory: Directory, id: string, asOf: string): Verdict {
  const group = directory.groups(id).find(() => true);
  if (group.is === "unknown") return indeterminate(group.problem);
  if (group.is === "none") return groupNotSeen();
  const mayJoin = directory.eligibleMembers(id).find(() => true);
  const known = new Set(group.row.members.map((member) => member.id.toLowerCase()));
  const joining = mayJoin.is === "found" ? mayJoin.row.members.filter((one) => !known.has(one.id.toLowerCase())) : [];
  const all = { members: [...group.row.members, ...joining] };
  const users = idsOf(all, "user").map((user) => judgeUser(directory, user));
  const machines = idsOf(all, "servicePrincipal").map((one) => judgeNamedServicePrincipal(directory, one, asOf));
  const eligible = joining.filter(({ type }) => isAccount(type)).length;
  const among = eligible === 0 ? "in the group" : "in the group or eligible for it";
  const withoutMfa = users.filter(isFail).length;
  // Only what no day changes: how many secrets are valid does.
  const facts = {
    people: users.length,
    servicePrincipals: machines.length,
    withoutMfa,
    eligible: mayJoin.is === "found" ? eligible : null,
  };
  if (withoutMfa > 0)
    return fail(`people ${among} without an allowed MFA method: at least ${withoutMfa} of ${users.length}`, facts);
  if (machines.some(isFail))
    return fail(`a service principal ${among} has a valid client secret or certificate`, facts);
  if (mayJoin.is === "unknown") return indeterminate(mayJoin.problem, facts);
  if (mayJoin.is === "none")
    return indeterminate(
      {
        code: "not-seen",
        detail: "the group is not among those of which Tidemark read who may activate membership",
      },
      facts,
    );
  const judged = [...users, ...machines].filter(({ outcome }) => outcome !== "not-applicable");
  const unknown = judged.find((verdict) => verdict.outcome === "indeterminate");
  if (unknown?.outcome === "indeterminate") return indeterminate(unknown.problem, facts);
  if (hasOthers(all))
    return indeterminate(
      { code: "not-in-answer", detail: "the check does not know the kind of account of a member of the group" },
      facts,
    );
  if (judged.length === 0) return notApplicable(`nobody ${among} can sign in`, facts);
  return pass(`enabled accounts ${among}, with MFA or without valid credentials: ${judged.length}`, facts);
}

const isFail = ({ outcome }: Verdict): boolean => outcome === "fail";
