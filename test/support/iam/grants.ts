// What policies grant, one action on one resource at a time: to ask which grants nobody uses.
import type { Request } from "./decide.ts";
import { matchesResource, withWildcards } from "./match.ts";
import { list, statementsOf, type Policy } from "./statement.ts";

export type Call = Pick<Request, "action" | "resource">;

/**
 * Every action and resource that a role's policy allows, as it is written there.
 * @throws TypeError for a statement that allows all but what it names
 */
export const grants = (policy: Policy): Call[] =>
  statementsOf(policy, "identity")
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) => {
      if (Action === undefined || Resource === undefined)
        throw new TypeError("found NotAction or NotResource beside Allow, which grants no list");
      return list(Action).flatMap((action) => list(Resource).map((resource) => ({ action, resource })));
    });

/** Whether a grant is what allows a call. */
export const isUsedBy = (grant: Call, call: Call): boolean =>
  grant.action === call.action && matchesResource(withWildcards(grant.resource), call.resource);
