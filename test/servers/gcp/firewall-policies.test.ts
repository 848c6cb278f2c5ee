// Reads the firewall policies that apply in networks of the sample projects, with the real reader and the real program.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { gcloudNetworkFirewallPolicies } from "../../../collectors/exports/formats/gcp/gcloud-network-firewall-policies.ts";
import type { Snapshot } from "../../../collectors/port.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { readExport } from "../../collectors/exports/fixture.ts";
import { detailsOf, hidden, readTypes, rereadKeys, type Read } from "../../support/clouds/read-types.ts";
import { googleCompany } from "../../support/google/company.ts";
import { networkOf } from "../../support/google/estate/sample/index.ts";
import { DEVELOPMENT, ORGANIZATION, PRODUCTION } from "../../support/google/estate/sample/names.ts";
import { startGoogle, type Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES, projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";
import { repository } from "../../support/run-cli.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
});

const TYPE = "Tidemark::Compute::NetworkFirewallPolicies";
const CHECK = "administration-ports-closed-to-internet";
const [OWN, OTHER] = PROJECT_SCOPES;
const all = { types: [TYPE] };
const keyOf = (name: string, project: string = PRODUCTION.name): string =>
  syntheticKey("gcp", project, `network-firewall-policies/${name}`);
const bodyOf = ({ items }: Read, key: string): JsonObject => (items.get(key) as Snapshot).body;
const asked = () => google.log.requests.filter(({ service }) => service === "compute").map(({ path }) => path);

const ssh = (action: string): JsonObject => ({
  priority: 7,
  direction: "INGRESS",
  action,
  match: { srcIpRanges: ["0.0.0.0/0"], layer4Configs: [{ ipProtocol: "tcp", ports: ["22"] }] },
});

/** Changes the policies for as long as `during` runs. */
async function withPolicies(
  { above, own }: { readonly above?: readonly JsonObject[]; readonly own?: readonly JsonObject[] },
  during: () => Promise<void>,
): Promise<void> {
  const { hierarchicalPolicies, firewallPolicies } = google.estate;
  const associations = [{ name: "analytics", attachmentTarget: networkOf(PRODUCTION.projectId, "analytics") }];
  if (above !== undefined) google.estate.hierarchicalPolicies = { [ORGANIZATION]: above };
  if (own !== undefined)
    google.estate.firewallPolicies = { [PRODUCTION.projectId]: own.map((each) => ({ ...each, associations })) };
  try {
    await during();
  } finally {
    google.estate.hierarchicalPolicies = hierarchicalPolicies;
    google.estate.firewallPolicies = firewallPolicies;
  }
}

test("each network is asked once for each region in which it has subnets", async () => {
  const reader = projectsOf();
  const [own, other] = [await readTypes(reader, OWN, all), await readTypes(reader, OTHER, all)];
  expect([...detailsOf(own), ...detailsOf(other)]).toEqual([]);
  expect([...own.items.keys(), ...other.items.keys()]).toEqual([
    keyOf("analytics"),
    keyOf("sandbox", DEVELOPMENT.name),
  ]);
  expect(bodyOf(own, keyOf("analytics"))).toMatchObject({
    Network: networkOf(PRODUCTION.projectId, "analytics"),
    EnforcementOrder: "AFTER_CLASSIC_FIREWALL",
    Policies: [
      {
        Id: "HIERARCHY/740112233445",
        type: "HIERARCHY",
        rules: [{ priority: 1000, action: "deny" }, { action: "goto_next" }],
      },
      { Id: "NETWORK/analytics-baseline", type: "NETWORK" },
    ],
    Regions: [{ Region: "europe-west3", Policies: ["HIERARCHY/740112233445", "NETWORK/analytics-baseline"] }],
  });
  expect(asked()).toEqual(
    [PRODUCTION, DEVELOPMENT].flatMap(({ projectId }) => [
      `/compute/v1/projects/${projectId}/global/networks`,
      `/compute/v1/projects/${projectId}/regions/europe-west3/firewallPolicies/getEffectiveFirewalls`,
    ]),
  );
});

test("the item is the one that the export of the same day makes", async () => {
  const file = readFileSync(
    join(repository, "examples/estate/2026-09-15/gcp-analytics-prod-network-firewall-policies.ndjson"),
    "utf8",
  );
  const declared = { format: gcloudNetworkFirewallPolicies.lane, scope: OWN, types: [TYPE] };
  const { items } = await readExport(declared, file, [`${TYPE}@global`]);
  const live = [...(await readTypes(projectsOf(), OWN, all)).items.values()];
  const told = ({ source: _source, dataTime: _dataTime, ...rest }: Snapshot) => rest;
  expect(live.map((item) => told(item as Snapshot))).toEqual(items.map((item) => told(item as Snapshot)));
});

test("a policy of a region is told with its region, and a network that is read again by its key reads alike", async () => {
  const own = [
    {
      name: "west3",
      region: "https://www.googleapis.com/compute/v1/projects/p/regions/europe-west3",
      rules: [ssh("allow")],
    },
    {
      name: "west4",
      region: "https://www.googleapis.com/compute/v1/projects/p/regions/europe-west4",
      rules: [ssh("allow")],
    },
  ];
  await withPolicies({ above: [], own }, async () => {
    const reader = projectsOf();
    const read = await readTypes(reader, OWN, all);
    expect(bodyOf(read, keyOf("analytics"))["Regions"]).toEqual([
      { Region: "europe-west3", Policies: ["NETWORK_REGIONAL/west3@europe-west3"] },
    ]);
    const [again] = (await rereadKeys(reader, OWN, [{ key: keyOf("analytics"), unit: `${TYPE}@global` }])).named;
    expect(again).toMatchObject({ answer: { snapshot: { body: bodyOf(read, keyOf("analytics")) } } });
  });
});

describe("what can't be read", () => {
  test("a region that is denied leaves its network unread, and the other project is read", async () => {
    google.faults.deny({ service: "compute", path: /nalytics-prod\/regions\/europe-west3\/firewallPolicies/ });
    const [own, other] = [await readTypes(projectsOf(), OWN, all), await readTypes(projectsOf(), OTHER, all)];
    expect(own.items.get(keyOf("analytics"))).toMatchObject({ problem: { code: "denied" } });
    expect(own.problems).toEqual({});
    expect(hidden(other)).toEqual([]);
  });

  test.each([
    ["policies that are no list", { firewallPolicys: 7 }],
    ["a policy without a type", { firewallPolicys: [{ name: "1" }] }],
    ["a rule without a priority", { firewallPolicys: [{ name: "1", type: "HIERARCHY", rules: [{ action: "deny" }] }] }],
    ["no object", []],
  ])("an answer with %s", async (_, body) => {
    google.faults.answer(
      { service: "compute", path: /getEffectiveFirewalls$/ },
      { status: 200, body: JSON.stringify(body) },
    );
    const read = await readTypes(projectsOf(), OWN, all);
    expect(read.items.get(keyOf("analytics"))).toMatchObject({ problem: { code: "unexpected-shape" } });
  });

  test("Compute Engine that is off in the project: networks that the inventory has are unread, by that cause", async () => {
    google.settings.offIn = { [PRODUCTION.name]: ["compute"] };
    const read = await readTypes(projectsOf(), OWN, all);
    google.settings.offIn = {};
    expect(read.items.get(keyOf("analytics"))).toMatchObject({ problem: { code: "disabled" } });
    expect(read.problems).toEqual({});
    expect(read.reading.sources.map(({ lagSeconds }) => lagSeconds)).toContain(25_200);
  });
});

type Result = { readonly resource: string; readonly check: string; readonly outcome: string; readonly because: string };

test("a port that a policy opens fails, one that a policy closes passes, and policies that are not read leave both open", async () => {
  const own = await startGoogle();
  const { estate } = own;
  const company = googleCompany(own);
  const said = async (): Promise<Record<string, string>> => {
    const { stdout } = await company.tidemark("query", "--json");
    const { results } = JSON.parse(stdout) as { readonly results: readonly Result[] };
    const wanted = { policies: keyOf("analytics"), rule: "/firewalls/allow-iap-ssh" };
    return Object.fromEntries(
      Object.entries(wanted).map(([name, part]) => {
        const found = results.find(({ check, resource }) => check === CHECK && resource.endsWith(part));
        return [name, `${found?.outcome}: ${found?.because}`];
      }),
    );
  };
  const internet = "the internet (a range wider than an IPv4 /8 or IPv6 /32)";
  try {
    const name = `//compute.googleapis.com/projects/${PRODUCTION.projectId}/global/firewalls/allow-iap-ssh`;
    estate.change(name, { sourceRanges: ["0.0.0.0/0"] });
    expect((await company.tidemark("start")).stderr).toBe("");
    expect((await company.tidemark("collect")).stderr).toBe("");
    expect(await said()).toEqual({
      policies: `pass: firewall policies open no administration port to ${internet}`,
      rule: `fail: the rule opens port 22 to ${internet}`,
    });
    const above = estate.hierarchicalPolicies;
    estate.hierarchicalPolicies = { [ORGANIZATION]: [{ name: "1", shortName: "baseline", rules: [ssh("deny")] }] };
    expect((await company.tidemark("collect")).stderr).toBe("");
    expect((await said())["rule"]).toBe(`pass: policies leave the rule nothing of ${internet} on administration ports`);
    estate.hierarchicalPolicies = { [ORGANIZATION]: [{ name: "1", shortName: "baseline", rules: [ssh("allow")] }] };
    expect((await company.tidemark("collect")).stderr).toBe("");
    expect((await said())["policies"]).toBe(`fail: firewall policies open port 22 to ${internet}`);
    estate.hierarchicalPolicies = above;
    own.faults.deny({ service: "compute", path: /\/firewallPolicies\/getEffectiveFirewalls$/ });
    expect((await company.tidemark("collect")).stderr).toBe("");
    const denied = "indeterminate: the permission compute.networks.getRegionEffectiveFirewalls was denied (forbidden)";
    expect(await said()).toEqual({ policies: denied, rule: denied });
  } finally {
    await own.stop();
  }
});
