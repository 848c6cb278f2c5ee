// Tokens by which other clouds know a role, by the templates: each function that reads such a cloud gets the one that its cloud
// takes, and no other role of a deployment gets any.
import { describe, expect, test } from "vitest";
import { AZURE_CLOUDS } from "../../collectors/microsoft/clouds.ts";
import type { ConfigInput } from "../../config/schema.ts";
import { namesOf, type FunctionName } from "../../infra/names.ts";
import { decide } from "../support/iam/decide.ts";
import type { Principal } from "../support/iam/principal.ts";
import { list, statementsOf, type Condition, type Policy } from "../support/iam/statement.ts";
import { actorsOf } from "./actors.ts";
import { gcp, large, synthesise, withAzure, withGoogle } from "./deployments.ts";

type Context = { readonly [key: string]: string | readonly string[] };

const ACTION = "sts:GetWebIdentityToken";
const AUDIENCES: { readonly [name: string]: string } = {
  "collect-azure": AZURE_CLOUDS.AzureCloud.audience,
  "collect-gcp": `//iam.googleapis.com/${gcp.provider}`,
};
const OTHER_FUNCTION = "arn:aws:lambda:eu-central-1:555566667777:function:other";

const asked = (audience: string): Context => ({
  "sts:IdentityTokenAudience": [audience],
  "sts:SigningAlgorithm": "RS256",
  "sts:DurationSeconds": "300",
});

/** In which ways a token is asked for, and whether AWS issues it. */
function waysOf(name: string): (readonly [way: string, context: Context, isIssued: boolean])[] {
  const audience = AUDIENCES[name] as string;
  const ASKED = asked(audience);
  const otherwise = (...audiences: string[]): Context => ({ ...ASKED, "sts:IdentityTokenAudience": audiences });
  const others = Object.entries(AUDIENCES).filter(([other]) => other !== name);
  return [
    ["as the function asks", ASKED, true],
    ["for a minute", { ...ASKED, "sts:DurationSeconds": "60" }, true],
    ...others.map(([other, of]) => [`of the audience of ${other}`, otherwise(of), false] as const),
    ["of another audience", otherwise("//iam.googleapis.com/projects/1"), false],
    ["of the audience in another case", otherwise(audience.toUpperCase()), false],
    ["of the beginning of the audience", otherwise(audience.slice(0, -1)), false],
    ["of an audience that begins so", otherwise(`${audience}2`), false],
    ["of two audiences", otherwise(audience, "https://example.test"), false],
    ["of another cloud of Microsoft", otherwise(AZURE_CLOUDS.AzureUSGovernment.audience), false],
    ["of no audience", otherwise(), false],
    ["by ES384", { ...ASKED, "sts:SigningAlgorithm": "ES384" }, false],
    ["by no algorithm", { ...ASKED, "sts:SigningAlgorithm": [] }, false],
    ["for 301 seconds", { ...ASKED, "sts:DurationSeconds": "301" }, false],
    ["for as long as AWS likes", { ...ASKED, "sts:DurationSeconds": [] }, false],
    ["by the code of another function", { ...ASKED, "lambda:SourceFunctionArn": OTHER_FUNCTION }, false],
    ["by no function", { ...ASKED, "lambda:SourceFunctionArn": [] }, false],
  ];
}

const ownPolicy = (by: Principal, policy: Policy): Principal =>
  by.kind === "aws" ? { ...by, policies: [policy] } : by;

const isIssued = (name: FunctionName, input: ConfigInput, context: Context, policy?: Policy): boolean => {
  const { authority } = synthesise(input);
  const by = authority.actor(name);
  const source = authority.source((by as { readonly arn: string }).arn);
  return decide({
    by: policy === undefined ? by : ownPolicy(by, policy),
    action: ACTION,
    resource: "*",
    context: { ...source, ...context },
  }).allowed;
};

describe.each([
  ["collect-azure", "Azure beside AWS", withAzure],
  ["collect-azure", "everything", large],
  ["collect-gcp", "Google Cloud beside AWS", withGoogle],
  ["collect-gcp", "everything", large],
] as const)("a token for %s of %s", (reader, _name, input) => {
  const ways = waysOf(reader);

  test.each(ways)("%s", (_way, context, expected) => {
    expect(isIssued(reader, input, context)).toBe(expected);
  });

  test("each condition matters: without it a way comes out otherwise", () => {
    const { authority, config } = synthesise(input);
    const policy = authority.policyOf(namesOf(config).roleArn(reader));
    const [statement, ...more] = statementsOf(policy, "identity").filter(({ Action = [] }) =>
      list(Action).includes(ACTION),
    );
    expect(more).toEqual([]);
    const all = Object.entries(statement?.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.keys(keys).map((key) => [operator, key] as const),
    );
    expect(all).toHaveLength(5);
    for (const [operator, key] of all) {
      const { [key]: _left, ...rest } = statement?.Condition?.[operator] ?? {};
      const Condition: Condition = { ...statement?.Condition, [operator]: rest };
      const without: Policy = { Version: "2012-10-17", Statement: [{ ...statement, Effect: "Allow", Condition }] };
      const others = ways.filter(([, context, expected]) => isIssued(reader, input, context, without) !== expected);
      expect(others.length, `${operator} ${key}`).toBeGreaterThan(0);
    }
  });

  test("no other role of the deployment gets one", () => {
    const synthesis = synthesise(input);
    const roles = [...actorsOf(synthesis)].filter(([who]) => !/^(administrator|deployer|break glass)/.test(who));
    const context = asked(AUDIENCES[reader] as string);
    const getting = roles.filter(
      ([, by]) => synthesis.authority.decide(by, { action: ACTION, resource: "*", context }).allowed,
    );
    expect(getting.map(([who]) => who)).toEqual([reader]);
  });
});

test.each(Object.entries(AZURE_CLOUDS))(
  "in %s the function of Azure gets the audience of that cloud alone",
  (cloud, { audience }) => {
    const input = { ...withAzure, azure: { ...withAzure.azure, cloud } } as ConfigInput;
    const getting = Object.values(AZURE_CLOUDS).filter((of) => isIssued("collect-azure", input, asked(of.audience)));
    expect(getting).toEqual([expect.objectContaining({ audience })]);
  },
);
