// Judges a public endpoint of AWS by its security groups: groups add up, and an open one decides at once.
import { z } from "zod";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { groupOpenings, SecurityGroup } from "../../../engines/reachability/aws/security-group.ts";
import { theInternet } from "../../../engines/reachability/internet.ts";
import { deciding, describeOpenings, type Opening } from "../../../engines/reachability/opening.ts";
import { fail, indeterminate, pass, relation, type Question, type Verdict } from "../../../kernel.ts";
import { prefixLists } from "../../../readings/aws/prefix-lists.ts";
import type { Parameters } from "../parameters.ts";

export const related = {
  groups: relation({
    type: "AWS::EC2::SecurityGroup",
    within: "region",
    global: false,
    reads: SecurityGroup.extend({ GroupId: z.string() }),
    on: (row) => [row.GroupId],
  }),
  lists: prefixLists,
};
export type GroupQuestion = Question<Parameters, typeof related>;

/** `ports`: those on which clients connect; `ids`: of the groups, null where the answer names none. */
export function judgePublicEndpoint(
  what: string,
  ids: readonly string[] | null,
  ports: readonly number[],
  { related: { groups, lists }, parameters }: GroupQuestion,
): Verdict {
  const facts = { publicEndpoint: true };
  const openings: Opening[] = [];
  let problem: Problem | null =
    ids === null || ids.length === 0 || ports.length === 0
      ? { code: "not-in-answer", detail: `the answer from AWS lacks the security groups or the port of the ${what}` }
      : null;
  for (const id of [...new Set(ids)].sort()) {
    const answer = groups(id).find(() => true);
    if (answer.is === "unknown") problem ??= answer.problem;
    // A group of a shared network belongs to another account.
    else if (answer.is === "none")
      problem ??= {
        code: "not-seen",
        detail: `a security group of the ${what} was not read in this account and region`,
      };
    else
      for (const port of ports) {
        const own = groupOpenings(answer.row, port, "tcp", (list) => lists(list).find(() => true));
        openings.push(...own.openings);
        problem ??= own.problem;
      }
  }
  const open = deciding(openings, parameters);
  if (open.length > 0)
    return fail(`the public endpoint of the ${what} lets in ${theInternet(parameters)}`, {
      ...facts,
      ...describeOpenings(open),
    });
  if (!parameters.allowPublicEndpoint) return fail(`the ${what} has a public endpoint`, facts);
  if (problem !== null) return indeterminate(problem, facts);
  return pass(`the public endpoint of the ${what} does not let in ${theInternet(parameters)}`, facts);
}

export const privateOnly = (what: string): Verdict =>
  pass(`the ${what} has no public endpoint`, { publicEndpoint: false });
