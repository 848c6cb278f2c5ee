// Reads which firewall policies apply in each VPC network of a project: one call for each region in which the network has subnets.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { ApiOff } from "../../google/client/failure.ts";
import type { AssetRow } from "../inventory/asset-client.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import {
  aboutNetwork,
  nameOfNetwork,
  NETWORK_FIREWALL_POLICIES,
  networkFirewallPoliciesIn,
  networkFirewallPoliciesKey,
  regionsOf,
  type EffectiveAnswer,
} from "../answers/network-firewall-policies.ts";
import type { ProjectRead } from "../project-read.ts";
import { LATE_ASSETS, type ProjectSource } from "../source.ts";

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/networks/list */
const NETWORKS = "compute.networks.list";
/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/networks/getEffectiveFirewalls */
const WHOLE = "compute.networks.getEffectiveFirewalls";
/** It tells policies of the hierarchy and of the whole network too. https://docs.cloud.google.com/compute/docs/reference/rest/v1/regionNetworkFirewallPolicies/getEffectiveFirewalls */
const REGIONAL = "compute.networks.getRegionEffectiveFirewalls";

export const firewallPolicies: ProjectSource = {
  name: "firewall-policies",
  types: [NETWORK_FIREWALL_POLICIES],
  calls: [
    { action: NETWORKS, per: "page" },
    // Networks without subnets.
    { action: WHOLE, per: "few" },
    { action: REGIONAL, per: { resource: "no call tells the policies of several networks, or of several regions" } },
  ],
  async read(gcp) {
    const { id } = await gcp.names();
    const dataTime = gcp.now();
    const path = `/compute/v1/projects/${id}/global/networks?maxResults=500`;
    try {
      const networks = await gcp.list({ api: "compute", action: NETWORKS, path }, "items");
      gcp.asOf(dataTime);
      await gcp.each(
        NETWORK_FIREWALL_POLICIES,
        networks,
        (network) => keyOf(gcp, network),
        (network) => readNetwork(gcp, id, network),
      );
    } catch (error) {
      if (!(error instanceof ApiOff) || error.project !== gcp.project) throw error;
      await withoutApi(gcp, error);
    }
  },
};

const keyOf = (gcp: ProjectRead, network: Json): string => {
  const name = nameOfNetwork(network);
  return name === "" ? "" : networkFirewallPoliciesKey(gcp.project, name);
};

async function readNetwork(gcp: ProjectRead, id: string, network: Json): Promise<void> {
  const dataTime = gcp.now();
  const name = encodeURIComponent(nameOfNetwork(network));
  const answers: EffectiveAnswer[] = [];
  // Regions come one after the other: a call that is denied would be denied in all regions.
  for (const region of regionsOf(network) ?? []) {
    const asked =
      region === null
        ? { action: WHOLE, path: `/compute/v1/projects/${id}/global/networks/${name}/getEffectiveFirewalls` }
        : {
            action: REGIONAL,
            path: `/compute/v1/projects/${id}/regions/${region}/firewallPolicies/getEffectiveFirewalls?network=${encodeURIComponent(`projects/${id}/global/networks/`)}${name}`,
          };
    answers.push({ region, answer: await gcp.get({ api: "compute", ...asked }) });
  }
  const key = keyOf(gcp, network);
  const body = networkFirewallPoliciesIn(network, answers);
  if (body !== undefined)
    return gcp.emitFact(NETWORK_FIREWALL_POLICIES, { key, body, dataTime, ...aboutNetwork(network) });
  const detail = `the answer to ${NETWORKS} or ${REGIONAL} has another form than documented`;
  gcp.emitUnread(NETWORK_FIREWALL_POLICIES, key, { code: "unexpected-shape", detail });
}

/** Where Compute Engine is off, the inventory tells whether there are networks. Their policies are not read. */
async function withoutApi(gcp: ProjectRead, off: ApiOff): Promise<void> {
  const rows = await gcp.inventory();
  gcp.asOf(rows.dataTime);
  gcp.setLag([NETWORK_FIREWALL_POLICIES], LATE_ASSETS);
  const problem = rows.problemOf(NETWORK);
  if (problem !== null) gcp.spoil(NETWORK_FIREWALL_POLICIES, problem);
  for (const row of rows.of(NETWORK)) {
    const { asset } = row as AssetRow;
    const name = isRecord(asset) ? /\/networks\/([^/]+)$/.exec(textOf(asset["name"]) ?? "")?.[1] : undefined;
    if (name !== undefined)
      gcp.emitUnread(NETWORK_FIREWALL_POLICIES, networkFirewallPoliciesKey(gcp.project, name), off.problem);
  }
}

const NETWORK = "compute.googleapis.com/Network";
