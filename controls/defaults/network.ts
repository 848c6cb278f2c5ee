// Lists the controls to start from of networks.
import { administrationPortsClosedToInternet } from "../../checks/network/administration-ports-closed-to-internet/index.ts";
import { databasesNotReachableFromInternet } from "../../checks/network/databases-not-reachable-from-internet/index.ts";
import { functionsNotPublic } from "../../checks/network/functions-not-public/index.ts";
import { internetIngressOnlyOnListedPorts } from "../../checks/network/internet-ingress-only-on-listed-ports/index.ts";
import { kubernetesClustersNotPublic } from "../../checks/network/kubernetes-clusters-not-public/index.ts";
import { machinesExposedOnlyOnListedPorts } from "../../checks/network/machines-exposed-only-on-listed-ports/index.ts";
import { objectStorageNotPublic } from "../../checks/network/object-storage-not-public/index.ts";
import { platformServicesClosedToInternet } from "../../checks/network/platform-services-closed-to-internet/index.ts";
import { resourcePoliciesNotPublic } from "../../checks/network/resource-policies-not-public/index.ts";
import { snapshotsAndImagesNotPublic } from "../../checks/network/snapshots-and-images-not-public/index.ts";
import type { Control } from "../control.ts";
import { controlOf } from "./control-of.ts";

export const networkControls: readonly Control[] = [
  controlOf(
    "TM-NET-1",
    "Ports of remote administration are closed to the internet.",
    ["CC6.6"],
    { iso27001: ["8.20"], csf: ["PR.IR-01"], nist80053: ["SC-7"], cis: ["4.4"], pci: ["1.3.1"], gdpr: ["(b)"] },
    [
      [
        administrationPortsClosedToInternet,
        "Firewall rules are the boundary; the check finds rules that open administration ports to the internet.",
      ],
    ],
  ),
  controlOf(
    "TM-NET-2",
    "Databases, object storage, copies of disks and databases, and managed services are not exposed to the internet, and no resource policy names everyone.",
    ["CC6.1", "CC6.6"],
    {
      iso27001: ["8.3", "8.20"],
      csf: ["PR.AA-05", "PR.IR-01"],
      nist80053: ["AC-3", "SC-7"],
      cis: ["3.3"],
      pci: ["1.4.4"],
      hipaa: ["(a)(1)"],
      gdpr: ["(b)"],
    },
    [
      [databasesNotReachableFromInternet, "Only its passwords protect a database that the internet can reach."],
      [objectStorageNotPublic, "Anybody who guesses the name of public object storage can read it, encrypted or not."],
      [
        resourcePoliciesNotPublic,
        "A policy that names everyone lets anybody read messages and secrets, decrypt, or replace images.",
      ],
      [snapshotsAndImagesNotPublic, "A public copy of a disk or a database discloses all that it holds, to anybody."],
      [
        platformServicesClosedToInternet,
        "Managed services hold data, too; the check finds those that answer networks that nobody named.",
      ],
    ],
  ),
  controlOf(
    "TM-NET-3",
    "The internet gets in only where that was decided.",
    ["CC6.6"],
    {
      iso27001: ["8.20", "8.21"],
      csf: ["PR.IR-01"],
      nist80053: ["SC-7"],
      cis: ["4.4", "13.10"],
      pci: ["1.3.1", "6.4.2"],
      gdpr: ["(b)"],
    },
    [
      [
        internetIngressOnlyOnListedPorts,
        "Firewall rules are the boundary; the check finds rules that let the internet in on ports that nobody listed.",
      ],
      [
        machinesExposedOnlyOnListedPorts,
        "The check joins public addresses with the rules that guard each machine, and in AWS with its routes.",
      ],
      [
        kubernetesClustersNotPublic,
        "A control plane rules all that runs in its cluster; the check finds those that the internet reaches.",
      ],
      [functionsNotPublic, "A function answers callers by its own address, whatever firewalls stand before machines."],
    ],
  ),
];
