// Security policies of load balancers, and rules of their listeners, in exports: good answers, and answers that are none.
import { expect, test } from "vitest";
import { bodyOf, refusal } from "../../fixture.ts";
import { ACCOUNT, lines, reading } from "./aws-call-files.ts";

const policies = reading("aws-elb-ssl-policies", "Tidemark::ELB::SslPolicies", "eu-central-1");
const rules = reading("aws-elb-listener-rules", "Tidemark::ELB::ListenerRules", "eu-central-1");
const distributions = reading("aws-cloudfront-distributions", "AWS::CloudFront::Distribution", null);
const subject = `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
const key = `tidemark:aws/${ACCOUNT}/listener-rules%2Feu-central-1%2Fapp%2Fshop%2F50dc6c495c0c9188%2Ff2f7dc8efc522ab2`;

test("policies are one item of a region, in order and without their ciphers", async () => {
  const answer = {
    SslPolicies: [
      { Name: "B", SslProtocols: ["TLSv1.3", "TLSv1.2"], Ciphers: [{ Name: "x", Priority: 1 }] },
      { Name: "A", SslProtocols: ["TLSv1"], SupportedLoadBalancerTypes: ["network"] },
    ],
  };
  const outcome = await policies.read(JSON.stringify(answer));
  expect(outcome.items).toMatchObject([{ key: `tidemark:aws/${ACCOUNT}/ssl-policies%2Feu-central-1` }]);
  expect(bodyOf(outcome)).toEqual({
    SslPolicies: [
      { Name: "A", SslProtocols: ["TLSv1"] },
      { Name: "B", SslProtocols: ["TLSv1.2", "TLSv1.3"] },
    ],
  });
  expect(outcome.unit(policies.unit)).toMatchObject({ complete: true, listed: 1 });
});

test("policies that are cut, and an answer of another shape", async () => {
  const cut = await policies.read('{"SslPolicies": [');
  expect(cut.unit(policies.unit)).toMatchObject({ complete: false });
  expect(await refusal(policies.read('{"SslPolicies": {}}'))).toContain("another answer");
});

test("rules but the default one, in the order of their priorities, without conditions and secrets", async () => {
  const answer = {
    Rules: [
      { RuleArn: "r3", Priority: "default", IsDefault: true, Actions: [{ Type: "forward" }] },
      { RuleArn: "r2", Priority: "20", IsDefault: false, Actions: [{ Type: "forward", TargetGroupArn: "t" }] },
      {
        RuleArn: "r1",
        Priority: "3",
        IsDefault: false,
        Conditions: [{ Field: "source-ip" }],
        Actions: [
          { Type: "authenticate-oidc", AuthenticateOidcConfig: { ClientSecret: "hidden" } },
          { Type: "redirect", RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" } },
        ],
      },
    ],
  };
  const outcome = await rules.read(lines({ subject, answer }));
  expect(outcome.items).toMatchObject([{ key }]);
  expect(bodyOf(outcome)).toEqual({
    ListenerArn: subject,
    Rules: [
      {
        Priority: "3",
        Actions: [{ Type: "authenticate-oidc" }, { Type: "redirect", RedirectConfig: { Protocol: "HTTPS" } }],
      },
      { Priority: "20", Actions: [{ Type: "forward" }] },
    ],
  });
});

test("denied rules, and an answer of another shape, are unread", async () => {
  const error =
    "An error occurred (AccessDenied) when calling the DescribeRules operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: elasticloadbalancing:DescribeRules";
  const { items } = await rules.read(lines({ subject, exitStatus: 254, error }));
  expect(items).toMatchObject([{ key, problem: { code: "denied" } }]);
  expect(JSON.stringify(items)).not.toContain("jane");
  const other = await rules.read(lines({ subject, answer: { Rules: "none" } }));
  expect(other.items).toMatchObject([{ key, problem: { code: "unexpected-shape" } }]);
});

test.each([
  `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:listener/app/shop/1/2`,
  "arn:aws:elasticloadbalancing:eu-central-1:444455556666:listener/app/shop/1/2",
  "shop",
])("%s is no listener of the file's account and region", async (other) => {
  expect(await refusal(rules.read(lines({ subject: other, answer: { Rules: [] } })))).toContain(
    "a subject of another form",
  );
});

test("distributions without their origins, and those of another account", async () => {
  const Items = [
    {
      Id: "EDFDVBD6EXAMPLE",
      ARN: `arn:aws:cloudfront::${ACCOUNT}:distribution/EDFDVBD6EXAMPLE`,
      Enabled: true,
      Comment: "of jane",
      Origins: { Items: [{ CustomHeaders: { Items: [{ HeaderValue: "hidden" }] } }] },
      DefaultCacheBehavior: { TargetOriginId: "app", ViewerProtocolPolicy: "https-only" },
      CacheBehaviors: { Quantity: 0 },
    },
  ];
  const outcome = await distributions.read(JSON.stringify({ DistributionList: { Items } }));
  expect(bodyOf(outcome)).toEqual({
    Enabled: true,
    DefaultCacheBehavior: { ViewerProtocolPolicy: "https-only" },
    CacheBehaviors: {},
  });
  // An account without any lists none.
  const none = await distributions.read(JSON.stringify({ DistributionList: { Quantity: 0 } }));
  expect(none.unit(distributions.unit)).toMatchObject({ complete: true, listed: 0 });
  const others = JSON.stringify({ DistributionList: { Items } }).replaceAll(ACCOUNT, "444455556666");
  expect(await refusal(distributions.read(others))).toContain("another account");
});
