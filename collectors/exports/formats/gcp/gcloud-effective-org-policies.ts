/** Which constraints the organization enforces in a project, as `gcloud org-policies describe --effective` tells each. */
import { z } from "zod";
import { syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { callEach } from "../call.ts";

/** Those that checks read; boolean ones, which are enforced or not. */
const CONSTRAINTS = [
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

export const gcloudEffectiveOrgPolicies = callEach({
  provider: "gcp",
  lane: "gcloud-effective-org-policies",
  scopeId: /^projects\/\d+$/,
  type: "Tidemark::OrgPolicy::EffectivePolicy",
  global: true,
  subjects: () => CONSTRAINTS,
  key(constraint, { id }) {
    if (!CONSTRAINTS.some((each) => each === constraint))
      throw new RangeError("found another constraint, expected one that is asked for");
    return syntheticKey("gcp", id, `org-policy/${constraint}`);
  },
  body(answer, constraint, { id: project }) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const { name, spec } = parsed.data;
    const [, of, named] = /^(projects\/[^/]+)\/policies\/(.+)$/.exec(name) ?? [];
    // A project may be named by its id. Where it is the number, it must be that of the scope.
    if (named !== constraint || of === undefined || (/^projects\/\d+$/.test(of) && of !== project)) return undefined;
    // Rules under a condition hold for some resources. What all rules say holds for every one, if one of them has none.
    const [first, ...others] = spec.rules.map(({ enforce }) => enforce);
    const isForAll = spec.rules.some(({ condition }) => (condition ?? null) === null);
    if (first === undefined || !isForAll || others.some((enforce) => enforce !== first)) return undefined;
    return { Constraint: constraint, Enforced: first };
  },
  exports(project, types) {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}-effective-org-policies`;
    const command = `gcloud org-policies describe <each of ${CONSTRAINTS.join(", ")}> --effective --project=<id of ${number}> --format=json`;
    const run = ["gcloud_org_policies", number, ...CONSTRAINTS];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
