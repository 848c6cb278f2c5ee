// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Turn on all four settings of Block Public Access, for the account and for the bucket (PutPublicAccessBlock); serve public content through CloudFront with origin access control.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Set allowBlobPublicAccess to false on the storage account, set every container to private, and delete the container $web where no static website is wanted.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Enforce public access prevention on the bucket, or for the organization (constraint storage.publicAccessPrevention), and remove grants to allUsers and allAuthenticatedUsers.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
