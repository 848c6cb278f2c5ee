// Machines of Compute Engine and the firewalls of their networks, as cases name them.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";
import { network } from "../administration-ports-closed-to-internet/firewall.ts";
import { networkPolicies } from "../administration-ports-closed-to-internet/policies.ts";

const HERE = "https://www.googleapis.com/compute/v1/projects/acme";

/** An interface in a network of the project, with an external address of IPv4. */
export const nic = (members: Members = {}): Json => ({
  name: "nic0",
  network,
  subnetwork: `${HERE}/regions/europe-west4/subnetworks/web`,
  networkIP: "10.0.0.5",
  stackType: "IPV4_ONLY",
  accessConfigs: [{ type: "ONE_TO_ONE_NAT", natIP: "34.1.2.3" }],
  ...members,
});

export const inside = { accessConfigs: null };
export const ipv6 = {
  accessConfigs: null,
  stackType: "IPV4_IPV6",
  ipv6AccessType: "EXTERNAL",
  ipv6AccessConfigs: [{ type: "DIRECT_IPV6", externalIpv6: "2600:1900:4000:1:0:0:0:0", externalIpv6PrefixLength: 96 }],
};

export const machine = (nics: Json = [nic()], members: Members = {}): Json => ({
  name: "web-1",
  status: "RUNNING",
  zone: `${HERE}/zones/europe-west4-a`,
  selfLink: `${HERE}/zones/europe-west4-a/instances/web-1`,
  networkInterfaces: nics,
  tags: { items: ["web"] },
  serviceAccounts: [{ email: "web@acme.iam.gserviceaccount.com" }],
  ...members,
});

/** Rules of the network, and no policy. */
export const behindRules = (...rows: readonly Json[]): { readonly [relation: string]: RelatedRows } => ({
  rules: { rows },
  policies: { rows: [networkPolicies([])] },
});
