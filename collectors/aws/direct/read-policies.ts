// Reads the policies of listed resources of one kind, each by a call of its own.
import { jsonOf } from "../../live/region-read.ts";
import { policyIn, policyKey, type PolicyKind } from "../answers/policies/resource-policies.ts";
import { orNone } from "../client/failure.ts";
import type { AwsRegionRead } from "../region-read.ts";

/** `ask`: the call for the policy of a subject. `gone`: its error for a resource that was deleted since it was listed. */
export async function readPolicies(
  aws: AwsRegionRead,
  kind: PolicyKind,
  subjects: readonly string[],
  ask: (subject: string) => Promise<object>,
  gone: string | null,
): Promise<void> {
  const keyOf = (subject: string): string => (subject === "" ? "" : policyKey(kind, aws, subject));
  await aws.each(kind.type, subjects, keyOf, async (subject) => {
    const asked = ask(subject).then(jsonOf);
    const said = orNone(
      kind.none === null ? asked : orNone(asked, kind.none).then((answer) => answer ?? null),
      gone ?? "",
    );
    const answer = await said;
    if (answer === undefined) return;
    const fact = policyIn(kind, aws, subject, answer, aws.people);
    if (fact !== undefined) return aws.emitFact(kind.type, fact);
    aws.emitUnread(kind.type, keyOf(subject), {
      code: "unexpected-shape",
      detail: `the answer from ${kind.service} on the policy of one resource is not in the documented form`,
    });
  });
}
