// Judges the bindings of a Google Cloud IAM policy by the parties of their members.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { fail, indeterminate, notApplicable, pass, type Verdict } from "../../kernel.ts";
import { MemberOfParty, partyOfMember, type PartyOfMember } from "../../readings/gcp/member-party.ts";
import { isOwnProject, type AskProject } from "../../readings/gcp/own-project.ts";
import { isListed, type Parameters } from "./parameters.ts";
import { shownParties } from "./shown-parties.ts";

export const Bindings = z.array(z.object({ Members: z.array(MemberOfParty) }));
export type Bindings = z.infer<typeof Bindings>;

/** Anybody has an address there, so that the domain is nobody's own. https://support.google.com/mail/answer/10313 */
const FREE: ReadonlySet<string> = new Set(["gmail.com", "googlemail.com"]);

const domainsUnlisted: Problem = {
  code: "not-supported",
  detail: "the policy names people by their domain, and the config lists no domain of the company (ownParties)",
};
const untold: Problem = {
  code: "not-supported",
  detail: "the policy names members whose party Tidemark does not read, such as a workforce pool",
};

/** Whose policy it is: the subject of its sentences. */
type Asked = {
  readonly subject: string;
  readonly scope: string;
  readonly parameters: Parameters;
  readonly project: AskProject;
  /** The check that judges what the policy gives everyone; null where none does. */
  readonly publicJudgedBy: string | null;
};

/** Members whose party is not listed, as a policy has them. */
export function judgeBindings(
  bindings: Bindings,
  { subject, scope, parameters, project, publicJudgedBy }: Asked,
): Verdict {
  const members = bindings.flatMap(({ Members }) => Members.map(partyOfMember));
  const hasDomain = parameters.ownParties.some((party) => /^[^/:@]+\.[^/:@]+$/.test(party));
  const unknown = new Set<Problem>();
  const outside: string[] = [];
  for (const member of members) {
    if (member.is === "untold") unknown.add(untold);
    if (member.is !== "project" && member.is !== "domain") continue;
    if (isListed(parameters, member.party)) continue;
    if (member.is === "domain") {
      if (hasDomain || FREE.has(member.party)) outside.push(member.party);
      else unknown.add(domainsUnlisted);
      continue;
    }
    const own = isOwnProject(member.party, scope, project);
    if (own === false) outside.push(member.party);
    if (typeof own === "object") unknown.add(own);
  }
  const facts: JsonObject = { everyone: has(members, "everyone"), ...shownParties(outside) };
  const unlisted = new Set(outside).size;
  if (facts["everyone"] === true && publicJudgedBy === null)
    return fail(`${subject} gives access to allUsers or allAuthenticatedUsers, beyond any list of parties`, facts);
  if (unlisted > 0) return fail(`${subject} gives access to parties that the config does not list: ${unlisted}`, facts);
  for (const problem of unknown) return indeterminate(problem, facts);
  if (facts["everyone"] === true)
    return notApplicable(`${subject} names allUsers or allAuthenticatedUsers, which ${publicJudgedBy} judges`, facts);
  return pass(`${subject} names members of the company and of listed parties at most`, facts);
}

const has = (members: readonly PartyOfMember[], is: PartyOfMember["is"]): boolean =>
  members.some((member) => member.is === is);
