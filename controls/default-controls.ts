// Lists the controls to start from, where a company has not written its own: each check serves one, for a stated reason.
import type { Check } from "../checks/check.ts";
import { databasesEncryptedAtRest } from "../checks/encryption/databases-encrypted-at-rest/index.ts";
import { disksAndSnapshotsEncrypted } from "../checks/encryption/disks-and-snapshots-encrypted/index.ts";
import { certificatesNotExpiring } from "../checks/encryption/certificates-not-expiring/index.ts";
import { encryptionKeysRotated } from "../checks/encryption/encryption-keys-rotated/index.ts";
import { objectStorageEncryptedAtRest } from "../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { transportEncryptionRequired } from "../checks/encryption/transport-encryption-required/index.ts";
import { accessKeysRotated } from "../checks/identity/access-keys-rotated/index.ts";
import { administratorGrantsLimited } from "../checks/identity/administrator-grants-limited/index.ts";
import { outsideAccessOnlyForKnownParties } from "../checks/identity/outside-access-only-for-known-parties/index.ts";
import { ownerAccountsHaveMfaAndNoKeys } from "../checks/identity/owner-accounts-have-mfa-and-no-keys/index.ts";
import { peopleHaveMfa } from "../checks/identity/people-have-mfa/index.ts";
import { privilegedPeopleHaveMfa } from "../checks/identity/privileged-people-have-mfa/index.ts";
import { signInPolicyRequiresMfa } from "../checks/identity/sign-in-policy-requires-mfa/index.ts";
import { unusedAccessRemoved } from "../checks/identity/unused-access-removed/index.ts";
import { auditLogsKept } from "../checks/logging/audit-logs-kept/index.ts";
import { configurationChangesRecorded } from "../checks/logging/configuration-changes-recorded/index.ts";
import { auditTrailOn } from "../checks/logging/audit-trail-on/index.ts";
import { networkFlowLogsOn } from "../checks/logging/network-flow-logs-on/index.ts";
import { imagesAndMachinesScanned } from "../checks/logging/images-and-machines-scanned/index.ts";
import { threatDetectionOn } from "../checks/logging/threat-detection-on/index.ts";
import { administrationPortsClosedToInternet } from "../checks/network/administration-ports-closed-to-internet/index.ts";
import { databasesNotReachableFromInternet } from "../checks/network/databases-not-reachable-from-internet/index.ts";
import { objectStorageNotPublic } from "../checks/network/object-storage-not-public/index.ts";
import { databasesBackedUp } from "../checks/resilience/databases-backed-up/index.ts";
import type { Control } from "./control.ts";
import type { Criterion } from "./criteria.ts";
import type { Identifiers } from "./frameworks.ts";

function control(
  id: string,
  statement: string,
  criteria: readonly Criterion[],
  frameworks: Identifiers,
  checks: readonly (readonly [Check, string])[],
): Control {
  return {
    id,
    statement,
    criteria,
    frameworks,
    checks: checks.map(([check, reason]) => ({ check, reason })),
    owner: null,
    frequency: "continuous",
    correctWithin: "PT0H",
    from: null,
    until: null,
  };
}

export const defaultControls: readonly Control[] = [
  control(
    "TM-ENC-1",
    "Data at rest in databases, object storage, disks and snapshots is encrypted.",
    ["CC6.1", "C1.1"],
    {
      iso27001: ["8.24"],
      csf: ["PR.DS-01"],
      nist80053: ["SC-28"],
      cis: ["3.11"],
      hipaa: ["(a)(2)(iv)"],
      gdpr: ["(a)"],
    },
    [
      [
        objectStorageEncryptedAtRest,
        "Object stores hold data at rest; the check shows how each store encrypts new objects.",
      ],
      [
        databasesEncryptedAtRest,
        "Databases hold data at rest; the check shows that each database is encrypted, and who controls the key.",
      ],
      [
        disksAndSnapshotsEncrypted,
        "Disks and snapshots hold data at rest, and copies outlive what they were made of; the check shows that each is encrypted.",
      ],
    ],
  ),
  control(
    "TM-ENC-2",
    "Data is encrypted on its way to and from databases and object storage.",
    ["CC6.7"],
    {
      iso27001: ["5.14", "8.24"],
      csf: ["PR.DS-02"],
      nist80053: ["SC-8"],
      cis: ["3.10"],
      pci: ["4.2.1"],
      hipaa: ["(e)(1)"],
      gdpr: ["(a)"],
    },
    [[transportEncryptionRequired, "A store that refuses plain connections leaves no way to move data unencrypted."]],
  ),
  control(
    "TM-ENC-3",
    "Encryption keys are replaced in time.",
    ["CC6.1"],
    { iso27001: ["8.24"], nist80053: ["SC-12"], pci: ["3.7.4"], gdpr: ["(a)"] },
    [
      [
        encryptionKeysRotated,
        "Protection by keys lasts as long as their life cycle is kept: a schedule replaces a key before too much hangs on it.",
      ],
    ],
  ),
  control(
    "TM-ENC-4",
    "Certificates are renewed in time.",
    ["CC6.7", "A1.2"],
    { iso27001: ["8.24"], nist80053: ["SC-17"], pci: ["4.2.1.1"], gdpr: ["(b)"] },
    [
      [
        certificatesNotExpiring,
        "Encrypted ways to a service end with its certificate: what is renewed in time keeps both up.",
      ],
    ],
  ),
  control(
    "TM-IAM-1",
    "Privileged access needs a second factor, and owner accounts have no long-lived keys.",
    ["CC6.1", "CC6.3"],
    {
      iso27001: ["8.2", "8.5"],
      csf: ["PR.AA-03"],
      nist80053: ["IA-2(1)"],
      cis: ["6.5"],
      pci: ["8.4.1"],
      hipaa: ["(d)"],
      gdpr: ["(b)"],
    },
    [
      [
        privilegedPeopleHaveMfa,
        "The check judges each privileged person by every access path that was read, and names the paths that were not.",
      ],
      [
        ownerAccountsHaveMfaAndNoKeys,
        "Owner accounts override every other restriction, so no other control limits their credentials.",
      ],
    ],
  ),
  control(
    "TM-IAM-2",
    "Long-lived access keys are replaced in time.",
    ["CC6.1", "CC6.2"],
    { iso27001: ["5.17"], csf: ["PR.AA-01"], nist80053: ["IA-5"], pci: ["8.6.3"], hipaa: ["(d)"], gdpr: ["(b)"] },
    [[accessKeysRotated, "The date on which a key was made is the only proof that an older key was replaced."]],
  ),
  control(
    "TM-IAM-3",
    "Everyone who signs in has a second factor, and the directory demands it.",
    ["CC6.1"],
    {
      iso27001: ["8.5"],
      csf: ["PR.AA-03"],
      nist80053: ["IA-2"],
      cis: ["6.3"],
      pci: ["8.4.2"],
      hipaa: ["(d)"],
      gdpr: ["(b)"],
    },
    [
      [
        peopleHaveMfa,
        "The check judges everyone who can sign in with a password, and names the paths by which others come.",
      ],
      [
        signInPolicyRequiresMfa,
        "A registered factor protects only where the directory asks for it; the check shows that it asks everybody, everywhere.",
      ],
    ],
  ),
  control(
    "TM-IAM-4",
    "Access that is no longer used is taken away.",
    ["CC6.2", "CC6.3"],
    {
      iso27001: ["5.18"],
      csf: ["PR.AA-01"],
      nist80053: ["AC-2"],
      cis: ["5.3"],
      pci: ["8.2.6"],
      hipaa: ["(a)(1)"],
      gdpr: ["(b)"],
    },
    [[unusedAccessRemoved, "Access that nobody uses shows where people left and their access stayed."]],
  ),
  control(
    "TM-IAM-5",
    "Rights follow roles and least privilege.",
    ["CC6.3"],
    {
      iso27001: ["5.15", "8.2"],
      csf: ["PR.AA-05"],
      nist80053: ["AC-6"],
      cis: ["5.4", "6.8"],
      pci: ["7.2.1", "7.2.5"],
      hipaa: ["(a)(1)"],
      gdpr: ["(b)"],
    },
    [
      [
        administratorGrantsLimited,
        "The right to do everything overrides every narrower one, so the check shows that only listed holders and groups have it.",
      ],
    ],
  ),
  control(
    "TM-IAM-6",
    "Outside parties have only the access that was agreed.",
    ["CC6.1", "CC9.2"],
    {
      iso27001: ["5.19", "5.23"],
      csf: ["PR.AA-05"],
      nist80053: ["AC-20"],
      pci: ["7.2.5"],
      hipaa: ["(a)(1)"],
      gdpr: ["(b)"],
    },
    [
      [
        outsideAccessOnlyForKnownParties,
        "The check compares each party that a policy names with the list that the company keeps of its vendors and partners.",
      ],
    ],
  ),
  control(
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
  control(
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
  control(
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
  control(
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
  control(
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
  control(
    "TM-NET-2",
    "Databases and object storage are not exposed to the internet.",
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
    ],
  ),
  control(
    "TM-AVL-1",
    "Data in databases can be restored.",
    ["A1.2", "CC7.5"],
    { iso27001: ["8.13"], csf: ["PR.DS-11"], nist80053: ["CP-9"], cis: ["11.2"], gdpr: ["(c)"] },
    [
      [
        databasesBackedUp,
        "Backups that are made by themselves and kept long enough are what a restoration after a mistake or an attack rests on.",
      ],
    ],
  ),
];
