// Decides whether an IAM user is privileged: by policies attached to the user, or to a group that the user is in.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import type { Answer } from "../../kernel.ts";

/** A policy without an ARN may be any policy. */
const Attached = z.array(z.object({ PolicyArn: z.string().optional() }));
/**
 * Inline policies are only counted. The list is missing where a user has no inline policy:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html
 */
const Inline = z.array(z.object({})).optional();

export const User = z.object({
  ArnReference: z.string(),
  AttachedManagedPolicies: Attached,
  UserPolicyList: Inline,
  GroupList: z.array(z.string()),
});

export const Group = z.object({ GroupName: z.string(), AttachedManagedPolicies: Attached, GroupPolicyList: Inline });

/** `unread`: the user has policies whose text was not read, and no listed one. */
export type Privileges =
  | { readonly is: "found"; readonly facts: JsonObject }
  | { readonly is: "none" }
  | { readonly is: "unread"; readonly facts: JsonObject; readonly problem: Problem }
  | { readonly is: "unknown"; readonly problem: Problem };

const TEXT_UNREAD: Problem = {
  code: "not-supported",
  detail: "Tidemark does not read the text of the customer managed and inline policies that the user has",
};

const ARN_UNREAD: Problem = {
  code: "not-in-answer",
  detail: "the answer from AWS lacks the ARN of a policy that is attached to the user or a group of the user",
};

/** Names of a company's own policies stay out of facts: they may hold names of people. */
function granted(attached: z.infer<typeof Attached>, inline: z.infer<typeof Inline>, privileged: readonly string[]) {
  const arns = attached.flatMap(({ PolicyArn }) => PolicyArn?.replace(/^arn:[^:]*:/, "arn:aws:") || []);
  const unnamed = attached.length - arns.length;
  const managed = arns.filter((arn) => privileged.includes(arn)).sort();
  const customerManaged = arns.filter((arn) => !arn.startsWith("arn:aws:iam::aws:")).length;
  const facts = { managed, customerManaged, inline: inline?.length ?? 0, ...(unnamed === 0 ? {} : { unnamed }) };
  return managed.length + customerManaged + unnamed + facts.inline === 0 ? null : facts;
}

/**
 * A listed policy decides: the user's own first, then the groups' by name. Where none is listed, a policy of another kind
 * leaves it open: its text may allow everything or next to nothing. An unread group counts only if no other group decides.
 */
export function privilegesOf(
  user: z.infer<typeof User>,
  group: (name: string) => Answer<z.infer<typeof Group>>,
  privileged: readonly string[],
): Privileges {
  const own = granted(user.AttachedManagedPolicies, user.UserPolicyList, privileged);
  if (own !== null && own.managed.length > 0) return { is: "found", facts: { ...own, through: "user" } };
  let unread = own === null ? null : { ...own, through: "user" };
  let problem: Problem | null = null;
  for (const name of [...user.GroupList].sort()) {
    const answer = group(name);
    if (answer.is === "unknown") problem ??= answer.problem;
    if (answer.is === "none")
      problem ??= { code: "contradictory", detail: "a group of the user is not among the IAM groups that were read" };
    if (answer.is !== "found") continue;
    const inherited = granted(answer.row.AttachedManagedPolicies, answer.row.GroupPolicyList, privileged);
    if (inherited === null) continue;
    if (inherited.managed.length > 0) return { is: "found", facts: { ...inherited, through: "group" } };
    unread ??= { ...inherited, through: "group" };
  }
  if (unread !== null) {
    const isText = unread.customerManaged + unread.inline > 0;
    return { is: "unread", facts: unread, problem: problem ?? (isText ? TEXT_UNREAD : ARN_UNREAD) };
  }
  return problem === null ? { is: "none" } : { is: "unknown", problem };
}
