// Machines of the sample estate: one with a public address, one behind an inbound NAT rule, and a scale set.
// https://learn.microsoft.com/en-us/rest/api/compute/virtual-machines/get, virtual-machine-scale-sets/get,
// https://learn.microsoft.com/en-us/rest/api/virtualnetwork/network-interfaces/get, public-ip-addresses/get and
// https://learn.microsoft.com/en-us/rest/api/load-balancer/load-balancers/get, 2023-09-01
import type { JsonObject } from "../../../../../evidence-schema/record/record.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource } from "./names.ts";

const VM = "Microsoft.Compute/virtualMachines";
const NIC = "Microsoft.Network/networkInterfaces";
const ADDRESS = "Microsoft.Network/publicIPAddresses";
const BALANCER = "Microsoft.Network/loadBalancers";

const at = (type: string, name: string): string => idOf(PRODUCTION, "rg-network", type, name);
const subnet = { id: `${at("Microsoft.Network/virtualNetworks", "vnet-main")}/subnets/workload` };

const machine = (name: string, vmId: string, identity: JsonObject): ArmBody =>
  resource(PRODUCTION, "rg-network", VM, name, {
    tags: { Team: "platform" },
    identity,
    properties: {
      vmId,
      hardwareProfile: { vmSize: "Standard_D2s_v5" },
      networkProfile: { networkInterfaces: [{ id: at(NIC, `${name}-nic`), properties: { primary: true } }] },
      osProfile: { adminUsername: "ada", computerName: name, secrets: [] },
      provisioningState: "Succeeded",
      securityProfile: { securityType: "TrustedLaunch", uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } },
      timeCreated: "2025-02-11T08:15:40.201Z",
    },
  });

const configuration = (name: string, more: JsonObject): JsonObject => ({
  id: `${at(NIC, `${name}-nic`)}/ipConfigurations/ipconfig1`,
  name: "ipconfig1",
  properties: {
    primary: true,
    privateIPAddressVersion: "IPv4",
    privateIPAllocationMethod: "Dynamic",
    provisioningState: "Succeeded",
    subnet,
    ...more,
  },
});

const nic = (name: string, guid: string, ipConfiguration: JsonObject): ArmBody =>
  resource(PRODUCTION, "rg-network", NIC, `${name}-nic`, {
    properties: {
      enableIPForwarding: false,
      ipConfigurations: [configuration(name, ipConfiguration)],
      networkSecurityGroup: { id: at("Microsoft.Network/networkSecurityGroups", "nsg-main") },
      primary: true,
      provisioningState: "Succeeded",
      resourceGuid: guid,
      virtualMachine: { id: at(VM, name) },
    },
  });

const address = (name: string, guid: string, ipAddress: string, ipConfiguration: string): ArmBody =>
  resource(PRODUCTION, "rg-network", ADDRESS, name, {
    sku: { name: "Standard", tier: "Regional" },
    properties: {
      idleTimeoutInMinutes: 4,
      ipAddress,
      ipConfiguration: { id: ipConfiguration },
      provisioningState: "Succeeded",
      publicIPAddressVersion: "IPv4",
      publicIPAllocationMethod: "Static",
      resourceGuid: guid,
    },
  });

const FRONTEND = `${at(BALANCER, "lb-build")}/frontendIPConfigurations/front`;
const NAT_RULE = `${at(BALANCER, "lb-build")}/inboundNatRules/ssh`;

export const MACHINES: readonly ArmBody[] = [
  machine("vm-gateway", "0c1f6471-1bf0-4dda-aec3-cb9272f09590", {
    type: "SystemAssigned, UserAssigned",
    principalId: "7d5a0a4b-53c4-4c8c-b2d6-5c9c3b1f2a10",
    tenantId: "2f1b6e3c-9d6a-4c55-8f0e-5b7c1d2e3f40",
    userAssignedIdentities: {
      [at("Microsoft.ManagedIdentity/userAssignedIdentities", "id-gateway")]: {
        principalId: "8e6b1b5c-64d5-4d9d-a3e7-6dad4c203b21",
        clientId: "9f7c2c6d-75e6-4eae-94f8-7ebe5d314c32",
      },
    },
  }),
  nic("vm-gateway", "5a1c0b3e-0f6d-4e0e-8f0f-2b8f0d6c1a01", {
    privateIPAddress: "10.60.0.4",
    publicIPAddress: { id: at(ADDRESS, "vm-gateway-ip") },
  }),
  address(
    "vm-gateway-ip",
    "6b2d1c4f-1a7e-4f1f-9a1a-3c9a1e7d2b02",
    "192.0.2.10",
    `${at(NIC, "vm-gateway-nic")}/ipConfigurations/ipconfig1`,
  ),
  machine("vm-build", "1d2a7582-2ca1-4eeb-bfd4-dc0383a1a6a1", { type: "None" }),
  nic("vm-build", "7c3e2d5a-2b8f-4a2a-8b2b-4dab2f8e3c03", {
    privateIPAddress: "10.60.0.5",
    loadBalancerInboundNatRules: [{ id: NAT_RULE }],
  }),
  address("lb-build-ip", "8d4f3e6b-3c9a-4b3b-9c3c-5ebc3a9f4d04", "192.0.2.11", FRONTEND),
  resource(PRODUCTION, "rg-network", BALANCER, "lb-build", {
    sku: { name: "Standard", tier: "Regional" },
    properties: {
      backendAddressPools: [],
      frontendIPConfigurations: [
        {
          id: FRONTEND,
          name: "front",
          properties: {
            inboundNatRules: [{ id: NAT_RULE }],
            privateIPAllocationMethod: "Dynamic",
            provisioningState: "Succeeded",
            publicIPAddress: { id: at(ADDRESS, "lb-build-ip") },
          },
        },
      ],
      inboundNatPools: [],
      inboundNatRules: [
        {
          id: NAT_RULE,
          name: "ssh",
          properties: {
            backendIPConfiguration: { id: `${at(NIC, "vm-build-nic")}/ipConfigurations/ipconfig1` },
            backendPort: 22,
            enableFloatingIP: false,
            frontendIPConfiguration: { id: FRONTEND },
            frontendPort: 50022,
            protocol: "Tcp",
            provisioningState: "Succeeded",
          },
        },
      ],
      loadBalancingRules: [],
      outboundRules: [],
      probes: [],
      provisioningState: "Succeeded",
      resourceGuid: "9e5a4f7c-4dab-4c4c-8d4d-6fcd4bab5e05",
    },
  }),
  resource(PRODUCTION, "rg-network", "Microsoft.Compute/virtualMachineScaleSets", "vmss-workers", {
    sku: { name: "Standard_D2s_v5", tier: "Standard", capacity: 2 },
    properties: {
      orchestrationMode: "Uniform",
      provisioningState: "Succeeded",
      uniqueId: "af6b5a8d-5ebc-4d5d-9e5e-7ade5cbc6f06",
      virtualMachineProfile: {
        networkProfile: {
          networkInterfaceConfigurations: [
            {
              name: "nic",
              properties: {
                primary: true,
                ipConfigurations: [{ name: "ipconfig1", properties: { subnet, privateIPAddressVersion: "IPv4" } }],
              },
            },
          ],
        },
        osProfile: { adminUsername: "ada", computerNamePrefix: "worker" },
        securityProfile: { securityType: "TrustedLaunch" },
      },
    },
  }),
];
