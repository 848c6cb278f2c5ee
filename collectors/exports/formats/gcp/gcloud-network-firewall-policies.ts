// Reads the firewall policies that apply in VPC networks, as the export script puts them together from `gcloud compute`.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import {
  aboutNetwork,
  nameOfNetwork,
  NETWORK_FIREWALL_POLICIES,
  networkFirewallPoliciesIn,
  networkFirewallPoliciesKey,
} from "../../../gcp/answers/network-firewall-policies.ts";
import { isRecord } from "../../../json-shape.ts";
import { callEach } from "../call.ts";

/** The network of `gcloud compute networks list`, and what it was told for each of its regions. */
const Answer = z.object({
  network: z.custom<Json>((value) => value !== undefined),
  regions: z.array(z.object({ region: z.string().nullable(), answer: z.custom<Json>((value) => value !== undefined) })),
});

export const gcloudNetworkFirewallPolicies = callEach({
  provider: "gcp",
  lane: "gcloud-network-firewall-policies",
  scopeId: /^projects\/\d+$/,
  type: NETWORK_FIREWALL_POLICIES,
  global: true,
  key: (name, { id }) => networkFirewallPoliciesKey(id, name),
  body(answer, name) {
    const { data } = Answer.safeParse(answer);
    if (data === undefined || nameOfNetwork(data.network) !== name) return undefined;
    return networkFirewallPoliciesIn(data.network, data.regions);
  },
  about: (answer) => aboutNetwork(isRecord(answer) ? (answer["network"] ?? null) : null),
  exports(project, types) {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}-network-firewall-policies`;
    const command = `gcloud compute network-firewall-policies get-effective-firewalls --network=<each> --region=<each of its regions> --project=<id of ${number}> --format=json`;
    const run = ["gcloud_network_firewall_policies", number];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
