// Reads the IAM policies of a project and of all that it lies in.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Refused, Unanswered } from "../../answer.ts";
import type { People } from "../../port.ts";
import { policyUnread, readIamPolicy } from "../item/iam-policy.ts";

export const ANCESTOR_POLICY = "Tidemark::ResourceManager::AncestorPolicy";

/**
 * `[{"id","type","policy"}]`, the project first and what contains it after it. The command fails as a whole where it may not
 * read one of them. https://cloud.google.com/sdk/gcloud/reference/projects/get-ancestors-iam-policy
 */
const Answer = z.array(
  z.object({
    id: z.string().min(1),
    type: z.enum(["project", "folder", "organization"]),
    /** A policy that is missing or null is unread, and those of the other ancestors are read. */
    policy: z.custom<Json>().optional(),
  }),
);

/** From the project up: any number of folders and the organization, or nothing. A folder lies in an organization. */
const CHAIN = /^project(?:(?:,folder)*,organization)?$/;

/** Whether a chain of what a project lies in is a whole one. `kinds`: from the project up. */
export const isWholeChain = (kinds: readonly string[]): boolean => CHAIN.test(kinds.join(","));

/** The project itself goes by its number, whichever the answer names. */
const ancestorName = (type: string, id: string, project: string): string =>
  type === "project" ? project : `${type}s/${id}`;

const ancestorPolicyKey = (project: string, ancestor: string): string =>
  syntheticKey("gcp", project, `ancestor-policy/${ancestor}`);

/** The key of the policy of a `project`, `folder` or `organization` that `project` (`projects/<number>`) is or lies in. */
export const keyOfAncestor = (project: string, type: string, id: string): string =>
  ancestorPolicyKey(project, ancestorName(type, id, project));

/** The policies, as those of `project` (`projects/<number>`). Undefined where the answer has another shape. */
export function ancestorPoliciesIn(
  answer: Json,
  project: string,
  people: People,
): readonly (Answered | Unanswered)[] | Refused | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success || !isWholeChain(parsed.data.map(({ type }) => type))) return undefined;
  const answered: (Answered | Unanswered)[] = [];
  for (const { id, type, policy } of parsed.data) {
    // The command names a project by its id. Where it is the number, it must be that of the scope.
    if (type === "project" && /^\d+$/.test(id) && `projects/${id}` !== project)
      return { found: "the policies of another project", expected: project };
    const ancestor = ancestorName(type, id, project);
    const key = ancestorPolicyKey(project, ancestor);
    const said = readIamPolicy(policy ?? null, people);
    answered.push(
      said === null
        ? { key, problem: policyUnread(ancestor, policy) }
        : { key, body: { Ancestor: ancestor, Type: type, ...said } },
    );
  }
  return answered;
}
