// Cases of the check that the metadata service of machines asks for a token.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../cases.ts";

const OPTIONS = { State: "applied", HttpTokens: "required", HttpPutResponseHopLimit: 1, HttpEndpoint: "enabled" };
const machine = (options: Members = {}, state = "running"): Json => ({
  InstanceId: "i-1234567890abcdef0",
  State: { Name: state },
  MetadataOptions: { ...OPTIONS, ...options },
});
const required = { requireDefault: true };
const asked = (name: string, slice: Json, expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice,
  parameters: required,
  expect,
  ...more,
});

export const cases: Cases = {
  "aws AWS::EC2::Instance": {
    cases: [
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html
      {
        name: "tokens are required, as documented",
        slice: machine(),
        expect: "pass",
        because: "the metadata service answers only requests with a token",
        facts: { endpoint: "enabled", tokens: "required", hops: 1 },
      },
      {
        name: "tokens are optional, as documented",
        slice: machine({ HttpTokens: "optional" }),
        expect: "fail",
        because: "the metadata service answers requests without a token (HttpTokens)",
        facts: { endpoint: "enabled", tokens: "optional", hops: 1 },
      },
      {
        name: "the service is off, as documented",
        slice: machine({ HttpTokens: "optional", HttpEndpoint: "disabled" }),
        expect: "pass",
        because: "the machine has no metadata service (HttpEndpoint)",
      },
      { name: "two hops, for containers", slice: machine({ HttpPutResponseHopLimit: 2 }), expect: "pass" },
      {
        name: "three hops",
        slice: machine({ HttpPutResponseHopLimit: 3 }),
        expect: "fail",
        because: "an answer of the metadata service may travel more than 2 hops",
      },
      {
        name: "three hops, where they are allowed",
        slice: machine({ HttpPutResponseHopLimit: 3 }),
        parameters: { maxHops: 3 },
        expect: "pass",
      },
      {
        name: "two hops, where one is allowed",
        slice: machine({ HttpPutResponseHopLimit: 2 }),
        parameters: { maxHops: 1 },
        expect: "fail",
      },
      {
        name: "a stopped machine, which can start again",
        slice: machine({ HttpTokens: "optional" }, "stopped"),
        expect: "fail",
      },
      {
        name: "a terminated machine",
        slice: machine({ HttpTokens: "optional" }, "terminated"),
        expect: "not-applicable",
      },
      {
        name: "a machine of which the answer tells no metadata options",
        slice: { InstanceId: "i-1", State: { Name: "running" } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "tokens are optional, and nothing says that the service is on",
        slice: machine({ HttpTokens: "optional", HttpEndpoint: null }),
        expect: "indeterminate",
      },
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsResponse.html: state
      ...["required", "optional"].map((HttpTokens) => ({
        name: `options that are being changed: ${HttpTokens}`,
        slice: machine({ State: "pending", HttpTokens }),
        expect: "indeterminate" as const,
        problem: "unconfirmed" as const,
      })),
      {
        name: "a word that AWS did not have",
        slice: machine({ HttpTokens: "sometimes" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "no hop limit", slice: machine({ HttpPutResponseHopLimit: null }), expect: "indeterminate" },
    ],
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
  "aws Tidemark::EC2::MetadataDefaults": {
    cases: [
      { name: "no default, where the config asks for none", slice: {}, expect: "not-applicable" },
      asked("tokens are required by default, as documented", { HttpTokens: "required" }, "pass", {
        because: "new machines of the region ask for a token by default",
        facts: { endpoint: null, tokens: "required", enforced: false },
      }),
      asked("machines without tokens are refused", { HttpTokens: "required", HttpTokensEnforced: "enabled" }, "pass"),
      asked("no default", {}, "fail", { because: "the region does not say that new machines ask for a token" }),
      asked("tokens are optional by default", { HttpTokens: "optional", HttpTokensEnforced: "disabled" }, "fail"),
      asked("the service is off by default", { HttpEndpoint: "disabled" }, "pass"),
      asked("tokens of another form", { HttpTokens: true }, "indeterminate"),
    ],
  },
};
