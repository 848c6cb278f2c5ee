// Judges listeners of load balancers: by the security policy of those that end TLS, by the redirect of those of plain HTTP.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Verdict,
} from "../../../kernel.ts";
import { acceptedOf, shown } from "../accepted.ts";
import type { Parameters } from "../parameters.ts";
import { Action, outcomeOf } from "./http-action.ts";

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html
const Listener = z.object({
  ListenerArn: z.string(),
  LoadBalancerArn: z.string(),
  Port: z.int().optional(),
  Protocol: z.string().optional(),
  SslPolicy: z.string().optional(),
  DefaultActions: z.array(Action).optional(),
});

const related = {
  balancer: relation({
    type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    within: "region",
    global: false,
    reads: z.object({
      LoadBalancerArn: z.string(),
      Scheme: z.string().optional(),
      Type: z.string().optional(),
      State: z.object({ Code: z.string().optional() }).optional(),
    }),
    on: (row) => [row.LoadBalancerArn],
  }),
  policies: relation({
    type: "Tidemark::ELB::SslPolicies",
    within: "region",
    global: false,
    reads: z.object({ SslPolicies: z.array(z.object({ Name: z.string(), SslProtocols: z.array(z.string()) })) }),
    on: (row) => row.SslPolicies.map(({ Name }) => Name),
  }),
  rules: relation({
    type: "Tidemark::ELB::ListenerRules",
    within: "region",
    global: false,
    reads: z.object({
      ListenerArn: z.string(),
      Rules: z.array(z.object({ Priority: z.string(), Actions: z.array(Action) })),
    }),
    on: (row) => [row.ListenerArn],
  }),
};

type Asked = Question<Parameters, typeof related>;
type Slice = z.infer<typeof Listener>;

/**
 * What a listener gets that names none, but for those made in the console.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const SILENT_POLICY = "ELBSecurityPolicy-2016-08";

/** Protocols of which the load balancer reads nothing: it passes on what clients send. */
const PASSED_ON: ReadonlySet<string> = new Set(["TCP", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE"]);

const listener = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::ElasticLoadBalancingV2::Listener",
  global: false,
  reads: Listener,
  related,
  evaluate(slice, asked: Asked) {
    const { Protocol: protocol = null, Port: port = null } = slice;
    const balancer = asked.related.balancer(slice.LoadBalancerArn).find(() => true);
    if (balancer.is === "unknown") return indeterminate(balancer.problem, { protocol, port });
    if (balancer.is === "none")
      return indeterminate(
        { code: "not-seen", detail: "the load balancer of the listener was not among those that were read" },
        { protocol, port },
      );
    const { Scheme: scheme = null, State: state, Type: type = null } = balancer.row;
    const facts = { protocol, port, scheme };
    if (state?.Code === "failed") return notApplicable("the load balancer was never set up (State)", facts);
    if (type === "gateway" || (protocol !== null && PASSED_ON.has(protocol)))
      return notApplicable("the load balancer passes on what clients send, and ends no TLS (Protocol)", facts);
    if (scheme === "internal" && !asked.parameters.internalToo)
      return notApplicable("the load balancer is internal, and those need not be judged (internalToo is false)", facts);
    switch (protocol) {
      case null:
        return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks the protocol" }, facts);
      case "HTTP":
        return ofHttp(slice, facts, asked);
      case "HTTPS":
      case "TLS":
        return ofTls(slice, facts, asked);
      default: {
        const detail = "the listener has a protocol that the check does not know";
        return indeterminate({ code: "unexpected-shape", detail }, facts);
      }
    }
  },
});

type Facts = { readonly protocol: string | null; readonly port: number | null; readonly scheme: string | null };

function ofTls({ SslPolicy }: Slice, facts: Facts, { related, parameters }: Asked): Verdict {
  const sslPolicy = SslPolicy ?? SILENT_POLICY;
  const policies = related.policies(sslPolicy).find(() => true);
  const known = { ...facts, sslPolicy };
  if (policies.is === "unknown") return indeterminate(policies.problem, known);
  const policy = policies.is === "found" ? policies.row.SslPolicies.find(({ Name }) => Name === sslPolicy) : undefined;
  if (policy === undefined) {
    const detail = "AWS does not list the security policy of the listener among those of the region";
    return indeterminate({ code: "not-seen", detail }, known);
  }
  const told = { ...known, sslProtocols: policy.SslProtocols.toSorted() };
  const accepted = acceptedOf(policy.SslProtocols, parameters.minimumTlsVersion);
  if (accepted.is === "unknown") {
    const detail = "the security policy names a protocol that the check does not know, or none";
    return indeterminate({ code: "unexpected-shape", detail }, told);
  }
  return accepted.is === "older"
    ? fail(`the security policy of the listener accepts ${accepted.oldest} (SslPolicy)`, told)
    : pass(`the listener accepts TLS ${accepted.oldest} at the oldest (SslPolicy)`, told);
}

function ofHttp({ ListenerArn, DefaultActions = [] }: Slice, facts: Facts, { related, parameters }: Asked): Verdict {
  const byDefault = outcomeOf(DefaultActions);
  const known = { ...facts, byDefault };
  if (byDefault === "serves")
    return fail("the listener answers plain HTTP without sending clients to HTTPS (DefaultActions)", known);
  if (byDefault === "redirects" && !parameters.allowRedirect)
    return fail("the listener accepts plain HTTP, if only to send clients to HTTPS (allowRedirect is false)", known);
  const rules = related.rules(ListenerArn).find(() => true);
  if (rules.is === "unknown") return indeterminate(rules.problem, known);
  if (rules.is === "none") {
    const detail = "the rules of the listener were not among those that were read";
    return indeterminate({ code: "not-seen", detail }, known);
  }
  const ends = rules.row.Rules.map(({ Priority, Actions }) => ({ Priority, end: outcomeOf(Actions) }));
  const those = (...which: readonly string[]): string[] =>
    ends.filter(({ end }) => which.includes(end)).map(({ Priority }) => Priority);
  const bad = those("serves", ...(parameters.allowRedirect ? [] : ["redirects"]));
  const told = { ...known, rules: ends.length };
  if (bad.length > 0)
    return fail("rules of the listener answer plain HTTP without sending clients to HTTPS (Actions)", {
      ...told,
      ...shown("priorities", bad),
    });
  if (byDefault === "unknown" || those("unknown").length > 0) {
    const detail = "an action of the listener or of its rules is none that the check knows";
    return indeterminate({ code: "unexpected-shape", detail }, told);
  }
  return pass("the listener sends plain HTTP away, by default and by each rule (Actions)", told);
}

export const loadBalancers = [listener];
