// Reads which protocols the security policies of load balancers accept, as DescribeSSLPolicies tells them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";

/** A region has one item for all: AWS makes the policies, and no account changes them. */
export const SSL_POLICIES = "Tidemark::ELB::SslPolicies";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SslPolicy.html */
const Answer = z.object({
  SslPolicies: z.array(z.object({ Name: z.string().min(1), SslProtocols: z.array(z.string()).optional() })),
});

export const sslPoliciesKey = (account: string, region: string): string =>
  syntheticKey("aws", account, `ssl-policies/${region}`);

/** No order is promised. Undefined where the answer has another shape. */
export function sslPoliciesIn(answer: Json): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const policies = parsed.data.SslPolicies.toSorted((a, b) => (a.Name < b.Name ? -1 : 1));
  return {
    SslPolicies: policies.map(({ Name, SslProtocols = [] }) => ({ Name, SslProtocols: SslProtocols.toSorted() })),
  };
}
