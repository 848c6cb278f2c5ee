// Every check there is.
import { administrationPortsClosedToInternet } from "./network/administration-ports-closed-to-internet/index.ts";
import { networkFlowLogsOn } from "./logging/network-flow-logs-on/index.ts";
import { objectStorageEncryptedAtRest } from "./encryption/object-storage-encrypted-at-rest/index.ts";
import { privilegedPeopleHaveMfa } from "./identity/privileged-people-have-mfa/index.ts";
import type { Check } from "./kernel.ts";

export const checks: readonly Check[] = [
  objectStorageEncryptedAtRest,
  privilegedPeopleHaveMfa,
  networkFlowLogsOn,
  administrationPortsClosedToInternet,
];
