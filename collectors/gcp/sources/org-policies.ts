// Reads which constraints are enforced in a project, as the Organization Policy service works them out: one call a constraint.
import {
  CONSTRAINTS,
  EFFECTIVE_POLICY,
  effectivePolicyIn,
  effectivePolicyKey,
} from "../answers/effective-org-policies.ts";
import type { ProjectSource } from "../source.ts";

/** https://docs.cloud.google.com/organization-policy/reference/rest/v2/projects.policies/getEffectivePolicy */
const ACTION = "orgpolicy.policy.get";

export const orgPolicies: ProjectSource = {
  name: "org-policies",
  types: [EFFECTIVE_POLICY],
  calls: [{ action: ACTION, per: "few" }],
  async read(gcp) {
    await gcp.names();
    const keyOf = (constraint: string): string => effectivePolicyKey(gcp.project, constraint);
    await gcp.each(EFFECTIVE_POLICY, [...CONSTRAINTS], keyOf, async (constraint) => {
      const path = `/v2/${gcp.project}/policies/${constraint}:getEffectivePolicy`;
      const body = effectivePolicyIn(
        await gcp.get({ api: "orgpolicy", action: ACTION, path }),
        gcp.project,
        constraint,
      );
      if (body !== undefined) return gcp.emitFact(EFFECTIVE_POLICY, { key: keyOf(constraint), body });
      const detail = `the answer to ${ACTION} has another form than documented`;
      gcp.emitUnread(EFFECTIVE_POLICY, keyOf(constraint), { code: "unexpected-shape", detail });
    });
  },
};
