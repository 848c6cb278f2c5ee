// Lists the controls to start from of encryption.
import { databasesEncryptedAtRest } from "../../checks/encryption/databases-encrypted-at-rest/index.ts";
import { disksAndSnapshotsEncrypted } from "../../checks/encryption/disks-and-snapshots-encrypted/index.ts";
import { certificatesNotExpiring } from "../../checks/encryption/certificates-not-expiring/index.ts";
import { encryptionKeysRotated } from "../../checks/encryption/encryption-keys-rotated/index.ts";
import { objectStorageEncryptedAtRest } from "../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { entryPointsRequireTls } from "../../checks/encryption/entry-points-require-tls/index.ts";
import { transportEncryptionRequired } from "../../checks/encryption/transport-encryption-required/index.ts";
import type { Control } from "../control.ts";
import { controlOf } from "./control-of.ts";

export const encryptionControls: readonly Control[] = [
  controlOf(
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
  controlOf(
    "TM-ENC-2",
    "Data is encrypted on its way from clients, and to and from databases, caches, streams and object storage.",
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
    [
      [transportEncryptionRequired, "A store that refuses plain connections leaves no way to move data unencrypted."],
      [
        entryPointsRequireTls,
        "An entry point that speaks TLS alone protects data of clients across networks of others.",
      ],
    ],
  ),
  controlOf(
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
  controlOf(
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
];
