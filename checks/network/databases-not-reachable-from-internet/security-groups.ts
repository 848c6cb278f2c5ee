// Decides whether the security groups of a database let the internet in: groups add up, and an open one decides at once.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { relation, type Question } from "../../kernel.ts";
import { deciding, describeOpenings, type Opening } from "../../engines/reachability/opening.ts";
import { groupOpenings, SecurityGroup } from "../../engines/reachability/aws/security-group.ts";
import { prefixLists } from "../../readings/aws/prefix-lists.ts";
import type { Admission } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";

/** Memberships that are being added or removed count as well: whether they are in force yet is not told. */
export const SecurityGroups = z.array(z.object({ VpcSecurityGroupId: z.string() })).optional();

const Group = SecurityGroup.extend({ GroupId: z.string() });

export const related = {
  groups: relation({
    type: "AWS::EC2::SecurityGroup",
    within: "region",
    global: false,
    reads: Group,
    on: (row) => [row.GroupId],
  }),
  lists: prefixLists,
};

const notInAnswer = (detail: string): Problem => ({ code: "not-in-answer", detail });
const notSeen = (detail: string): Problem => ({ code: "not-seen", detail });

/** Config items say port 0 where they mean none. A database is reached over TCP. */
export function admissionBy(
  memberships: z.infer<typeof SecurityGroups>,
  port: number | undefined,
  { related: { groups, lists }, parameters }: Question<Parameters, typeof related>,
): Admission {
  const ids = [...new Set((memberships ?? []).map(({ VpcSecurityGroupId }) => VpcSecurityGroupId))].sort();
  if (port === undefined || port === 0)
    return { open: null, problem: notInAnswer("the answer from AWS does not say which port the database uses") };
  if (ids.length === 0)
    return { open: null, problem: notInAnswer("the answer from AWS names no security group of the database") };
  const openings: Opening[] = [];
  let problem: Problem | null = null;
  for (const id of ids) {
    const answer = groups(id).find(() => true);
    if (answer.is === "unknown") problem ??= answer.problem;
    // A group of a shared network belongs to another account.
    else if (answer.is === "none")
      problem ??= notSeen(
        "a security group of the database is not among the groups that were read in this account and region",
      );
    else {
      const own = groupOpenings(answer.row, port, "tcp", (list) => lists(list).find(() => true));
      const alone = deciding(own.openings, parameters);
      if (alone.length > 0) return { open: { port, ...describeOpenings(alone) }, problem: null };
      openings.push(...own.openings);
      problem ??= own.problem;
    }
  }
  const together = deciding(openings, parameters);
  return together.length > 0
    ? { open: { port, ...describeOpenings(together) }, problem: null }
    : { open: null, problem };
}
