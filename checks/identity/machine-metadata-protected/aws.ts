// Judges machines of EC2, and defaults of regions, by whether the metadata service answers only requests that bear a token.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

type Asked = { readonly parameters: Parameters };

/** States of a machine that will not run again. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
const GONE: ReadonlySet<string> = new Set(["shutting-down", "terminated"]);

const lacks = (member: string): Problem => ({
  code: "not-in-answer",
  detail: `the answer from AWS lacks MetadataOptions.${member} of the machine`,
});
const changing: Problem = {
  code: "unconfirmed",
  detail: "MetadataOptions of the machine are being changed, and not in force yet (State)",
};
const unknownWord: Problem = {
  code: "unexpected-shape",
  detail: "MetadataOptions of the machine has words that the check does not know",
};

const machine = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::Instance",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsResponse.html
  reads: z.object({
    State: z.object({ Name: z.string().nullish() }).nullish(),
    MetadataOptions: z
      .object({
        State: z.string().nullish(),
        HttpEndpoint: z.string().nullish(),
        HttpTokens: z.string().nullish(),
        HttpPutResponseHopLimit: z.int().nullish(),
      })
      .nullish(),
  }),
  evaluate({ State, MetadataOptions }, { parameters: { maxHops } }: Asked) {
    if (GONE.has(State?.Name ?? "")) return notApplicable("the machine is terminated, or about to be");
    const { HttpEndpoint, HttpTokens, HttpPutResponseHopLimit: hops } = MetadataOptions ?? {};
    const facts = { endpoint: HttpEndpoint ?? null, tokens: HttpTokens ?? null, hops: hops ?? null };
    if (MetadataOptions?.State === "pending") return indeterminate(changing, facts);
    if (HttpEndpoint === "disabled") return pass("the machine has no metadata service (HttpEndpoint)", facts);
    if (HttpTokens === "optional" && HttpEndpoint === "enabled")
      return fail("the metadata service answers requests without a token (HttpTokens)", facts);
    // Optional is without effect where the service is off.
    if (HttpTokens === "optional") return indeterminate(lacks("HttpEndpoint"), facts);
    if ((HttpTokens ?? null) === null) return indeterminate(lacks("HttpTokens"), facts);
    if (HttpTokens !== "required") return indeterminate(unknownWord, facts);
    if ((hops ?? null) === null) return indeterminate(lacks("HttpPutResponseHopLimit"), facts);
    return (hops as number) > maxHops
      ? fail(`an answer of the metadata service may travel more than ${maxHops} hops`, facts)
      : pass("the metadata service answers only requests with a token", facts);
  },
});

const defaults = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::EC2::MetadataDefaults",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataDefaultsResponse.html
  reads: z.object({
    HttpEndpoint: z.string().optional(),
    HttpTokens: z.string().optional(),
    HttpTokensEnforced: z.string().optional(),
  }),
  evaluate({ HttpEndpoint, HttpTokens, HttpTokensEnforced }, { parameters: { requireDefault } }: Asked) {
    const facts = {
      endpoint: HttpEndpoint ?? null,
      tokens: HttpTokens ?? null,
      enforced: HttpTokensEnforced === "enabled",
    };
    if (!requireDefault)
      return notApplicable("the config does not ask for a default of the region (requireDefault)", facts);
    if (facts.enforced) return pass("the region refuses machines that ask for no token (HttpTokensEnforced)", facts);
    if (HttpTokens === "required") return pass("new machines of the region ask for a token by default", facts);
    if (HttpEndpoint === "disabled") return pass("new machines have no metadata service by default", facts);
    return fail("the region does not say that new machines ask for a token", facts);
  },
});

export const aws = [machine, defaults];
