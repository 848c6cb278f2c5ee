// Two checks, one of a resource alone and one that joins, with parameters under which both can fail.
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { networkFlowLogsOn } from "../../../checks/logging/network-flow-logs-on/index.ts";
import type { ConfiguredCheck } from "../../../observation/plan/tests-document.ts";

export const CHECKS: readonly ConfiguredCheck[] = [
  { check: networkFlowLogsOn, parameters: { trafficTypes: ["REJECT"] } },
  { check: objectStorageEncryptedAtRest, parameters: { requireCustomerKey: true } },
];
