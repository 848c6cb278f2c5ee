// Lists the access that actions of AWS Backup give to a backup vault.
import { actions, withheldActions, type PolicyService } from "../resource.ts";

/**
 * Another account can do nothing with a vault but copy into it, whatever the policy says.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export const backup: PolicyService = {
  prefix: "backup:",
  actions: actions("itself", "write", "CopyIntoBackupVault"),
  partsOf: () => [],
  implied: null,
  withheld: [withheldActions("CopyIntoBackupVault", true)],
  always: [],
};
