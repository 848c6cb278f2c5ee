// Lists the controls to start from, where a company has not written its own: each check serves one, for a stated reason.
import type { Check } from "../checks/check.ts";
import { databasesEncryptedAtRest } from "../checks/encryption/databases-encrypted-at-rest/index.ts";
import { objectStorageEncryptedAtRest } from "../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { transportEncryptionRequired } from "../checks/encryption/transport-encryption-required/index.ts";
import { accessKeysRotated } from "../checks/identity/access-keys-rotated/index.ts";
import { ownerAccountsHaveMfaAndNoKeys } from "../checks/identity/owner-accounts-have-mfa-and-no-keys/index.ts";
import { peopleHaveMfa } from "../checks/identity/people-have-mfa/index.ts";
import { privilegedPeopleHaveMfa } from "../checks/identity/privileged-people-have-mfa/index.ts";
import { auditLogsKept } from "../checks/logging/audit-logs-kept/index.ts";
import { configurationChangesRecorded } from "../checks/logging/configuration-changes-recorded/index.ts";
import { auditTrailOn } from "../checks/logging/audit-trail-on/index.ts";
import { networkFlowLogsOn } from "../checks/logging/network-flow-logs-on/index.ts";
import { administrationPortsClosedToInternet } from "../checks/network/administration-ports-closed-to-internet/index.ts";
import { databasesNotReachableFromInternet } from "../checks/network/databases-not-reachable-from-internet/index.ts";
import { objectStorageNotPublic } from "../checks/network/object-storage-not-public/index.ts";
import type { Control } from "./control.ts";
import type { Criterion } from "./criteria.ts";

function control(
  id: string,
  statement: string,
  criteria: readonly Criterion[],
  checks: readonly (readonly [Check, string])[],
): Control {
  return {
    id,
    statement,
    criteria,
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
    "Data at rest in databases and object storage is encrypted.",
    ["CC6.1", "C1.1"],
    [
      [
        objectStorageEncryptedAtRest,
        "Object stores hold data at rest; the check shows how each store encrypts new objects.",
      ],
      [
        databasesEncryptedAtRest,
        "Databases hold data at rest; the check shows that each database is encrypted, and who controls the key.",
      ],
    ],
  ),
  control(
    "TM-ENC-2",
    "Data is encrypted on its way to and from databases and object storage.",
    ["CC6.7"],
    [[transportEncryptionRequired, "A store that refuses plain connections leaves no way to move data unencrypted."]],
  ),
  control(
    "TM-IAM-1",
    "Privileged access needs a second factor, and owner accounts have no long-lived keys.",
    ["CC6.1", "CC6.3"],
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
    [[accessKeysRotated, "The date on which a key was made is the only proof that an older key was replaced."]],
  ),
  control(
    "TM-IAM-3",
    "Everyone who signs in has a second factor.",
    ["CC6.1"],
    [
      [
        peopleHaveMfa,
        "The check judges everyone who can sign in with a password, and names the paths by which others come.",
      ],
    ],
  ),
  control(
    "TM-LOG-1",
    "Changes to the configuration of the clouds are recorded, and the records are kept.",
    ["CC7.2", "CC7.3"],
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
    [
      [
        networkFlowLogsOn,
        "Flow logs are the record of who talked to whom; the check shows which networks write no flow logs.",
      ],
    ],
  ),
  control(
    "TM-NET-1",
    "Ports of remote administration are closed to the internet.",
    ["CC6.6"],
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
    [
      [databasesNotReachableFromInternet, "Only its passwords protect a database that the internet can reach."],
      [objectStorageNotPublic, "Anybody who guesses the name of public object storage can read it, encrypted or not."],
    ],
  ),
];
