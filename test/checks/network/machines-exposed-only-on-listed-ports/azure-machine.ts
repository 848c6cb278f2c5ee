// Builds a machine of Azure with all that leads to it, as cases name it. Ids are spelt as Azure spells them: not alike.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members, RelatedRows } from "../../cases.ts";

const at = (type: string, name: string): string => `/subscriptions/s/resourceGroups/Net/providers/${type}/${name}`;
const NETWORK = at("Microsoft.Network/virtualNetworks", "Hub");
const SUBNET = `${NETWORK}/subnets/Web`;
const NIC = at("Microsoft.Network/networkInterfaces", "vm-nic");
const ADDRESS = at("Microsoft.Network/publicIPAddresses", "vm-ip");
const BALANCER = at("Microsoft.Network/loadBalancers", "lb");
export const POOL = `${BALANCER}/backendAddressPools/all`;
const ofSubnet = at("Microsoft.Network/networkSecurityGroups", "nsg-subnet");
const ofInterface = at("Microsoft.Network/networkSecurityGroups", "nsg-nic");
export const ASG = at("Microsoft.Network/applicationSecurityGroups", "web");
const FRONTEND = `${BALANCER}/frontendIPConfigurations/front`;

export const machine = (members: Members = {}): Json => ({
  id: at("Microsoft.Compute/virtualMachines", "vm"),
  properties: {
    provisioningState: "Succeeded",
    networkProfile: { networkInterfaces: [{ id: NIC.toLowerCase(), properties: { primary: true } }] },
    ...members,
  },
});

export const rule = (priority: number, access: string, port: string, members: Members = {}): Json => ({
  name: `r${priority}`,
  properties: {
    access,
    priority,
    direction: "Inbound",
    protocol: "Tcp",
    sourceAddressPrefix: "Internet",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: port,
    ...members,
  },
});
export const shown = (group: string, priority: number, ports: readonly string[], sources = ["internet"]): Json => ({
  group,
  name: `r${priority}`,
  priority,
  protocol: "tcp",
  ports,
  sources,
});

export const adminRule = (priority: number, access: string, port: string, members: Members = {}): Json => ({
  id: `/subscriptions/h/resourceGroups/n/providers/Microsoft.Network/networkManagers/nm/securityAdminConfigurations/c/ruleCollections/r/rules/a${priority}`,
  access,
  direction: "Inbound",
  priority,
  protocol: "Tcp",
  sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
  destinations: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
  sourcePortRanges: ["0-65535"],
  destinationPortRanges: [port],
  ...members,
});

export const PUBLIC: Members = { publicIPAddress: { id: ADDRESS } };
/** Behind an inbound NAT rule of the load balancer. */
export const NATTED: Members = { loadBalancerInboundNatRules: [{ id: `${BALANCER}/inboundNatRules/ssh` }] };

export const natRule = (members: Members = {}): Json => ({
  id: `${BALANCER}/inboundNatRules/SSH`,
  properties: {
    protocol: "Tcp",
    frontendPort: 50022,
    backendPort: 22,
    enableFloatingIP: false,
    frontendIPConfiguration: { id: FRONTEND },
    ...members,
  },
});

export const balancer = (rules: readonly Json[], front: Members = { publicIPAddress: { id: ADDRESS } }): Json => ({
  id: BALANCER,
  sku: { name: "Standard" },
  properties: {
    frontendIPConfigurations: [{ id: FRONTEND, properties: front }],
    inboundNatRules: rules,
    loadBalancingRules: [{ properties: { frontendPort: 80, backendPort: 8080, backendAddressPool: { id: POOL } } }],
  },
});

/** What there is around a machine. A group that is left out is not there. */
export type Around = {
  readonly configurations?: readonly Members[];
  readonly subnet?: readonly Json[] | null;
  readonly own?: readonly Json[] | null;
  readonly admin?: readonly Json[];
  readonly balancers?: readonly Json[];
  readonly sku?: Json;
};

export const around = ({
  configurations = [PUBLIC],
  subnet = null,
  own = null,
  admin = [],
  balancers = [],
  sku = { name: "Standard" },
}: Around): { readonly [relation: string]: RelatedRows } => ({
  interfaces: {
    rows: [
      {
        id: NIC,
        properties: {
          networkSecurityGroup: own === null ? null : { id: ofInterface },
          ipConfigurations: configurations.map((members) => ({
            properties: {
              privateIPAddress: "10.0.0.4",
              privateIPAddressVersion: "IPv4",
              subnet: { id: SUBNET },
              ...members,
            },
          })),
        },
      },
    ],
  },
  addresses: { rows: [{ id: ADDRESS.toUpperCase(), sku, properties: { publicIPAllocationMethod: "Static" } }] },
  balancers: { rows: balancers },
  networks: {
    rows: [
      {
        id: NETWORK,
        properties: {
          subnets: [
            { id: `${NETWORK}/subnets/other`, properties: { networkSecurityGroup: { id: ofInterface } } },
            {
              id: SUBNET.toLowerCase(),
              properties: subnet === null ? {} : { networkSecurityGroup: { id: ofSubnet.toLowerCase() } },
            },
          ],
        },
      },
    ],
  },
  groups: {
    rows: [
      { id: ofSubnet, properties: { securityRules: subnet ?? [] } },
      { id: ofInterface, properties: { securityRules: own ?? [] } },
    ],
  },
  adminRules: { rows: [{ VirtualNetwork: NETWORK.toLowerCase(), Rules: admin }] },
});

export const unread = (relation: string, around: { readonly [relation: string]: RelatedRows }) => ({
  ...around,
  [relation]: { rows: [], complete: false },
});

/** A case of a machine by what there is around it. */
export const of = (name: string, given: Around, expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice: machine(),
  related: around(given),
  expect,
  ...more,
});
