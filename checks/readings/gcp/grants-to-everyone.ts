// Decides whether a resource of Google Cloud is open to everyone: by grants of its own, and by those that it inherits.
import { EVERYONE, type Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { fail, indeterminate, pass, type Related, type Verdict } from "../../kernel.ts";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { roleOf } from "./conditional-role.ts";
import { doubtsOf, inheritedGrants, nothing } from "./inherited-grants.ts";

export type Grant = {
  readonly to: string;
  readonly role: string;
  /** Why nobody can say that it gives access to the resource, or null if it does. */
  readonly doubt: "condition" | "role" | null;
};

/** The grants of a policy to everyone; `doubtOf`: whether a role is about the resource, or `none` where it says nothing of it. */
export const grantsToEveryone = (
  bindings: Bindings,
  doubtOf: (role: string) => Grant["doubt"] | "none",
): readonly Grant[] =>
  bindings.flatMap((binding) => {
    const { role, isConditional } = roleOf(binding);
    const doubt = doubtOf(role);
    if (doubt === "none") return [];
    const to = EVERYONE.filter((one) => binding.Members.some(({ Kind }) => Kind === one));
    return to.map((one) => ({ to: one, role, doubt: isConditional ? ("condition" as const) : doubt }));
  });

/** Grants of the policy of the resource itself, by any role. */
const ownGrants = (bindings: Bindings): readonly Grant[] => grantsToEveryone(bindings, () => null);

type Asked = {
  /** The resource in sentences. */
  readonly what: string;
  /** Grants that are nearer than the project, the nearest first, by what has them. */
  readonly near: readonly { readonly at: string; readonly one: Grant }[];
  /** Why these may not be all; null where they are. */
  readonly problem: Problem | null;
  readonly ancestors: Parameters<typeof inheritedGrants>[0];
  readonly grantsAbove: (bindings: Bindings) => readonly Grant[];
  readonly facts?: JsonObject;
};

const doubts = doubtsOf("resource");

/** The verdict on grants of the resource and above it. The nearest certain one decides. */
export function openToEveryone({ what, near, problem, ancestors, grantsAbove, facts: more = {} }: Asked): Verdict {
  // A certain grant that is near decides without the ancestors.
  const isOpen = near.some(({ one: { doubt } }) => doubt === null);
  const above = isOpen ? nothing : inheritedGrants(ancestors, grantsAbove, () => 0);
  const all = [...near, ...above.bindings];
  const facts = { ...more, ...shownGrants(all.map(({ at, one: { to, role } }) => ({ at, to, role }))) };
  const nearest = all.find(({ one: { doubt } }) => doubt === null);
  if (nearest !== undefined) {
    return fail(
      nearest.at === what
        ? `the IAM policy of the ${what} grants access to allUsers or allAuthenticatedUsers`
        : `the ${what} inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its ${nearest.at}`,
      facts,
    );
  }
  const unread = problem ?? above.problem;
  if (unread !== null) return indeterminate(unread, facts);
  const doubt = all.flatMap(({ one }) => one.doubt ?? []).sort()[0];
  if (doubt !== undefined) return indeterminate(doubts[doubt], facts);
  return pass(`IAM policies of the ${what}, and above it, grant nothing to allUsers or allAuthenticatedUsers`, facts);
}

/** The grants of the policy that `policies` has; files have no policy of a resource that binds nobody. */
export function grantsOf(
  policies: Related<{ readonly Bindings: Bindings }>,
  at: string,
): Pick<Asked, "near" | "problem"> {
  const policy = policies.find(() => true);
  if (policy.is === "unknown") return { near: [], problem: policy.problem };
  const own = policy.is === "found" ? ownGrants(policy.row.Bindings) : [];
  return { near: own.map((one) => ({ at, one })), problem: null };
}
