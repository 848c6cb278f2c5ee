// Decides which parties of AWS a question knows: the account itself, its users, and those that the config lists.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { boundOfInternet } from "../../engines/reachability/internet.ts";
import type { Acquaintance } from "../../engines/policy/aws/conditions.ts";
import { relation, type Question, type Related } from "../../kernel.ts";
import { isListed, type Parameters } from "./parameters.ts";
import { isReference } from "./shown-parties.ts";

/** A range of addresses counts as a party only where it is listed; beyond this size it is the internet all the same. */
export const bound = z.object(boundOfInternet).parse({});

/** Users of the account itself, by the reference that a policy has for their ARN. */
export const users = relation({
  type: "Tidemark::IAM::CredentialReportRow",
  within: "scope",
  global: true,
  reads: z.object({ ArnReference: z.string() }),
  on: (row) => [row.ArnReference],
});

type Asked = Pick<Question<Parameters, unknown>, "parameters" | "scope"> & {
  readonly users: (reference: string) => Related<{ readonly ArnReference: string }>;
};

export type Known = {
  readonly listed: Acquaintance;
  /** The company alone: parties of `knownParties` are strangers. */
  readonly own: Acquaintance;
  /** Why a user could not be looked up; null if none was asked for in vain. */
  readonly unread: () => Problem | null;
};

export function knownParties({ parameters, scope, users: of }: Asked): Known {
  let problem: Problem | null = null;
  const isUser = (party: string): boolean => {
    if (!isReference(party)) return false;
    const user = of(party).find(() => true);
    if (user.is === "unknown") problem ??= user.problem;
    return user.is === "found";
  };
  const knows = (lists: Parameters) => (party: string) =>
    scope === `aws/${party}` || isListed(lists, party) || isUser(party);
  return {
    listed: { bound, isKnown: knows(parameters) },
    own: { bound, isKnown: knows({ ...parameters, knownParties: [] }) },
    unread: () => problem,
  };
}
