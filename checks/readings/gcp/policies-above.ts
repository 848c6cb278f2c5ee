// Finds the IAM policy of a folder or organization of Google Cloud that is enrolled, for the projects below it, which inherit the policy.
import type { z } from "zod";
import { indeterminate, inScope, notApplicable, relation, type Related, type Verdict } from "../../kernel.ts";

export const CONTAINER_POLICY = "Tidemark::ResourceManager::ContainerPolicy";

/** A policy as a project below has it; `Ancestor`: whose policy it is, such as `folders/7`. */
type Inherited<Policy> = Policy & { readonly Ancestor: string };

/** `Type`: of what the policy is, `project`, `folder` or `organization`. */
type OfType = { readonly Type: string };

/** A folder or organization has one policy. */
const POLICY = "policy";

type Kind = "folders" | "organizations";

export type AbovePolicies<Policy> = { readonly [kind in Kind]: (value: string) => Related<Policy> };

/** The names of what a check judges in a policy. */
type Judged<Policy> = (policy: Policy) => readonly string[];

/**
 * Policies of folders and organizations that are enrolled, in their own scopes. A project asks for a policy only where the check
 * has something to judge in it.
 */
export function policiesAbove<Policy extends OfType>(reads: z.ZodType<Policy>, judged: Judged<Policy>) {
  const above = (kind: Kind) =>
    relation({
      type: CONTAINER_POLICY,
      kind,
      within: "scope",
      global: true,
      reads,
      on: () => [POLICY],
      asked: (policy: Inherited<Policy>) => (kindAbove(policy, judged) === kind ? [questionOf(policy)] : []),
    });
  return { folders: above("folders"), organizations: above("organizations") };
}

/** The kind of scope that may judge a policy which is inherited; null for the project's own, and where nothing is judged. */
function kindAbove<Policy extends OfType>(policy: Policy, judged: Judged<Policy>): Kind | null {
  if (judged(policy).length === 0) return null;
  return policy.Type === "folder" ? "folders" : policy.Type === "organization" ? "organizations" : null;
}

const questionOf = ({ Ancestor }: { readonly Ancestor: string }): string => inScope(`gcp/${Ancestor}`, POLICY);

/**
 * The verdict on a policy that a folder or organization is asked for; null where it is judged here. It is judged there only if the policy
 * has all that is judged there: either may have been read before the other changed.
 */
export function judgedAbove<Policy extends OfType>(
  policy: Inherited<Policy>,
  policies: AbovePolicies<Policy>,
  judged: Judged<Policy>,
): Verdict | null {
  const kind = kindAbove(policy, judged);
  if (kind === null) return null;
  const names = judged(policy);
  const found = policies[kind](questionOf(policy)).find((row) => {
    const there = new Set(judged(row));
    return names.every((name) => there.has(name));
  });
  if (found.is === "unknown") return indeterminate(found.problem);
  return found.is === "none"
    ? null
    : notApplicable("the IAM policy is of a folder or organization that is enrolled, and judged there");
}
