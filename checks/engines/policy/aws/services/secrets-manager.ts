// Lists the access that actions of Secrets Manager give to a secret.
import { actions, type PolicyService } from "../resource.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const secretsManager: PolicyService = {
  prefix: "secretsmanager:",
  actions: [
    ...actions("itself", "read", "GetSecretValue"),
    ...actions("itself", "list", "ListSecretVersionIds"),
    ...actions("itself", "write", "PutSecretValue UpdateSecret UpdateSecretVersionStage RestoreSecret"),
    ...actions("itself", "administer", "PutResourcePolicy DeleteResourcePolicy DeleteSecret RotateSecret"),
    ...actions("itself", "administer", "CancelRotateSecret ReplicateSecretToRegions RemoveRegionsFromReplication"),
    ...actions("itself", "administer", "StopReplicationToReplica TagResource UntagResource"),
  ],
  partsOf: () => [],
  implied: null,
  withheld: [],
  always: [],
};
