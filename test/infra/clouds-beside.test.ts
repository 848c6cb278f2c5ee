// Functions that read clouds beside AWS, by the templates: what their roles may do, how they are called, and that nothing of
// their environment says where tokens go.
import { azureRoleArn } from "../../config/deployed/azure-role.ts";
import { gcpFunctionArn, gcpRoleArn } from "../../config/deployed/gcp-role.ts";
import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../config/schema.ts";
import { ALWAYS, functionsIn, namesOf } from "../../infra/names.ts";
import { grants } from "../support/iam/grants.ts";
import { actorsOf } from "./actors.ts";
import { large, SHAPES, small, synthesise, withAzure, withGoogle } from "./deployments.ts";

const READERS = ["collect-azure", "collect-gcp"] as const;

test.each(READERS)("the role of %s takes no other, and does nothing beside", (reader) => {
  const { authority, config } = synthesise(large);
  const all = grants(authority.policyOf(namesOf(config).roleArn(reader)));
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
    "sts:GetWebIdentityToken",
  ]);
});

describe("the function that plans", () => {
  const reads = (input: ConfigInput): string[] => {
    const { authority, config } = synthesise(input);
    return grants(authority.policyOf(namesOf(config).roleArn("plan-run")))
      .filter(({ action, resource }) => action === "s3:GetObject" && resource.includes("/read/"))
      .map(({ resource }) => resource);
  };

  test("reads the lists of subscriptions and projects, and no answer of any cloud", () => {
    expect(reads(large)).toEqual([
      "arn:aws:s3:::tidemark-work-555566667777-eu-central-1/read/*/entra%2F11111111-2222-3333-4444-555555555555/subscriptions.json",
      "arn:aws:s3:::tidemark-work-555566667777-eu-central-1/read/*/gcp%2Forganizations%2F222233334444/projects.json",
    ]);
  });

  test("reads none where the config does not ask for the others", () => {
    for (const input of [withAzure, withGoogle]) expect(reads(input)).toEqual([]);
  });
});

// Google maps the name to an attribute of at most 127 bytes:
// https://docs.cloud.google.com/iam/docs/workload-identity-federation#mapping
test.each(READERS)("the role of %s has a name that fits into the subject of a token, without a path", (reader) => {
  const { templates } = synthesise(large);
  const [role, ...more] = templates
    .all("AWS::IAM::Role")
    .filter(({ properties }) => properties["RoleName"] === `tidemark-${reader}`);
  expect(more).toEqual([]);
  expect(role?.properties["Path"]).toBeUndefined();
  expect(role?.arn).toBe(`arn:aws:iam::555566667777:role/tidemark-${reader}`);
  expect(Buffer.byteLength(role?.arn as string)).toBeLessThan(127);
});

test("the federated credential that tidemark setup azure makes trusts the role of the function", () => {
  const { config } = synthesise(large);
  expect(azureRoleArn(config)).toBe(namesOf(config).roleArn("collect-azure"));
});

test("the provider that tidemark setup gcp makes trusts the role and the function, as they are named", () => {
  const { config } = synthesise(large);
  const names = namesOf(config);
  expect(gcpRoleArn(config)).toBe(names.roleArn("collect-gcp"));
  expect(gcpFunctionArn(config)).toBe(names.functionArn("collect-gcp"));
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
    for (const input of [withAzure, withGoogle])
      expect(synthesise(input).templates.all("Custom::TidemarkOutboundFederation")).toEqual([]);
  });
});

describe("a cloud that is not read", () => {
  test("has no function and no token in a deployment that reads the other one", () => {
    expect(functionsIn(synthesise(withAzure).config)).toEqual([...ALWAYS, "collect-azure"]);
    expect(functionsIn(synthesise(withGoogle).config)).toEqual([...ALWAYS, "collect-gcp"]);
  });

  const alone = SHAPES.filter(({ input }) => input.azure === undefined && input.gcp === undefined);

  test.each(alone)("$name has the functions of every deployment alone", ({ input }) => {
    const { config, templates } = synthesise(input);
    expect(functionsIn(config)).toEqual([...ALWAYS]);
    const texts = templates.types.map((type) => JSON.stringify(templates.all(type)));
    const beside = /collect-azure|collect-gcp|GetWebIdentityToken|enable-federation/;
    expect(texts.filter((text) => beside.test(text))).toEqual([]);
  });

  test("needs no function where its scopes are read from exports alone", () => {
    const excluded = ["azure/aaaaaaaa-0000-4000-8000-000000000001", "gcp/projects/1"].map((scope) => ({
      scope,
      reason: "exports",
      approver: "ada",
    }));
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
      expect(Object.values(Variables).filter((value) => /https?:|microsoft|windows\.net|google/i.test(value))).toEqual(
        [],
      );
    }
  }
});
