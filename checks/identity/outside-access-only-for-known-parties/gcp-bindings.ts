// Judges the bindings of a Google Cloud IAM policy by the parties of their members.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { fail, indeterminate, notApplicable, pass, relation, type Related, type Verdict } from "../../kernel.ts";
import { MemberOfParty, partyOfMember, type PartyOfMember } from "../../readings/gcp/member-party.ts";
import { isOwnProject, type AskProject } from "../../readings/gcp/own-project.ts";
import { isListed, type Parameters } from "./parameters.ts";
import { shownParties } from "./shown-parties.ts";

export const Bindings = z.array(z.object({ Members: z.array(MemberOfParty) }));
export type Bindings = z.infer<typeof Bindings>;

/** The project, folders and organization in which the scope lies, by name. */
export const containers = relation({
  type: "Tidemark::ResourceManager::AncestorPolicy",
  within: "scope",
  global: true,
  reads: z.object({ Ancestor: z.string() }),
  on: (row) => [row.Ancestor],
});

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
  /** Asks for a folder or organization in which the scope lies; null in a folder or organization, which knows itself alone. */
  readonly containers: ((name: string) => Related<{ readonly Ancestor: string }>) | null;
  /** The check that judges what the policy gives everyone; null where none does. */
  readonly publicJudgedBy: string | null;
};

/** Members whose party is not listed, as a policy has them. */
export function judgeBindings(bindings: Bindings, asked: Asked): Verdict {
  const { subject, scope, parameters, project, publicJudgedBy } = asked;
  const members = bindings.flatMap(({ Members }) => Members.map(partyOfMember));
  const hasDomain = parameters.ownParties.some((party) => /^[^/:@]+\.[^/:@]+$/.test(party));
  const unknown = new Set<Problem>();
  const outside: string[] = [];
  for (const member of members) {
    if (member.is === "untold") unknown.add(untold);
    if (!("party" in member)) continue;
    if (isListed(parameters, member.party)) continue;
    if (member.is === "domain") {
      if (hasDomain || FREE.has(member.party)) outside.push(member.party);
      else unknown.add(domainsUnlisted);
      continue;
    }
    const own = member.is === "container" ? liesIn(member.party, asked) : isOwnProject(member.party, scope, project);
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

/** Whether a folder or organization is the one of the scope, or has it; the problem if nobody can say. */
function liesIn(container: string, { scope, containers: of }: Asked): boolean | Problem {
  if (scope === `gcp/${container}`) return true;
  const found = of?.(container).find(() => true);
  return found?.is === "unknown" ? found.problem : found?.is === "found";
}
