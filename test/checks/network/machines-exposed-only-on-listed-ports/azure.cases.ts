// Cases of the check on machines exposed only on listed ports: virtual machines of Azure.
import type { Case, Cases } from "../../cases.ts";
import { around, ASG, machine, of, PUBLIC, rule, shown } from "./azure-machine.ts";
import { forwarded, managed, missing } from "./azure-parts.cases.ts";

const internet = "the internet (a range wider than an IPv4 /8 or IPv6 /32)";
const ways = ["public address vm-ip (vm-nic)"];
const ssh = rule(100, "Allow", "22");
const https = rule(110, "Allow", "443");

const ipv6 = { privateIPAddress: "fd00::4", privateIPAddressVersion: "IPv6" };

/** https://learn.microsoft.com/en-us/azure/virtual-network/network-security-group-how-it-works, inbound traffic */
const documented: readonly Case[] = [
  of(
    "documented VM1: the subnet's group lets port 22 in, the interface's own does not",
    { subnet: [ssh], own: [] },
    "pass",
  ),
  of(
    "documented VM1: the interface's own group lets port 22 in, the subnet's does not",
    { subnet: [], own: [ssh] },
    "pass",
  ),
  of("documented VM1: both groups let port 22 in", { subnet: [ssh], own: [ssh] }, "fail", {
    because: `the network lets ${internet} in on unlisted tcp/22`,
    facts: {
      ways,
      openTraffic: ["tcp/22"],
      openTrafficCount: 1,
      rules: [shown("nsg-nic", 100, ["22"]), shown("nsg-subnet", 100, ["22"])],
      ruleCount: 2,
    },
  }),
  of("documented VM2: a group of the subnet alone", { subnet: [ssh] }, "fail"),
  of("documented VM3: a group of the interface alone", { own: [ssh] }, "fail"),
  of("documented VM4: no group, and a Basic address, which is open", { sku: { name: "Basic" } }, "fail", {
    facts: {
      ways,
      openTraffic: ["tcp/0-79", "tcp/81-442", "tcp/444-65535", "udp/0-65535", "sctp/0-65535", "other protocols"],
      openTrafficCount: 6,
      rules: [{ name: "no network security group" }],
      ruleCount: 1,
    },
  }),
  // https://learn.microsoft.com/en-us/azure/virtual-network/ip-services/public-ip-addresses#sku
  of("no group, and a Standard address, which is closed", {}, "pass"),
  of("no group, and an address whose SKU was not told", { sku: null }, "indeterminate", { problem: "not-in-answer" }),
];

const groups: readonly Case[] = [
  of("listed ports alone", { subnet: [https], own: [https] }, "pass", {
    because: `the network lets ${internet} in on listed traffic at most`,
    facts: { ways },
  }),
  of(
    "port 22 from the company's office",
    { own: [rule(100, "Allow", "22", { sourceAddressPrefix: "192.0.2.0/24" })] },
    "pass",
  ),
  of("port 22 from a service tag", { own: [rule(100, "Allow", "22", { sourceAddressPrefix: "AzureCloud" })] }, "pass"),
  of(
    "both groups open, each to another half of the internet",
    {
      subnet: [rule(100, "Allow", "22", { sourceAddressPrefix: "0.0.0.0/1" })],
      own: [rule(100, "Allow", "22", { sourceAddressPrefix: "128.0.0.0/1" })],
    },
    "pass",
  ),
  of(
    "a group for an application group that the interface is not in",
    {
      own: [
        rule(100, "Allow", "22", {
          destinationAddressPrefix: null,
          destinationApplicationSecurityGroups: [{ id: ASG }],
        }),
      ],
    },
    "pass",
  ),
  of(
    "a group for an application group that the interface is in",
    {
      configurations: [{ ...PUBLIC, applicationSecurityGroups: [{ id: ASG.toUpperCase() }] }],
      own: [
        rule(100, "Allow", "22", {
          destinationAddressPrefix: null,
          destinationApplicationSecurityGroups: [{ id: ASG }],
        }),
      ],
    },
    "fail",
  ),
  of(
    "a rule for another machine of the subnet",
    { subnet: [rule(100, "Allow", "22", { destinationAddressPrefix: "10.0.0.5" })] },
    "pass",
  ),
  of("a deny before the allow", { own: [rule(90, "Deny", "22"), ssh] }, "pass"),
  of("a deny after the allow", { own: [rule(190, "Deny", "22"), ssh] }, "fail"),
  of("a listed port of another protocol", { own: [rule(100, "Allow", "443", { protocol: "Udp" })] }, "fail", {
    because: `the network lets ${internet} in on unlisted udp/443`,
  }),
  of(
    "ICMP, which is listed unless the company says otherwise",
    { own: [rule(100, "Allow", "*", { protocol: "Icmp" })] },
    "pass",
  ),
  of("ICMP, which the company does not list", { own: [rule(100, "Allow", "*", { protocol: "Icmp" })] }, "fail", {
    parameters: { allowIcmp: false },
  }),
  of("port 22, which the company lists", { own: [ssh] }, "pass", { parameters: { allowedPorts: ["tcp/22"] } }),
  of(
    "an IPv6 address, and rules for IPv4",
    { configurations: [{ ...PUBLIC, ...ipv6 }], own: [rule(100, "Allow", "22", { sourceAddressPrefix: "0.0.0.0/0" })] },
    "pass",
  ),
  of(
    "an IPv6 address, and a rule for it",
    { configurations: [{}, { ...PUBLIC, ...ipv6 }], own: [rule(100, "Allow", "22", { sourceAddressPrefix: "::/0" })] },
    "fail",
  ),
  of("a second address of the same interface", { configurations: [{}, PUBLIC], own: [ssh] }, "fail"),
];

export const cases: Cases = {
  "azure microsoft.compute/virtualmachines": {
    cases: [
      of("no public address", { configurations: [{}], subnet: [rule(100, "Allow", "*")] }, "pass", {
        because: "no public address and no inbound NAT rule leads to the machine",
        facts: {},
      }),
      ...documented,
      ...groups,
      ...managed,
      ...forwarded,
      ...missing,
      {
        name: "a machine that is deallocated, and can be started",
        slice: machine({ extended: { instanceView: { powerState: { code: "PowerState/deallocated" } } } }),
        related: around({ own: [ssh] }),
        expect: "fail",
      },
      {
        name: "a machine that is being deleted",
        slice: machine({ provisioningState: "Deleting" }),
        related: around({ own: [ssh] }),
        expect: "not-applicable",
      },
    ],
  },
};
