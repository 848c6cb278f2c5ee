// Finds security groups by their ids: what their rules let in together.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import type { Named } from "../../engines/reachability/asked-traffic.ts";
import { groupOpenings, portsOf, SecurityGroup } from "../../engines/reachability/aws/security-group.ts";
import type { Opening } from "../../engines/reachability/opening.ts";
import type { Transport } from "../../engines/reachability/transport.ts";
import { relation, type Question } from "../../kernel.ts";
import { prefixLists } from "./prefix-lists.ts";

export const groupRelations = {
  groups: relation({
    type: "AWS::EC2::SecurityGroup",
    within: "region",
    global: false,
    reads: SecurityGroup.extend({ GroupId: z.string() }),
    on: (row) => [row.GroupId],
  }),
  lists: prefixLists,
};

type Related = Question<unknown, typeof groupRelations>["related"];

/** `of`: whose groups they are, in a sentence. */
export type Groups = {
  readonly openings: (
    port: number,
    transport: Transport,
  ) => { readonly openings: readonly Opening[]; readonly problem: Problem | null };
  readonly named: readonly Named[];
};

/** The groups of these ids, which add up. `of` names in a cause whose they are. */
export function groupsOf(ids: readonly string[], of: string, { groups, lists }: Related): Groups {
  const listOf = (id: string) => lists(id).find(() => true);
  const answers = [...new Set(ids)].sort().map((id) => groups(id).find(() => true));
  const rows = answers.flatMap((answer) => (answer.is === "found" ? [answer.row] : []));
  // A group of a shared network belongs to another account.
  const gone: Problem = {
    code: "not-seen",
    detail: `a security group of ${of} is not among the groups that were read in this account and region`,
  };
  const none: Problem = { code: "not-in-answer", detail: `the answer from AWS names no security group of ${of}` };
  const missing = answers.flatMap((answer) =>
    answer.is === "found" ? [] : [answer.is === "none" ? gone : answer.problem],
  );
  return {
    openings(port, transport) {
      const all = rows.map((row) => groupOpenings(row, port, transport, listOf));
      const problems = [
        ...missing,
        ...all.flatMap(({ problem }) => problem ?? []),
        ...(ids.length === 0 ? [none] : []),
      ];
      return { openings: all.flatMap(({ openings }) => openings), problem: problems[0] ?? null };
    },
    named: rows.flatMap(namedBy),
  };
}

/** The traffic that the rules of a group name. */
export const namedBy = ({ IpPermissions }: SecurityGroup): readonly Named[] =>
  IpPermissions.map((permission) => ({ protocol: permission.IpProtocol, ports: [portsOf(permission)] }));
