// Lists the controls to start from of logging, detection and vulnerabilities.
import { auditLogsKept } from "../../checks/logging/audit-logs-kept/index.ts";
import { configurationChangesRecorded } from "../../checks/logging/configuration-changes-recorded/index.ts";
import { auditTrailOn } from "../../checks/logging/audit-trail-on/index.ts";
import { networkFlowLogsOn } from "../../checks/logging/network-flow-logs-on/index.ts";
import { imagesAndMachinesScanned } from "../../checks/logging/images-and-machines-scanned/index.ts";
import { threatDetectionOn } from "../../checks/logging/threat-detection-on/index.ts";
import type { Control } from "../control.ts";
import { controlOf } from "./control-of.ts";

export const loggingControls: readonly Control[] = [
  controlOf(
    "TM-LOG-1",
    "Changes to the configuration of the clouds are recorded, and the records are kept.",
    ["CC7.2", "CC7.3"],
    {
      iso27001: ["8.15"],
      csf: ["PR.PS-04"],
      nist80053: ["AU-2", "AU-11", "AU-12"],
      cis: ["8.2", "8.10"],
      pci: ["10.2.1", "10.5.1"],
      hipaa: ["(b)"],
    },
    [
      [
        auditTrailOn,
        "The clouds' own audit trails are the record of who did what; the check shows that no part of them is off.",
      ],
      [auditLogsKept, "An event can be evaluated later only if its record still exists."],
      [
        configurationChangesRecorded,
        "Only the recorded history of a resource shows its state before and after an event.",
      ],
    ],
  ),
  controlOf(
    "TM-LOG-2",
    "Network traffic is recorded.",
    ["CC7.2"],
    {
      iso27001: ["8.15", "8.16"],
      csf: ["DE.CM-01"],
      nist80053: ["AU-12", "SI-4"],
      cis: ["13.6"],
      hipaa: ["(b)"],
    },
    [
      [
        networkFlowLogsOn,
        "Flow logs are the record of who talked to whom; the check shows which networks write no flow logs.",
      ],
    ],
  ),
  controlOf(
    "TM-DET-1",
    "Threats to the clouds are looked for.",
    ["CC7.2"],
    { iso27001: ["8.16"], csf: ["DE.CM-09"], nist80053: ["SI-4"], cis: ["13.1"], pci: ["11.5.1"], gdpr: ["(d)"] },
    [
      [
        threatDetectionOn,
        "The cloud's own detection watches for what an intruder does; the check shows where it does not run.",
      ],
    ],
  ),
  controlOf(
    "TM-VUL-1",
    "Known vulnerabilities of machines and images are looked for.",
    ["CC7.1"],
    { iso27001: ["8.8"], csf: ["ID.RA-01"], nist80053: ["RA-5"], cis: ["7.5"], pci: ["11.3.1"], gdpr: ["(d)"] },
    [
      [
        imagesAndMachinesScanned,
        "A scan finds the vulnerabilities that become known after installation; the check shows what nobody scans.",
      ],
    ],
  ),
];
