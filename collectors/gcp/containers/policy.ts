// Reads the IAM policy of a folder or organization: those above it are of the scopes above.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Source } from "../../live/source.ts";
import { CONTAINER_POLICY, containerPolicyIn } from "../answers/container-iam-policy.ts";
import { isRecord } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { policyAction } from "../inventory/ancestor-policies.ts";
import type { ContainerRead } from "./container-read.ts";

const getAction = (kind: string): string => `resourcemanager.${kind}s.get`;

export const containerPolicy: Source<ContainerRead> = {
  name: "container-policy",
  types: [CONTAINER_POLICY],
  calls: ["folder", "organization"].flatMap((kind) =>
    [policyAction(kind), getAction(kind)].map((action) => ({ action, per: "few" as const })),
  ),
  async read(gcp) {
    const { told, dataTime } = await gcp.policy();
    gcp.asOf(dataTime);
    const fact = containerPolicyIn(told, gcp.container, gcp.people);
    if ("problem" in fact) return gcp.emitUnread(CONTAINER_POLICY, fact.key, fact.problem);
    if (!hasBindings(told)) await confirm(gcp);
    gcp.emitFact(CONTAINER_POLICY, { ...fact, dataTime });
  },
};

const hasBindings = (policy: Json): boolean =>
  isRecord(policy) && Array.isArray(policy["bindings"]) && policy["bindings"].length > 0;

/**
 * "The returned policy may be empty if no such policy or resource exists": without bindings, it has to be shown that the folder or
 * organization is there. Rejects with CallFailed. https://docs.cloud.google.com/resource-manager/reference/rest/v3/folders/getIamPolicy
 */
async function confirm(gcp: ContainerRead): Promise<void> {
  const action = getAction(gcp.container.startsWith("folders/") ? "folder" : "organization");
  const told = await gcp.get(action);
  if (isRecord(told) && told["name"] === gcp.container) return;
  const detail = `the answer to ${action} is not about ${gcp.container}`;
  throw new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail }, undefined);
}
