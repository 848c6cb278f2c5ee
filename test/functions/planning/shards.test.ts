// How a run's scopes are cut into shards: each account is one, a tenant is one, and all projects are one; people come after what
// names them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { shardsOf } from "../../../functions/planning/shards.ts";

const TENANT = "11111111-2222-3333-4444-555555555555";
const GROUP = "azure/managementGroups/northlight";
const azure = { tenant: TENANT };
const [first, second] = ["azure/aaaaaaaa-0000-4000-8000-000000000001", "azure/aaaaaaaa-0000-4000-8000-000000000002"];

test("accounts are shards of their own, and a tenant comes after its subscriptions and the groups above them", () => {
  const scopes = ["aws/111111111111", `entra/${TENANT}`, GROUP, first, "aws/222222222222", second];
  expect(shardsOf({ azure, gcp: null }, scopes)).toEqual({
    aws: [["aws/111111111111"], ["aws/222222222222"]],
    azure: [[first, second, GROUP, `entra/${TENANT}`]],
    gcp: [],
  });
});

test("all projects of Google Cloud are one shard, beside accounts and a tenant", () => {
  const scopes = ["gcp/projects/2", first, "aws/111111111111", "gcp/projects/1"];
  const gcp = [["gcp/projects/2", "gcp/projects/1"]];
  expect(shardsOf({ azure, gcp: { customer: null } }, scopes)).toEqual({
    aws: [["aws/111111111111"]],
    azure: [[first]],
    gcp,
  });
  expect(shardsOf({ azure: null, gcp: { customer: null } }, scopes)).toEqual({
    aws: [["aws/111111111111"]],
    azure: [],
    gcp,
  });
});

test("folders and the organization come after the projects below them, and people last", () => {
  const customer = "C01nl4h2x";
  const scopes = [`workspace/${customer}`, "gcp/organizations/3", "gcp/projects/2", "gcp/folders/4", "gcp/projects/1"];
  expect(shardsOf({ azure: null, gcp: { customer } }, scopes).gcp).toEqual([
    ["gcp/projects/2", "gcp/projects/1", "gcp/organizations/3", "gcp/folders/4", `workspace/${customer}`],
  ]);
  expect(shardsOf({ azure: null, gcp: null }, scopes).gcp).toEqual([]);
});

test("without Azure there is no tenant to read", () => {
  expect(shardsOf({ azure: null, gcp: null }, ["aws/111111111111"])).toEqual({
    aws: [["aws/111111111111"]],
    azure: [],
    gcp: [],
  });
  expect(shardsOf({ azure, gcp: null }, ["aws/111111111111"]).azure).toEqual([]);
});

test("scopes that are read from exports alone are in no shard", () => {
  const scopes = ["aws/111111111111", "gcp/projects/1", "entra/00000000-2222-3333-4444-555555555555"];
  expect(shardsOf({ azure, gcp: null }, scopes)).toEqual({ aws: [["aws/111111111111"]], azure: [], gcp: [] });
  expect(shardsOf({ azure: null, gcp: null }, [first, `entra/${TENANT}`])).toEqual({ aws: [], azure: [], gcp: [] });
});

test("each scope that is read is in one shard, whatever the order", () => {
  const scope = fc.oneof(
    fc.nat(999).map((n) => `aws/${String(n).padStart(12, "1")}`),
    fc.nat(999).map((n) => `azure/aaaaaaaa-0000-4000-8000-${String(n).padStart(12, "0")}`),
    fc.nat(9).map((n) => `azure/managementGroups/mg-${n}`),
    fc.nat(999).map((n) => `gcp/projects/${n}`),
    fc.nat(9).map((n) => `gcp/folders/${n}`),
    fc.constant(`entra/${TENANT}`),
  );
  fc.assert(
    fc.property(fc.uniqueArray(scope, { maxLength: 40 }), (scopes) => {
      const { aws, azure: tenants, gcp } = shardsOf({ azure, gcp: { customer: null } }, scopes);
      expect([...aws, ...tenants, ...gcp].flat().toSorted()).toEqual(scopes.toSorted());
      expect(tenants.length).toBeLessThanOrEqual(1);
      const order = (scope: string): number =>
        scope.startsWith("entra/") ? 2 : scope.startsWith("azure/managementGroups/") ? 1 : 0;
      for (const tenant of tenants) expect(tenant.map(order)).toEqual(tenant.map(order).toSorted((a, b) => a - b));
      expect(gcp.length).toBeLessThanOrEqual(1);
      expect(gcp.flat().every((each) => each.startsWith("gcp/"))).toBe(true);
      for (const tenant of tenants) expect(tenant.slice(0, -1).every((each) => each.startsWith("azure/"))).toBe(true);
    }),
  );
});
