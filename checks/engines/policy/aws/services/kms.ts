// Lists the access that actions of KMS give to a key.
import { actions, withheldActions, type PolicyService } from "../resource.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
export const kms: PolicyService = {
  prefix: "kms:",
  actions: [
    ...actions("itself", "use", "Decrypt Encrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyPair"),
    ...actions("itself", "use", "GenerateDataKeyWithoutPlaintext GenerateDataKeyPairWithoutPlaintext"),
    ...actions("itself", "use", "GenerateMac VerifyMac Sign Verify DeriveSharedSecret"),
    ...actions("itself", "administer", "CreateGrant RetireGrant RevokeGrant"),
  ],
  partsOf: () => [],
  // "A key policy statement without a Resource element doesn't apply to any KMS key":
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
  implied: [],
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
  withheld: [
    withheldActions(
      "CancelKeyDeletion CreateAlias DeleteAlias DeleteImportedKeyMaterial DisableKey DisableKeyRotation EnableKey " +
        "EnableKeyRotation GetKeyPolicy GetParametersForImport ImportKeyMaterial ListKeyPolicies ListKeyRotations " +
        "ListResourceTags PutKeyPolicy ReplicateKey RotateKeyOnDemand ScheduleKeyDeletion TagResource UntagResource " +
        "UpdateAlias UpdateKeyDescription UpdatePrimaryRegion",
    ),
  ],
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
  always: ["kms:calleraccount"],
};
