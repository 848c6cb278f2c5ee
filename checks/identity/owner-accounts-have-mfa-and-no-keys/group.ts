// Judges a group that owns a directory or subscription, by the accounts in it: those of groups in the group too.
import { fail, indeterminate, notApplicable, pass, type Verdict } from "../../kernel.ts";
import { idsOf, judgeNamedServicePrincipal, judgeUser, type Directory, type GroupMembers } from "./directory.ts";

/** Members of groups in the group are among its members; devices and contacts sign in nowhere. */
const NO_ACCOUNT: ReadonlySet<string> = new Set(["group", "device", "orgContact"]);
const ACCOUNT: ReadonlySet<string> = new Set(["user", "servicePrincipal"]);

/** Words and facts tell how many there are, and never who. */
export function judgeGroup(directory: Directory, id: string, asOf: string): Verdict {
  const group = directory.groups(id).find(() => true);
  if (group.is === "unknown") return indeterminate(group.problem);
  if (group.is === "none")
    return indeterminate({
      code: "not-seen",
      detail: "the group is not among those whose members were read, for example because the group was deleted",
    });
  const users = idsOf(group.row, "user").map((user) => judgeUser(directory, user));
  const machines = idsOf(group.row, "servicePrincipal").map((one) => judgeNamedServicePrincipal(directory, one, asOf));
  const withoutMfa = users.filter(isFail).length;
  // Only what no day changes: how many secrets are valid does.
  const facts = { people: users.length, servicePrincipals: machines.length, withoutMfa };
  if (withoutMfa > 0)
    return fail(
      `people in the group without an MFA method that the tenant allows: at least ${withoutMfa} of ${users.length}`,
      facts,
    );
  if (machines.some(isFail))
    return fail("a service principal in the group has a valid client secret or certificate", facts);
  const judged = [...users, ...machines].filter(({ outcome }) => outcome !== "not-applicable");
  const unknown = judged.find((verdict) => verdict.outcome === "indeterminate");
  if (unknown?.outcome === "indeterminate") return indeterminate(unknown.problem, facts);
  if (hasOthers(group.row))
    return indeterminate(
      { code: "not-in-answer", detail: "the check does not know the kind of account of a member of the group" },
      facts,
    );
  if (judged.length === 0) return notApplicable("nobody in the group can sign in", facts);
  return pass(
    `accounts in the group that can sign in, each with an MFA method or without a valid secret or certificate: ${judged.length}`,
    facts,
  );
}

const isFail = ({ outcome }: Verdict): boolean => outcome === "fail";

const hasOthers = ({ members }: GroupMembers): boolean =>
  members.some(({ type }) => !NO_ACCOUNT.has(type) && !ACCOUNT.has(type));
