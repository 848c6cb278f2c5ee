// The registry of clouds that are read live: each part of it knows the same providers as the config.
import { expect, test } from "vitest";
import { liveLanes } from "../../collectors/registry/lanes.ts";
import { LIVE_CLOUDS } from "../../collectors/registry/readers.ts";
import { checks } from "../../checks/index.ts";
import { isReadLive, LIVE_PROVIDERS, scopesOf } from "../../config/live-providers.ts";

const aws = { role: null, externalId: null, lane: "config", aggregator: null, organization: false } as const;
const scopes = ["aws/123456789012", "awsome/1", "azure/0", "gcp/projects/1"].map((scope) => ({ scope, regions: [] }));

test("a cloud for each live provider", () => {
  expect(Object.keys(LIVE_CLOUDS)).toEqual([...LIVE_PROVIDERS]);
});

test("every type that a check asks of a live provider has a lane", () => {
  const { lanes } = liveLanes({ scopes: [], aws });
  const types = checks.flatMap(({ evaluators }) =>
    evaluators
      .filter(({ provider }) => LIVE_PROVIDERS.some((each) => each === provider))
      .flatMap(({ resourceType, related }) => [resourceType, ...Object.values(related).map(({ type }) => type)]),
  );
  expect(types).not.toEqual([]);
  expect(types.filter((type) => lanes[type] === undefined)).toEqual([]);
});

test("a scope is of the provider before its first slash", () => {
  expect(scopes.map(({ scope }) => isReadLive(scope))).toEqual([true, false, false, false]);
  expect(scopesOf(scopes, "aws")).toEqual([{ scope: "aws/123456789012", regions: [], id: "123456789012" }]);
});
