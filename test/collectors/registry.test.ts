// The registry of clouds that are read live: each part of it knows the same providers as the config.
import { expect, test } from "vitest";
import { liveLanes } from "../../collectors/registry/lanes.ts";
import { CLOUDS_AT_HAND } from "../../collectors/registry/readers.ts";
import { checks } from "../../checks/index.ts";
import { isReadLive, LIVE_CLOUDS, scopesOf } from "../../config/live-clouds.ts";

const aws = { role: null, externalId: null, lane: "config", aggregator: null, organization: false } as const;
const TENANT = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const azure = { tenant: TENANT, client: null, cloud: "AzureCloud", discover: false } as const;
const gcp = {
  parent: null,
  quotaProject: null,
  discover: false,
  serviceAccount: null,
  provider: null,
  customer: "C01",
  administrator: null,
} as const;
const scopes = [
  "aws/123456789012",
  "awsome/1",
  "azure/0",
  "gcp/projects/1",
  `entra/${TENANT}`,
  "entra/1",
  "workspace/C01",
  "workspace/C02",
].map((scope) => ({ scope, regions: [] }));

test("a reader for each live cloud", () => {
  expect(Object.keys(CLOUDS_AT_HAND)).toEqual([...LIVE_CLOUDS]);
});

test("every type that a check asks of a live provider has a lane", () => {
  const { lanes } = liveLanes({ scopes: [], aws, azure, gcp });
  const types = checks.flatMap(({ evaluators }) =>
    evaluators
      .filter(({ provider }) => ["aws", "azure", "entra", "gcp", "workspace"].includes(provider))
      .flatMap(({ resourceType, related }) => [resourceType, ...Object.values(related).map(({ type }) => type)]),
  );
  expect(types).not.toEqual([]);
  expect(types.filter((type) => lanes[type] === undefined)).toEqual([]);
});

test("a scope is of the provider before its first slash", () => {
  const live = (config: Parameters<typeof isReadLive>[0]) => scopes.map(({ scope }) => isReadLive(config, scope));
  expect(live({ azure: null, gcp: null })).toEqual([true, false, false, false, false, false, false, false]);
  expect(live({ azure, gcp: null })).toEqual([true, false, true, false, true, false, false, false]);
  expect(live({ azure: null, gcp })).toEqual([true, false, false, true, false, false, true, false]);
  expect(scopesOf(scopes, "aws")).toEqual([{ scope: "aws/123456789012", regions: [], id: "123456789012" }]);
});
