// Reads policies of vaults of AWS Backup, one by one after a listing.
import { BackupClient, GetBackupVaultAccessPolicyCommand, paginateListBackupVaults } from "@aws-sdk/client-backup";
import { VAULT_POLICY } from "../../answers/policies/resource-policies.ts";
import type { AwsSource } from "../../source.ts";
import { readPolicies } from "../read-policies.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupVaultAccessPolicy.html */
export const backupVaultPolicies: AwsSource = {
  name: "backup-vault-policies",
  types: [VAULT_POLICY.type],
  calls: [
    { action: "backup:ListBackupVaults", per: "page" },
    {
      action: "backup:GetBackupVaultAccessPolicy",
      per: { resource: "AWS Backup tells the policy of one vault a call" },
    },
  ],
  async read(aws) {
    const backup = aws.detail(BackupClient);
    const client = aws.listing(BackupClient);
    for await (const { BackupVaultList = [] } of paginateListBackupVaults({ client, pageSize: 1000 }, {})) {
      const names = BackupVaultList.map(({ BackupVaultName = "" }) => BackupVaultName);
      const ask = (BackupVaultName: string) => backup.send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName }));
      // The error of a vault that is gone is that of a vault without a policy.
      await readPolicies(aws, VAULT_POLICY, names, ask, null);
    }
  },
};
