// Reads the IAM policy of a folder or organization: those above it are of the scopes above.
import type { Source } from "../../live/source.ts";
import { CONTAINER_POLICY, containerPolicyIn } from "../answers/container-iam-policy.ts";
import { policyAction } from "../inventory/ancestor-policies.ts";
import type { ContainerRead } from "./container-read.ts";

/** A folder that is not there answers like one that may not be read: Google says no more. */
export const containerPolicy: Source<ContainerRead> = {
  name: "container-policy",
  types: [CONTAINER_POLICY],
  calls: ["folder", "organization"].map((kind) => ({ action: policyAction(kind), per: "few" })),
  async read(gcp) {
    const { told, dataTime } = await gcp.policy();
    gcp.asOf(dataTime);
    const fact = containerPolicyIn(told, gcp.container, gcp.people);
    if ("problem" in fact) gcp.emitUnread(CONTAINER_POLICY, fact.key, fact.problem);
    else gcp.emitFact(CONTAINER_POLICY, { ...fact, dataTime });
  },
};
