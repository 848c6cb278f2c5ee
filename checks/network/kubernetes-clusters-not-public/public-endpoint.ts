// Judges the endpoint of a Kubernetes control plane by the networks that may reach it: the same for all clouds.
import type { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { allowedBlock, openEntries, type Block } from "../../engines/reachability/allow-list.ts";
import { theInternet } from "../../engines/reachability/internet.ts";
import { listed } from "../../engines/reachability/opening.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

type Networks = readonly z.infer<typeof Block>[];

/** No address of the internet reaches the control plane, whatever its list of networks says. */
export const privateOnly = (facts: JsonObject = {}): Verdict =>
  pass("the control plane has no public endpoint", { publicEndpoint: false, ...facts });

/** Who reaches a public endpoint. */
export type Reachable = {
  /** The networks of its list, or null where it has none and every network is let in. */
  readonly networks: Networks | null;
  /** Further facts of the control plane. */
  readonly facts?: JsonObject;
  /** A failure, or a cause of doubt, beside the list, which decides unless the list lets the internet in. */
  readonly beside?: string | Problem | null;
};

/** A certain failure decides before data that could not be read. */
export function judgePublicEndpoint(
  { networks, facts = {}, beside = null }: Reachable,
  parameters: Parameters,
): Verdict {
  const { openTo, problem } =
    networks === null ? { openTo: ["*"], problem: null } : openEntries(networks.map(allowedBlock), parameters);
  const all = {
    publicEndpoint: true,
    networks: networks === null ? null : listed(networks.map((each) => each ?? "")),
    networkCount: networks === null ? null : new Set(networks).size,
    ...facts,
  };
  if (openTo.length > 0)
    return fail(`the public endpoint of the control plane lets in ${theInternet(parameters)}`, {
      ...all,
      openTo,
    });
  if (!parameters.allowPublicEndpoint) return fail("the control plane has a public endpoint", all);
  if (typeof beside === "string") return fail(beside, all);
  if (problem !== null) return indeterminate(problem, all);
  if (beside !== null) return indeterminate(beside, all);
  return pass(`the public endpoint of the control plane does not let in ${theInternet(parameters)}`, all);
}

/** A member that the answer of a cloud lacks. */
export const lacking = (cloud: string, member: string): Problem => ({
  code: "not-in-answer",
  detail: `the answer from ${cloud} lacks ${member}`,
});
