// Cases of listeners of load balancers: what they accept, and what they do with plain HTTP.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";

const ARN = "arn:aws:elasticloadbalancing:eu-central-1:111122223333";
const BALANCER = `${ARN}:loadbalancer/app/shop/50dc6c495c0c9188`;
const LISTENER = `${ARN}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;

const listener = (more: Members): Json => ({ ListenerArn: LISTENER, LoadBalancerArn: BALANCER, Port: 443, ...more });

const redirect = {
  Type: "redirect",
  Order: 1,
  RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" },
};
const forward = { Type: "forward", TargetGroupArn: `${ARN}:targetgroup/shop/73e2d6bc24d8a067` };
const refuse = { Type: "fixed-response", FixedResponseConfig: { StatusCode: "403", ContentType: "text/plain" } };

const http = (...actions: readonly Json[]): Json =>
  listener({ Port: 80, Protocol: "HTTP", DefaultActions: [...actions] });

const balancer = (more: Members = {}): RelatedRows => ({
  rows: [
    { LoadBalancerArn: BALANCER, Scheme: "internet-facing", Type: "application", State: { Code: "active" }, ...more },
  ],
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const policies: RelatedRows = {
  rows: [
    {
      SslPolicies: [
        { Name: "ELBSecurityPolicy-2016-08", SslProtocols: ["TLSv1", "TLSv1.1", "TLSv1.2"] },
        { Name: "ELBSecurityPolicy-TLS-1-1-2017-01", SslProtocols: ["TLSv1.1", "TLSv1.2"] },
        { Name: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", SslProtocols: ["TLSv1.2", "TLSv1.3"] },
        { Name: "ELBSecurityPolicy-TLS13-1-3-2021-06", SslProtocols: ["TLSv1.3"] },
        { Name: "ELBSecurityPolicy-Of-Later", SslProtocols: ["TLSv1.3", "TLSv2"] },
        { Name: "ELBSecurityPolicy-Empty", SslProtocols: [] },
      ],
    },
  ],
};

const rules = (...each: readonly (readonly Json[])[]): RelatedRows => ({
  rows: [
    { ListenerArn: LISTENER, Rules: each.map((actions, at) => ({ Priority: String(at + 1), Actions: [...actions] })) },
  ],
});

const told = { balancer: balancer(), policies, rules: rules() };
const internal = { ...told, balancer: balancer({ Scheme: "internal" }) };

const secure = (SslPolicy: string, expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name: `the policy ${SslPolicy}`,
  slice: listener({ Protocol: "HTTPS", SslPolicy }),
  related: told,
  expect,
  ...more,
});

export const cases: Cases = {
  "aws AWS::ElasticLoadBalancingV2::Listener": {
    cases: [
      // The example of https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html: the default of the console
      secure("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "pass", {
        because: "the listener accepts TLS 1.2 at the oldest (SslPolicy)",
        facts: {
          protocol: "HTTPS",
          port: 443,
          scheme: "internet-facing",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
          sslProtocols: ["TLSv1.2", "TLSv1.3"],
        },
      }),
      // The same page: the default everywhere else
      secure("ELBSecurityPolicy-2016-08", "fail", {
        because: "the security policy of the listener accepts TLS 1.0 (SslPolicy)",
      }),
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
      secure("ELBSecurityPolicy-TLS-1-1-2017-01", "fail", { name: "TLS 1.1 of a listener of TLS" }),
      secure("ELBSecurityPolicy-TLS-1-1-2017-01", "pass", {
        name: "TLS 1.1 where the company allows it",
        parameters: { minimumTlsVersion: "1.1" },
      }),
      secure("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "fail", {
        name: "TLS 1.2 where the company requires 1.3",
        parameters: { minimumTlsVersion: "1.3" },
      }),
      secure("ELBSecurityPolicy-TLS13-1-3-2021-06", "pass", {
        name: "TLS 1.3 where the company requires it",
        parameters: { minimumTlsVersion: "1.3" },
      }),
      secure("ELBSecurityPolicy-Of-Later", "indeterminate", { problem: "unexpected-shape" }),
      secure("ELBSecurityPolicy-Empty", "indeterminate", { problem: "unexpected-shape" }),
      secure("ELBSecurityPolicy-Nobody-Lists", "indeterminate", { problem: "not-seen" }),
      {
        name: "no policy, which is the silent default",
        slice: listener({ Protocol: "TLS" }),
        related: told,
        expect: "fail",
        because: "the security policy of the listener accepts TLS 1.0 (SslPolicy)",
      },
      {
        name: "policies that could not be read",
        slice: listener({ Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-2016-08" }),
        related: { ...told, policies: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html: a redirect of HTTP to HTTPS
      {
        name: "plain HTTP that is sent to HTTPS",
        slice: http(redirect),
        related: told,
        expect: "pass",
        because: "the listener sends plain HTTP away, by default and by each rule (Actions)",
        facts: { protocol: "HTTP", port: 80, scheme: "internet-facing", byDefault: "redirects", rules: 0 },
      },
      {
        name: "plain HTTP that is sent to HTTPS, where even that is not allowed",
        slice: http(redirect),
        related: told,
        parameters: { allowRedirect: false },
        expect: "fail",
      },
      {
        name: "plain HTTP that is refused, where no redirect is allowed",
        slice: http(refuse),
        related: told,
        parameters: { allowRedirect: false },
        expect: "pass",
      },
      {
        name: "plain HTTP that is refused, with a rule that redirects where that is not allowed",
        slice: http(refuse),
        related: { ...told, rules: rules([redirect]) },
        parameters: { allowRedirect: false },
        expect: "fail",
      },
      {
        name: "plain HTTP that is served",
        slice: http(forward),
        related: told,
        expect: "fail",
        because: "the listener answers plain HTTP without sending clients to HTTPS (DefaultActions)",
      },
      {
        name: "a rule that serves plain HTTP beside a redirect by default",
        slice: http(redirect),
        related: { ...told, rules: rules([redirect], [forward]) },
        expect: "fail",
        because: "rules of the listener answer plain HTTP without sending clients to HTTPS (Actions)",
        facts: {
          protocol: "HTTP",
          port: 80,
          scheme: "internet-facing",
          byDefault: "redirects",
          rules: 2,
          priorities: ["2"],
        },
      },
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html: the protocol stays where none is named
      {
        name: "a redirect that keeps the protocol",
        slice: http({ Type: "redirect", RedirectConfig: { Host: "www.shop.example", StatusCode: "HTTP_301" } }),
        related: told,
        expect: "fail",
      },
      {
        name: "a redirect that names the protocol of the request",
        slice: http({ Type: "redirect", RedirectConfig: { Protocol: "#{protocol}", StatusCode: "HTTP_301" } }),
        related: told,
        expect: "fail",
      },
      {
        name: "a page that is served to everybody",
        slice: http({ Type: "fixed-response", FixedResponseConfig: { StatusCode: "200" } }),
        related: told,
        expect: "fail",
      },
      {
        name: "rules that could not be read",
        slice: http(redirect),
        related: { ...told, rules: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "rules that are not there",
        slice: http(redirect),
        related: { ...told, rules: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "an action that nobody knows",
        slice: http({ Type: "teleport" }),
        related: told,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an action that nobody knows, and a rule that serves",
        slice: http({ Type: "teleport" }),
        related: { ...told, rules: rules([forward]) },
        expect: "fail",
      },
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-listener.html
      {
        name: "TCP, which is passed on",
        slice: listener({ Protocol: "TCP", DefaultActions: [forward] }),
        related: { ...told, balancer: balancer({ Type: "network" }) },
        expect: "not-applicable",
        because: "the load balancer passes on what clients send, and ends no TLS (Protocol)",
      },
      {
        name: "a Gateway Load Balancer, whose listeners have no protocol",
        slice: listener({}),
        related: { ...told, balancer: { rows: [{ LoadBalancerArn: BALANCER, Type: "gateway" }] } },
        expect: "not-applicable",
      },
      { name: "an internal load balancer", slice: http(forward), related: internal, expect: "not-applicable" },
      {
        name: "an internal load balancer, where those are judged too",
        slice: http(forward),
        related: internal,
        parameters: { internalToo: true },
        expect: "fail",
      },
      {
        name: "a load balancer that was never set up",
        slice: http(forward),
        related: { ...told, balancer: balancer({ State: { Code: "failed" } }) },
        expect: "not-applicable",
      },
      {
        name: "a load balancer that is not there",
        slice: http(forward),
        related: { ...told, balancer: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "a load balancer that could not be read",
        slice: http(forward),
        related: { ...told, balancer: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      { name: "no protocol", slice: listener({}), related: told, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "a protocol that nobody knows",
        slice: listener({ Protocol: "GOPHER" }),
        related: told,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
