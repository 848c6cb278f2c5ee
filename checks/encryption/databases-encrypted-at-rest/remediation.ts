// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Storage of RDS cannot be encrypted in place: copy a snapshot with a key and restore it. For Redshift turn encryption on with ModifyCluster; for DynamoDB choose a customer managed key with UpdateTable.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Turn transparent data encryption of the SQL database on; for a customer managed key set the server's encryption protector. Flexible servers and Cosmos DB take the key when they are created.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Create the Cloud SQL instance with a customer managed key and migrate to it: the key of an instance cannot be changed from Google's to another.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
