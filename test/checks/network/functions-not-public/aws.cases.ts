// Cases of the check that functions are not public: functions of Lambda.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const Arn = "arn:aws:lambda:eu-central-1:111122223333:function:shop";
const everyone: Json = [{ Type: "*", Values: ["*"] }];

const allow = (action: string, more: Members = {}): Json => ({
  Effect: "Allow",
  Principals: everyone,
  Actions: [`lambda:${action}`],
  Resources: [Arn],
  ...more,
});
const when = (Operator: string, Key: string, ...Values: readonly string[]): Json => ({ Operator, Key, Values });
const NONE = when("StringEquals", "lambda:FunctionUrlAuthType", "NONE");
const VIA_URL = when("Bool", "lambda:InvokedViaFunctionUrl", "true");

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: the policy of the example for everyone. */
const PUBLIC_URL = [
  allow("InvokeFunctionUrl", { Conditions: [NONE] }),
  allow("InvokeFunction", { Conditions: [VIA_URL] }),
];

const SIGNED_URL = [
  allow("InvokeFunctionUrl", { Conditions: [when("StringEquals", "lambda:FunctionUrlAuthType", "AWS_IAM")] }),
  allow("InvokeFunction", { Conditions: [VIA_URL] }),
];

const one = (statements: readonly Json[] | null, urls: readonly Members[] = []): Json => ({
  Arn,
  ...(statements === null ? {} : { Policy: { Statements: statements } }),
  Urls: urls.map((url) => ({ AuthType: "NONE", ...url })),
});
const service = (Service: string, ...Conditions: readonly Json[]): Json =>
  allow("InvokeFunction", { Principals: [{ Type: "Service", Values: [Service] }], Conditions });

const URL_FAIL = "a URL of the function answers everyone: AuthType is NONE, and its policy allows it";
const POLICY_FAIL = "the policy of the function lets everyone in";
const PASS = "policies of the function, and of aliases with an open URL, let nobody in whom they do not name";

export const cases: Cases = {
  "aws AWS::Lambda::Function": {
    cases: [
      {
        name: "no policy, and no URL",
        slice: one(null),
        expect: "pass",
        basis: "configured",
        because: PASS,
        facts: { grantCount: 0, grants: [], urls: [] },
      },
      // https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html: a bucket of the account
      {
        name: "a bucket of the account may invoke it",
        slice: one([
          service(
            "s3.amazonaws.com",
            when("StringEquals", "AWS:SourceAccount", "111122223333"),
            when("ArnLike", "AWS:SourceArn", "arn:aws:s3:::shop-orders"),
          ),
        ]),
        expect: "pass",
      },
      // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: AuthType NONE, and the policy that the console adds
      {
        name: "a URL for everyone",
        slice: one(PUBLIC_URL, [{}]),
        expect: "fail",
        because: URL_FAIL,
        facts: { grantCount: 0, grants: [], urls: [{ alias: null, authType: "NONE" }] },
      },
      // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: "must grant public access before your function URL can receive requests"
      { name: "a URL without authentication, and no policy", slice: one(null, [{}]), expect: "pass", because: PASS },
      {
        name: "a URL without authentication, whose policy is for one account",
        slice: one(
          [
            allow("InvokeFunctionUrl", { Principals: [{ Type: "AWS", Values: ["444455556666"] }], Conditions: [NONE] }),
            allow("InvokeFunction", { Principals: [{ Type: "AWS", Values: ["444455556666"] }] }),
          ],
          [{}],
        ),
        expect: "pass",
      },
      { name: "the policy of a URL that was deleted", slice: one(PUBLIC_URL), expect: "pass" },
      // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: AuthType AWS_IAM has callers sign
      { name: "a URL whose callers sign", slice: one(PUBLIC_URL, [{ AuthType: "AWS_IAM" }]), expect: "pass" },
      // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: the policy lets principals of any account in, who sign
      {
        name: "a URL whose callers sign, for everybody who can",
        slice: one(SIGNED_URL, [{ AuthType: "AWS_IAM" }]),
        expect: "fail",
        because: "a URL of the function answers everybody who has an account of AWS: its policy allows it",
        facts: { grantCount: 0, grants: [], urls: [{ alias: null, authType: "AWS_IAM" }] },
      },
      ...["constructor", "__proto__", "TOKEN"].map((AuthType) => ({
        name: `a URL whose callers authenticate in a way that Lambda does not have: ${AuthType}`,
        slice: one([...SIGNED_URL, ...PUBLIC_URL], [{ AuthType }]),
        expect: "indeterminate" as const,
        problem: "unexpected-shape" as const,
      })),
      {
        name: "the same, beside a URL without authentication",
        slice: one([...SIGNED_URL, ...PUBLIC_URL], [{ AuthType: "AWS_IAM" }, {}]),
        expect: "fail",
        because: URL_FAIL,
      },
      {
        name: "one of the two rights at a URL whose callers sign",
        slice: one([SIGNED_URL[0] as Json], [{ AuthType: "AWS_IAM" }]),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a URL whose callers sign, for one account",
        slice: one(
          ["InvokeFunctionUrl", "InvokeFunction"].map((action) =>
            allow(action, { Principals: [{ Type: "AWS", Values: ["444455556666"] }] }),
          ),
          [{ AuthType: "AWS_IAM" }],
        ),
        expect: "pass",
      },
      {
        name: "a URL without authentication, and a statement for callers who sign",
        slice: one(
          [
            allow("InvokeFunctionUrl", { Conditions: [when("StringEquals", "lambda:FunctionUrlAuthType", "AWS_IAM")] }),
            allow("InvokeFunction", { Conditions: [VIA_URL] }),
          ],
          [{}],
        ),
        expect: "pass",
      },
      {
        name: "one of the two rights that a URL needs",
        slice: one([PUBLIC_URL[0] as Json], [{}]),
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "the other of the two rights", slice: one([PUBLIC_URL[1] as Json], [{}]), expect: "pass" },
      {
        name: "a URL for everyone of one office",
        slice: one(
          [
            allow("InvokeFunctionUrl", { Conditions: [NONE, when("IpAddress", "aws:SourceIp", "198.51.100.0/24")] }),
            allow("InvokeFunction", { Conditions: [VIA_URL] }),
          ],
          [{}],
        ),
        expect: "pass",
      },
      {
        name: "a URL for everyone, and a deny that takes it back",
        slice: one([...PUBLIC_URL, allow("InvokeFunctionUrl", { Effect: "Deny", Conditions: [NONE] })], [{}]),
        expect: "pass",
      },
      {
        name: "a URL for everyone, and a deny for callers who sign",
        slice: one(
          [
            ...PUBLIC_URL,
            allow("InvokeFunctionUrl", {
              Effect: "Deny",
              Conditions: [when("StringNotEquals", "lambda:FunctionUrlAuthType", "NONE")],
            }),
          ],
          [{}],
        ),
        expect: "fail",
      },
      {
        name: "a URL for everyone by a pattern of actions",
        slice: one([allow("Invoke*", { Conditions: [when("StringLike", "lambda:FunctionUrlAuthType", "N*")] })], [{}]),
        expect: "fail",
        because: URL_FAIL,
      },
      {
        name: "an alias with a URL for everyone",
        slice: one(null, [
          {
            Alias: "live",
            Policy: {
              Statements: [
                allow("InvokeFunctionUrl", { Resources: [`${Arn}:live`], Conditions: [NONE] }),
                allow("InvokeFunction", { Resources: [`${Arn}:live`], Conditions: [VIA_URL] }),
              ],
            },
          },
        ]),
        expect: "fail",
        because: URL_FAIL,
        facts: { grantCount: 0, grants: [], urls: [{ alias: "live", authType: "NONE" }] },
      },
      {
        name: "an alias with a URL, whose function has the policy",
        slice: one(PUBLIC_URL, [{ Alias: "live" }]),
        expect: "pass",
      },
      // https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html: without the account in Principal
      {
        name: "everyone may invoke it through the API",
        slice: one([allow("InvokeFunction")]),
        expect: "fail",
        because: POLICY_FAIL,
        facts: { grantCount: 1, grants: [{ access: ["use"], to: "everyone" }], urls: [] },
      },
      {
        name: "everyone of an organization may invoke it",
        slice: one([
          allow("InvokeFunction", { Conditions: [when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")] }),
        ]),
        expect: "pass",
      },
      {
        name: "everyone may change its code",
        slice: one([allow("UpdateFunctionCode")]),
        expect: "fail",
        because: POLICY_FAIL,
      },
      {
        name: "a service that the policy names may invoke it, whoever has it act",
        slice: one([service("apigateway.amazonaws.com")]),
        expect: "pass",
      },
      {
        name: "principals that are not understood",
        slice: one([allow("InvokeFunction", { Principals: [{ Type: "Robot", Values: ["r2"] }] })]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a URL of another kind",
        slice: one([allow("InvokeFunctionUrl")], [{ AuthType: "SOME" }]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "a URL of another kind, and no policy", slice: one(null, [{ AuthType: "SOME" }]), expect: "pass" },
      { name: "a policy that can't be read", slice: { Arn, Policy: "unreadable", Urls: [] }, expect: "indeterminate" },
      {
        name: "a URL for everyone, which the company lists",
        slice: one(PUBLIC_URL, [{}]),
        parameters: { listed: ["shop"] },
        expect: "not-applicable",
        because: "not applicable by the company's statement: the function is listed as one that may answer everyone",
      },
      {
        name: "a URL for everyone, and another function is listed",
        slice: one(PUBLIC_URL, [{}]),
        parameters: { listed: ["arn:aws:lambda:eu-central-1:111122223333:function:site"] },
        expect: "fail",
      },
    ],
  },
};
