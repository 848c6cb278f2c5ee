// The function that reads Azure, by the templates: the one token that its role gets, whose answers it puts, and that nothing of
// its environment says where tokens go.
import { azureRoleArn } from "../../config/deployed/azure-role.ts";
import { describe, expect, test } from "vitest";
import { AZURE_CLOUDS } from "../../collectors/microsoft/clouds.ts";
import type { ConfigInput } from "../../config/schema.ts";
import { ALWAYS, functionsIn, namesOf } from "../../infra/names.ts";
import { decide } from "../support/iam/decide.ts";
import { grants } from "../support/iam/grants.ts";
import type { Principal } from "../support/iam/principal.ts";
import { list, statementsOf, type Condition, type Policy } from "../support/iam/statement.ts";
import { actorsOf } from "./actors.ts";
import { large, SHAPES, small, synthesise, withAzure } from "./deployments.ts";

type Context = { readonly [key: string]: string | readonly string[] };

const ACTION = "sts:GetWebIdentityToken";
const AUDIENCE = AZURE_CLOUDS.AzureCloud.audience;
const ASKED: Context = {
  "sts:IdentityTokenAudience": [AUDIENCE],
  "sts:SigningAlgorithm": "RS256",
  "sts:DurationSeconds": "300",
};
const OTHER_FUNCTION = "arn:aws:lambda:eu-central-1:555566667777:function:other";

/** In which ways a token is asked for, and whether AWS issues it. */
const WAYS: readonly (readonly [way: string, context: Context, isIssued: boolean])[] = [
  ["as the function asks", ASKED, true],
  ["for a minute", { ...ASKED, "sts:DurationSeconds": "60" }, true],
  ["of another audience", { ...ASKED, "sts:IdentityTokenAudience": ["//iam.googleapis.com/projects/1"] }, false],
  ["of the audience in another case", { ...ASKED, "sts:IdentityTokenAudience": [AUDIENCE.toLowerCase()] }, false],
  ["of two audiences", { ...ASKED, "sts:IdentityTokenAudience": [AUDIENCE, "https://example.test"] }, false],
  ["of another cloud", { ...ASKED, "sts:IdentityTokenAudience": [AZURE_CLOUDS.AzureUSGovernment.audience] }, false],
  ["of no audience", { ...ASKED, "sts:IdentityTokenAudience": [] }, false],
  ["by ES384", { ...ASKED, "sts:SigningAlgorithm": "ES384" }, false],
  ["by no algorithm", { ...ASKED, "sts:SigningAlgorithm": [] }, false],
  ["for 301 seconds", { ...ASKED, "sts:DurationSeconds": "301" }, false],
  ["for as long as AWS likes", { ...ASKED, "sts:DurationSeconds": [] }, false],
  ["by the code of another function", { ...ASKED, "lambda:SourceFunctionArn": OTHER_FUNCTION }, false],
  ["by no function", { ...ASKED, "lambda:SourceFunctionArn": [] }, false],
];

const ownPolicy = (by: Principal, policy: Policy): Principal =>
  by.kind === "aws" ? { ...by, policies: [policy] } : by;

const isIssued = (input: ConfigInput, context: Context, policy?: Policy): boolean => {
  const { authority } = synthesise(input);
  const by = authority.actor("collect-azure");
  const source = authority.source((by as { readonly arn: string }).arn);
  return decide({
    by: policy === undefined ? by : ownPolicy(by, policy),
    action: ACTION,
    resource: "*",
    context: { ...source, ...context },
  }).allowed;
};

describe.each([
  ["Azure beside AWS", withAzure],
  ["everything", large],
] as const)("a token for the function of %s", (_name, input) => {
  test.each(WAYS)("%s", (_way, context, expected) => {
    expect(isIssued(input, context)).toBe(expected);
  });

  test("each condition matters: without it a way comes out otherwise", () => {
    const { authority, config } = synthesise(input);
    const policy = authority.policyOf(namesOf(config).roleArn("collect-azure"));
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
      const others = WAYS.filter(([, context, expected]) => isIssued(input, context, without) !== expected);
      expect(others.length, `${operator} ${key}`).toBeGreaterThan(0);
    }
  });

  test("no other role of the deployment gets one", () => {
    const synthesis = synthesise(input);
    const roles = [...actorsOf(synthesis)].filter(([who]) => !/^(administrator|deployer|break glass)/.test(who));
    const getting = roles.filter(
      ([, by]) => synthesis.authority.decide(by, { action: ACTION, resource: "*", context: ASKED }).allowed,
    );
    expect(getting.map(([who]) => who)).toEqual(["collect-azure"]);
  });
});

test.each(Object.entries(AZURE_CLOUDS))("in %s it gets the audience of that cloud alone", (cloud, { audience }) => {
  const input = { ...withAzure, azure: { ...withAzure.azure, cloud } } as ConfigInput;
  const getting = Object.values(AZURE_CLOUDS).filter((of) =>
    isIssued(input, { ...ASKED, "sts:IdentityTokenAudience": [of.audience] }),
  );
  expect(getting).toEqual([expect.objectContaining({ audience })]);
});

test("its role takes no other, and does nothing beside", () => {
  const { authority, config } = synthesise(large);
  const all = grants(authority.policyOf(namesOf(config).roleArn("collect-azure")));
  expect([...new Set(all.map(({ action }) => action))].toSorted()).toEqual([
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketVersioning",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:PutObject",
    ACTION,
  ]);
});

describe("the function that plans", () => {
  const reads = (input: ConfigInput): string[] => {
    const { authority, config } = synthesise(input);
    return grants(authority.policyOf(namesOf(config).roleArn("plan-run")))
      .filter(({ action, resource }) => action === "s3:GetObject" && resource.includes("/read/"))
      .map(({ resource }) => resource);
  };

  test("reads the lists of subscriptions, and no answer of any cloud", () => {
    expect(reads(large)).toEqual([
      "arn:aws:s3:::tidemark-work-555566667777-eu-central-1/read/*/entra%2F11111111-2222-3333-4444-555555555555/subscriptions.json",
    ]);
  });

  test("reads none where the config does not ask for the others", () => {
    expect(reads(withAzure)).toEqual([]);
  });
});

// Google maps the name to an attribute of at most 127 bytes:
// https://docs.cloud.google.com/iam/docs/workload-identity-federation#mapping
test("its role has a name that fits into the subject of a token, without a path", () => {
  const { templates } = synthesise(withAzure);
  const [role, ...more] = templates
    .all("AWS::IAM::Role")
    .filter(({ properties }) => properties["RoleName"] === "tidemark-collect-azure");
  expect(more).toEqual([]);
  expect(role?.properties["Path"]).toBeUndefined();
  expect(role?.arn).toBe("arn:aws:iam::555566667777:role/tidemark-collect-azure");
  // The federated credential that tidemark setup azure makes trusts this very role.
  expect(role?.arn).toBe(azureRoleArn({ deployment: { account: "555566667777" } }));
  expect(Buffer.byteLength(role?.arn as string)).toBeLessThan(127);
});

describe("outbound federation", () => {
  const ENABLE = "iam:EnableOutboundWebIdentityFederation";
  const mayChange = (action: string): string[] => {
    const synthesis = synthesise(large);
    const roles = [...actorsOf(synthesis)].filter(([who]) => !/^(administrator|deployer|break glass)/.test(who));
    return roles.flatMap(([who, by]) =>
      synthesis.authority.decide(by, { action, resource: "*" }).allowed ? [who] : [],
    );
  };

  test("is turned on by the function alone that the config asks for, and off by none", () => {
    expect(mayChange(ENABLE)).toEqual(["enable-federation"]);
    expect(mayChange("iam:DisableOutboundWebIdentityFederation")).toEqual([]);
  });

  test("stays as it is when the stack goes", () => {
    const [resource, ...more] = synthesise(large).templates.all("Custom::TidemarkOutboundFederation");
    expect(more).toEqual([]);
    expect(resource?.stays).toBe(true);
    expect(resource?.properties["ServiceToken"]).toMatch(/:function:tidemark-enable-federation$/);
    expect(synthesise(withAzure).templates.all("Custom::TidemarkOutboundFederation")).toEqual([]);
  });
});

describe("without Azure", () => {
  const without = SHAPES.filter(({ input }) => input.azure === undefined);

  test.each(without)("$name has the functions of every deployment alone", ({ input }) => {
    const { config, templates } = synthesise(input);
    expect(functionsIn(config)).toEqual([...ALWAYS]);
    const texts = templates.types.map((type) => JSON.stringify(templates.all(type)));
    expect(texts.filter((text) => /collect-azure|GetWebIdentityToken|enable-federation/.test(text))).toEqual([]);
  });

  test("a tenant that is read from exports alone needs no function", () => {
    const excluded = [{ scope: "azure/aaaaaaaa-0000-4000-8000-000000000001", reason: "exports", approver: "ada" }];
    expect(functionsIn(synthesise({ ...small, excluded }).config)).toEqual([...ALWAYS]);
  });
});

// An endpoint in the environment would send a token of the company's tenant wherever its author likes.
test("the environment of a function says where Tidemark keeps things, and nothing of endpoints, proxies or certificates", () => {
  const OURS = ["BUS", "KEYS", "LEDGER", "NAMES", "TOPIC", "WORK"];
  for (const { input, name } of SHAPES) {
    for (const { properties } of synthesise(input).templates.all("AWS::Lambda::Function")) {
      const { Variables = {} } = (properties["Environment"] ?? {}) as { Variables?: { [variable: string]: string } };
      const of = (properties["FunctionName"] as string).replace("tidemark-", "");
      const expected = of === "enable-federation" ? [] : of === "plan-run" ? [...OURS, "CODE"] : OURS;
      expect(Object.keys(Variables).toSorted(), `${name}: ${of}`).toEqual(expected.toSorted());
      expect(Object.values(Variables).filter((value) => /https?:|microsoft|windows\.net/i.test(value))).toEqual([]);
    }
  }
});
