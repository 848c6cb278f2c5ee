// Reads which constraints the organization enforces in a project.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";

export const EFFECTIVE_POLICY = "Tidemark::OrgPolicy::EffectivePolicy";

/** Those that checks read; boolean ones, which are enforced or not. */
export const CONSTRAINTS = [
  "iam.disableServiceAccountKeyCreation",
  "sql.restrictPublicIp",
  "storage.publicAccessPrevention",
  "storage.secureHttpTransport",
] as const;

/** https://cloud.google.com/resource-manager/docs/reference/orgpolicy/rest/v2/projects.policies: PolicySpec and PolicyRule. */
const Answer = z.object({
  name: z.string(),
  spec: z.object({ rules: z.array(z.object({ enforce: z.boolean(), condition: z.unknown().optional() })).min(1) }),
});

/** The key of what a project is told of a constraint. Throws RangeError on one that is not asked for. */
export function effectivePolicyKey(project: string, constraint: string): string {
  if (!CONSTRAINTS.some((each) => each === constraint))
    throw new RangeError(`found constraint ${constraint}, expected one of ${CONSTRAINTS.join(", ")}`);
  return syntheticKey("gcp", project, `org-policy/${constraint}`);
}

/** The policy of a constraint in `project` (`projects/<number>`); undefined where the answer has another shape. */
export function effectivePolicyIn(answer: Json, project: string, constraint: string): object | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const { name, spec } = parsed.data;
  const [, of, named] = /^(projects\/[^/]+)\/policies\/(.+)$/.exec(name) ?? [];
  // A project may be named by its id. Where it is the number, it must be that of the scope.
  if (named !== constraint || of === undefined || (/^projects\/\d+$/.test(of) && of !== project)) return undefined;
  // A rule under a condition holds for some resources. If all rules say the same and one has no condition, the policy
  // holds for every resource.
  const [first, ...others] = spec.rules.map(({ enforce }) => enforce);
  const isForAll = spec.rules.some(({ condition }) => (condition ?? null) === null);
  if (first === undefined || !isForAll || others.some((enforce) => enforce !== first)) return undefined;
  return { Constraint: constraint, Enforced: first };
}
