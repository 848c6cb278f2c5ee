// Lists every check of Tidemark.
import { accessKeysRotated } from "./identity/access-keys-rotated/index.ts";
import { administratorGrantsLimited } from "./identity/administrator-grants-limited/index.ts";
import { administrationPortsClosedToInternet } from "./network/administration-ports-closed-to-internet/index.ts";
import { auditLogsKept } from "./logging/audit-logs-kept/index.ts";
import { auditTrailOn } from "./logging/audit-trail-on/index.ts";
import { configurationChangesRecorded } from "./logging/configuration-changes-recorded/index.ts";
import { databasesEncryptedAtRest } from "./encryption/databases-encrypted-at-rest/index.ts";
import { databasesNotReachableFromInternet } from "./network/databases-not-reachable-from-internet/index.ts";
import { disksAndSnapshotsEncrypted } from "./encryption/disks-and-snapshots-encrypted/index.ts";
import { federatedWorkloadsPinned } from "./identity/federated-workloads-pinned/index.ts";
import { machineMetadataProtected } from "./identity/machine-metadata-protected/index.ts";
import { networkFlowLogsOn } from "./logging/network-flow-logs-on/index.ts";
import { certificatesNotExpiring } from "./encryption/certificates-not-expiring/index.ts";
import { encryptionKeysRotated } from "./encryption/encryption-keys-rotated/index.ts";
import { objectStorageEncryptedAtRest } from "./encryption/object-storage-encrypted-at-rest/index.ts";
import { functionsNotPublic } from "./network/functions-not-public/index.ts";
import { kubernetesClustersNotPublic } from "./network/kubernetes-clusters-not-public/index.ts";
import { objectStorageNotPublic } from "./network/object-storage-not-public/index.ts";
import { platformServicesClosedToInternet } from "./network/platform-services-closed-to-internet/index.ts";
import { snapshotsAndImagesNotPublic } from "./network/snapshots-and-images-not-public/index.ts";
import { ownerAccountsHaveMfaAndNoKeys } from "./identity/owner-accounts-have-mfa-and-no-keys/index.ts";
import { outsideAccessOnlyForKnownParties } from "./identity/outside-access-only-for-known-parties/index.ts";
import { peopleHaveMfa } from "./identity/people-have-mfa/index.ts";
import { privilegedPeopleHaveMfa } from "./identity/privileged-people-have-mfa/index.ts";
import { signInPolicyRequiresMfa } from "./identity/sign-in-policy-requires-mfa/index.ts";
import { unusedAccessRemoved } from "./identity/unused-access-removed/index.ts";
import { workloadsUseNoLongLivedKeys } from "./identity/workloads-use-no-long-lived-keys/index.ts";
import { workloadsHaveNoAdminRights } from "./identity/workloads-have-no-admin-rights/index.ts";
import { entryPointsRequireTls } from "./encryption/entry-points-require-tls/index.ts";
import { transportEncryptionRequired } from "./encryption/transport-encryption-required/index.ts";
import { databasesBackedUp } from "./resilience/databases-backed-up/index.ts";
import { imagesAndMachinesScanned } from "./logging/images-and-machines-scanned/index.ts";
import { threatDetectionOn } from "./logging/threat-detection-on/index.ts";
import { internetIngressOnlyOnListedPorts } from "./network/internet-ingress-only-on-listed-ports/index.ts";
import { machinesExposedOnlyOnListedPorts } from "./network/machines-exposed-only-on-listed-ports/index.ts";
import { resourcePoliciesNotPublic } from "./network/resource-policies-not-public/index.ts";
import type { Check } from "./check.ts";

export const checks: readonly Check[] = [
  objectStorageEncryptedAtRest,
  databasesEncryptedAtRest,
  disksAndSnapshotsEncrypted,
  transportEncryptionRequired,
  entryPointsRequireTls,
  privilegedPeopleHaveMfa,
  outsideAccessOnlyForKnownParties,
  peopleHaveMfa,
  ownerAccountsHaveMfaAndNoKeys,
  accessKeysRotated,
  unusedAccessRemoved,
  signInPolicyRequiresMfa,
  administratorGrantsLimited,
  workloadsHaveNoAdminRights,
  federatedWorkloadsPinned,
  workloadsUseNoLongLivedKeys,
  machineMetadataProtected,
  networkFlowLogsOn,
  auditTrailOn,
  auditLogsKept,
  configurationChangesRecorded,
  threatDetectionOn,
  imagesAndMachinesScanned,
  administrationPortsClosedToInternet,
  databasesNotReachableFromInternet,
  objectStorageNotPublic,
  platformServicesClosedToInternet,
  kubernetesClustersNotPublic,
  functionsNotPublic,
  snapshotsAndImagesNotPublic,
  databasesBackedUp,
  encryptionKeysRotated,
  certificatesNotExpiring,
  internetIngressOnlyOnListedPorts,
  machinesExposedOnlyOnListedPorts,
  resourcePoliciesNotPublic,
];
