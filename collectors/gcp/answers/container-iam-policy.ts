// Reads the IAM policy of a folder or organization, in the scope that it is.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Unanswered } from "../../answer.ts";
import type { People } from "../../port.ts";
import { policyUnread, readIamPolicy } from "../item/iam-policy.ts";

export const CONTAINER_POLICY = "Tidemark::ResourceManager::ContainerPolicy";

/** The policy that `container` (`folders/<number>`, `organizations/<number>`) answers; a problem where it has another shape. */
export function containerPolicyIn(answer: Json, container: string, people: People): Answered | Unanswered {
  const key = syntheticKey("gcp", container, `container-policy/${container}`);
  const said = readIamPolicy(answer, people);
  if (said === null) return { key, problem: policyUnread(container, answer) };
  return { key, body: { Type: container.startsWith("folders/") ? "folder" : "organization", ...said } };
}
