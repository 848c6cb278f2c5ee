// Exports of firewall policies that apply in networks: one line a network, with what it was told for each of its regions.
import { describe, expect, test } from "vitest";
import { bodyOf, readExport } from "../../fixture.ts";

const TYPE = "Tidemark::Compute::NetworkFirewallPolicies";
const UNIT = `${TYPE}@global`;
const declared = { format: "gcloud-network-firewall-policies", scope: "gcp/projects/481516234201", types: [TYPE] };
const LINK = "https://www.googleapis.com/compute/v1/projects/nl-prod";

const networkIn = (...regions: readonly string[]): object => ({
  name: "prod",
  id: "7338574149821217775",
  creationTimestamp: "2024-11-12T02:11:09.512-08:00",
  selfLink: `${LINK}/global/networks/prod`,
  networkFirewallPolicyEnforcementOrder: "BEFORE_CLASSIC_FIREWALL",
  ...(regions.length === 0
    ? {}
    : { subnetworks: regions.map((region, at) => `${LINK}/regions/${region}/subnetworks/s${at}`) }),
});
const policy = (type: string, name: string, ...priorities: readonly number[]): object => ({
  type,
  name,
  rules: priorities.map((priority) => ({ priority, action: "deny" })),
});
const line = (network: object, regions: readonly object[], subject = "prod"): string =>
  `${JSON.stringify({ subject, answer: { network, regions } })}\n`;
const told = (region: string | null, ...firewallPolicys: readonly object[]): object => ({
  region,
  answer: firewallPolicys.length === 0 ? {} : { firewallPolicys },
});

const read = (text: string) => readExport(declared, text, [UNIT]);

test("a policy stands once for all regions in which it applies, and its rules by priority", async () => {
  const above = policy("HIERARCHY", "740112233445", 2, 1);
  const outcome = await read(
    line(networkIn("west4", "west3", "west4"), [
      told("west3", above, policy("NETWORK_REGIONAL", "own", 1)),
      told("west4", above, policy("NETWORK_REGIONAL", "own", 1)),
    ]),
  );
  expect(outcome.items).toMatchObject([
    {
      key: "tidemark:gcp/projects%2F481516234201/network-firewall-policies%2Fprod",
      incarnation: "7338574149821217775",
      name: "prod",
      createdAt: "2024-11-12T10:11:09.512Z",
    },
  ]);
  expect(bodyOf(outcome, outcome.items[0]?.key)).toEqual({
    Network: `${LINK}/global/networks/prod`,
    EnforcementOrder: "BEFORE_CLASSIC_FIREWALL",
    Policies: [
      { Id: "HIERARCHY/740112233445", ...policy("HIERARCHY", "740112233445", 1, 2) },
      { Id: "NETWORK_REGIONAL/own@west3", ...policy("NETWORK_REGIONAL", "own", 1) },
      { Id: "NETWORK_REGIONAL/own@west4", ...policy("NETWORK_REGIONAL", "own", 1) },
    ],
    Regions: [
      { Region: "west3", Policies: ["HIERARCHY/740112233445", "NETWORK_REGIONAL/own@west3"] },
      { Region: "west4", Policies: ["HIERARCHY/740112233445", "NETWORK_REGIONAL/own@west4"] },
    ],
  });
});

test("a policy that changed between two calls stands as both", async () => {
  const outcome = await read(
    line(networkIn("west3", "west4"), [
      told("west3", policy("HIERARCHY", "1", 1)),
      told("west4", policy("HIERARCHY", "1", 2)),
    ]),
  );
  expect(bodyOf(outcome, outcome.items[0]?.key)["Regions"]).toEqual([
    { Region: "west3", Policies: ["HIERARCHY/1"] },
    { Region: "west4", Policies: ["HIERARCHY/1@west4"] },
  ]);
});

test("a network without subnets is told as a whole, and null is a member that is missing", async () => {
  const outcome = await read(
    line({ ...networkIn(), subnetworks: null, networkFirewallPolicyEnforcementOrder: null }, [told(null)]),
  );
  expect(bodyOf(outcome, outcome.items[0]?.key)).toMatchObject({
    EnforcementOrder: null,
    Policies: [],
    Regions: [{ Region: null, Policies: [] }],
  });
});

describe("an answer of another form", () => {
  test.each([
    ["a region that was not asked", line(networkIn("west3", "west4"), [told("west3")])],
    ["a network of another name", line(networkIn("west3"), [told("west3")], "other")],
    ["a link that names no region", line({ ...networkIn(), subnetworks: ["x"] }, [told(null)])],
    ["policies that are no list", line(networkIn("west3"), [{ region: "west3", answer: { firewallPolicys: {} } }])],
    ["no regions", `${JSON.stringify({ subject: "prod", answer: { network: networkIn("west3") } })}\n`],
  ])("%s", async (_, text) => {
    const outcome = await read(text);
    expect(outcome.items).toMatchObject([{ problem: { code: "unexpected-shape" } }]);
  });

  test("a call that failed says why", async () => {
    const error =
      "ERROR: (gcloud.compute.network-firewall-policies.get-effective-firewalls) Required 'compute.networks.getRegionEffectiveFirewalls' permission for 'projects/nl-prod/global/networks/prod'";
    const outcome = await read(`${JSON.stringify({ subject: "prod", exitStatus: 1, error })}\n`);
    expect(outcome.items).toMatchObject([
      { problem: { code: "denied", detail: "compute.networks.getRegionEffectiveFirewalls" } },
    ]);
    expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 1 });
  });
});
