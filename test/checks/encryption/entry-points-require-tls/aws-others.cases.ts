// Cases of distributions of CloudFront and of classic load balancers.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const distribution = (more: Members, policy = "redirect-to-https"): Json => ({
  Enabled: true,
  DefaultCacheBehavior: { ViewerProtocolPolicy: policy },
  CacheBehaviors: { Items: [] },
  ViewerCertificate: { CloudFrontDefaultCertificate: false, MinimumProtocolVersion: "TLSv1.2_2021" },
  ...more,
});
const certificate = (MinimumProtocolVersion: string): Json =>
  distribution({ ViewerCertificate: { CloudFrontDefaultCertificate: false, MinimumProtocolVersion } });

const classic = (protocols: readonly string[], policy: Json = null, more: Members = {}): Json => ({
  Scheme: "internet-facing",
  ListenerDescriptions: protocols.map((Protocol, at) => ({
    Listener: { Protocol, LoadBalancerPort: 443 + at },
    PolicyNames: ["tls"],
  })),
  ...(policy === null ? {} : { LoadBalancerPolicies: [policy] }),
  ...more,
});
/** The form of https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-config-update.html */
const policy = (...on: readonly string[]): Json => ({
  PolicyName: "tls",
  PolicyTypeName: "SSLNegotiationPolicyType",
  PolicyAttributeDescriptions: ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"].map((name) => ({
    AttributeName: `Protocol-${name}`,
    AttributeValue: String(on.includes(name)),
  })),
});

export const cases: Cases = {
  "aws AWS::CloudFront::Distribution": {
    cases: [
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
      {
        name: "TLS 1.2 and a redirect",
        slice: distribution({}),
        expect: "pass",
        because:
          "the distribution sends plain HTTP away and accepts TLS 1.2 at the oldest (ViewerProtocolPolicy, MinimumProtocolVersion)",
        facts: { minimumProtocolVersion: "TLSv1.2_2021", defaultCertificate: false },
      },
      // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html: TLSv1 "regardless of the value"
      {
        name: "the default certificate, whatever version is set beside it",
        slice: distribution({
          ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: "TLSv1.2_2021" },
        }),
        expect: "fail",
        because: "the distribution has the default certificate, by which CloudFront accepts TLS 1.0",
      },
      {
        name: "the default certificate, where TLS 1.0 is allowed",
        slice: distribution({ ViewerCertificate: { CloudFrontDefaultCertificate: true } }),
        parameters: { minimumTlsVersion: "1.0" },
        expect: "pass",
      },
      ...["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"].map((version) => ({
        name: `the policy ${version}`,
        slice: certificate(version),
        expect: "fail" as const,
      })),
      ...["TLSv1.2_2018", "TLSv1.2_2025", "TLSv1.3_2025"].map((version) => ({
        name: `the policy ${version}`,
        slice: certificate(version),
        expect: "pass" as const,
      })),
      {
        name: "a policy of a later version of TLS",
        slice: certificate("TLSv2_2031"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "no certificate told",
        slice: distribution({ ViewerCertificate: {} }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
      {
        name: "plain HTTP by default",
        slice: distribution({}, "allow-all"),
        expect: "fail",
        because: "the distribution serves plain HTTP (ViewerProtocolPolicy)",
        facts: { minimumProtocolVersion: "TLSv1.2_2021", defaultCertificate: false, paths: ["*"] },
      },
      {
        name: "plain HTTP for one path",
        slice: distribution({
          CacheBehaviors: { Items: [{ PathPattern: "/img/*", ViewerProtocolPolicy: "allow-all" }] },
        }),
        expect: "fail",
        facts: { minimumProtocolVersion: "TLSv1.2_2021", defaultCertificate: false, paths: ["/img/*"] },
      },
      {
        name: "a redirect, where none is allowed",
        slice: distribution({}),
        parameters: { allowRedirect: false },
        expect: "fail",
      },
      {
        name: "HTTPS alone, where no redirect is allowed",
        slice: distribution({}, "https-only"),
        parameters: { allowRedirect: false },
        expect: "pass",
      },
      {
        name: "a viewer protocol that nobody knows",
        slice: distribution({}, "quic-only"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a disabled distribution",
        slice: distribution({ Enabled: false }, "allow-all"),
        expect: "not-applicable",
      },
    ],
  },
  "aws AWS::ElasticLoadBalancing::LoadBalancer": {
    cases: [
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
      {
        name: "TLS 1.2 alone, as ELBSecurityPolicy-TLS-1-2-2017-01 has it",
        slice: classic(["HTTPS"], policy("TLSv1.2")),
        expect: "pass",
        because: "listeners of the load balancer that end TLS accept none older than 1.2 (LoadBalancerPolicies)",
        facts: { scheme: "internet-facing", listeners: 1 },
      },
      {
        name: "TLS 1.0, as the default has it (ELBSecurityPolicy-2016-08)",
        slice: classic(["SSL"], policy("TLSv1", "TLSv1.1", "TLSv1.2")),
        expect: "fail",
        because: "listeners of the load balancer accept TLS older than 1.2 (LoadBalancerPolicies)",
        facts: { scheme: "internet-facing", listeners: 1, ports: ["443"] },
      },
      { name: "SSL 3.0 beside TLS 1.2", slice: classic(["HTTPS"], policy("SSLv3", "TLSv1.2")), expect: "fail" },
      {
        name: "plain HTTP, which a classic load balancer cannot redirect",
        slice: classic(["HTTPS", "HTTP"], policy("TLSv1.2")),
        expect: "fail",
        because: "listeners of the load balancer serve plain HTTP (Protocol)",
        facts: { scheme: "internet-facing", listeners: 2, ports: ["444"] },
      },
      {
        name: "policies that were not told",
        slice: classic(["HTTPS"]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "a policy without protocols", slice: classic(["HTTPS"], policy()), expect: "indeterminate" },
      {
        name: "a stickiness policy alone",
        slice: classic(["HTTPS"], { PolicyName: "tls", PolicyTypeName: "LBCookieStickinessPolicyType" }),
        expect: "indeterminate",
      },
      { name: "TCP, which is passed on", slice: classic(["TCP"]), expect: "not-applicable" },
      { name: "TCP beside TLS 1.2", slice: classic(["TCP", "SSL"], policy("TLSv1.2")), expect: "pass" },
      { name: "a protocol that nobody knows", slice: classic(["GOPHER"]), expect: "indeterminate" },
      { name: "an internal one", slice: classic(["HTTP"], null, { Scheme: "internal" }), expect: "not-applicable" },
      {
        name: "an internal one, where those are judged too",
        slice: classic(["HTTP"], null, { Scheme: "internal" }),
        parameters: { internalToo: true },
        expect: "fail",
      },
    ],
  },
};
