// Reads what the rules of a listener do with requests, as DescribeRules tells them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";

export const LISTENER_RULES = "Tidemark::ELB::ListenerRules";

const Action = z.object({
  Type: z.string(),
  Order: z.int().optional(),
  RedirectConfig: z.object({ Protocol: z.string().optional() }).optional(),
  FixedResponseConfig: z.object({ StatusCode: z.string().optional() }).optional(),
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html. Conditions and sign-in stay here. */
const Answer = z.object({
  Rules: z.array(
    z.object({
      Priority: z.string().optional(),
      IsDefault: z.boolean().optional(),
      Actions: z.array(Action).optional(),
    }),
  ),
});

const LISTENER = /^arn:[^:]+:elasticloadbalancing:([^:]+):(\d{12}):listener\/(.+)$/;

/** The key of what is told of the rules of a listener. Throws RangeError on what is no listener of the account and region. */
export function listenerRulesKey(account: string, region: string, listener: string): string {
  const [, ofRegion, ofAccount, id] = LISTENER.exec(listener) ?? [];
  if (ofAccount !== account || ofRegion !== region)
    throw new RangeError(`found ${listener}, expected a listener of ${account} in ${region}`);
  return syntheticKey("aws", account, `listener-rules/${region}/${id}`);
}

/** The rules but the default one, which is the listener's own action. Undefined where the answer has another shape. */
export function listenerRulesIn(answer: Json, listener: string): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const rules = parsed.data.Rules.filter(({ IsDefault }) => IsDefault !== true);
  return {
    ListenerArn: listener,
    Rules: rules
      .map(({ Priority = "", Actions = [] }) => ({ Priority, Actions }))
      .toSorted((a, b) => Number(a.Priority) - Number(b.Priority)),
  };
}
