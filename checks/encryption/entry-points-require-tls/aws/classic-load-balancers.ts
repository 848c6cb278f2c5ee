// Judges classic load balancers by the protocols of their listeners and the policies that these have.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Verdict } from "../../../kernel.ts";
import { acceptedOf, shown } from "../accepted.ts";
import type { WithParameters } from "../parameters.ts";

const Balancer = z.object({
  Scheme: z.string().optional(),
  ListenerDescriptions: z
    .array(
      z.object({
        Listener: z.object({ Protocol: z.string(), LoadBalancerPort: z.int().optional() }),
        PolicyNames: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  LoadBalancerPolicies: z
    .array(
      z.object({
        PolicyName: z.string(),
        PolicyTypeName: z.string().optional(),
        PolicyAttributeDescriptions: z
          .array(z.object({ AttributeName: z.string(), AttributeValue: z.string().optional() }))
          .optional(),
      }),
    )
    .optional(),
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-ssl-security-policy.html */
const NEGOTIATION = "SSLNegotiationPolicyType";

const classicLoadBalancer = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::ElasticLoadBalancing::LoadBalancer",
  global: false,
  // https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html
  reads: Balancer,
  evaluate(balancer, { parameters: { minimumTlsVersion, internalToo } }: WithParameters): Verdict {
    const { Scheme: scheme = null, ListenerDescriptions: listeners = [] } = balancer;
    const facts = { scheme, listeners: listeners.length };
    if (scheme === "internal" && !internalToo)
      return notApplicable("the load balancer is internal, and those need not be judged (internalToo is false)", facts);
    const of = (...protocols: readonly string[]) =>
      listeners.filter(({ Listener }) => protocols.includes(Listener.Protocol.toUpperCase()));
    const ports = (some: typeof listeners): { readonly [fact: string]: string[] | number } =>
      shown(
        "ports",
        some.map(({ Listener }) => String(Listener.LoadBalancerPort ?? "")),
      );
    const plain = of("HTTP");
    // A listener of a classic load balancer forwards, and can do nothing else.
    if (plain.length > 0)
      return fail("listeners of the load balancer serve plain HTTP (Protocol)", { ...facts, ...ports(plain) });
    const secure = of("HTTPS", "SSL");
    if (secure.length === 0 && of("TCP").length === listeners.length)
      return notApplicable("the load balancer passes on what clients send, and ends no TLS (Protocol)", facts);
    const accepted = secure.map((each) => ({
      each,
      ...acceptedOf(protocolsOf(each.PolicyNames ?? [], balancer), minimumTlsVersion),
    }));
    const old = accepted.filter(({ is }) => is === "older");
    if (old.length > 0)
      return fail(`listeners of the load balancer accept TLS older than ${minimumTlsVersion} (LoadBalancerPolicies)`, {
        ...facts,
        ...ports(old.map(({ each }) => each)),
      });
    if (accepted.some(({ is }) => is === "unknown") || secure.length + of("TCP").length < listeners.length) {
      const detail = "a listener has a protocol or a policy that the check does not know";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    return pass(
      `listeners of the load balancer that end TLS accept none older than ${minimumTlsVersion} (LoadBalancerPolicies)`,
      facts,
    );
  },
});

/** The protocols that the policies of a listener allow together; none where no policy of its TLS was read. */
function protocolsOf(
  names: readonly string[],
  { LoadBalancerPolicies: policies = [] }: z.infer<typeof Balancer>,
): string[] {
  return policies
    .filter(({ PolicyName, PolicyTypeName }) => names.includes(PolicyName) && PolicyTypeName === NEGOTIATION)
    .flatMap(({ PolicyAttributeDescriptions: attributes = [] }) => attributes)
    .filter(({ AttributeName, AttributeValue }) => AttributeName.startsWith("Protocol-") && AttributeValue === "true")
    .map(({ AttributeName }) => AttributeName.slice("Protocol-".length));
}

export const classicLoadBalancers = [classicLoadBalancer];
