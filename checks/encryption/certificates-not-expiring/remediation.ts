// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Validate the certificate's domains again, best by DNS, so that ACM renews it. Import the next certificate over one that was imported, under the same ARN. Replace server certificates of IAM by certificates of ACM, and delete them.",
    console: [
      "AWS Certificate Manager > Certificates > CERTIFICATE-ID",
      "AWS Certificate Manager > Certificates > CERTIFICATE-ID > Reimport",
    ],
    commands: [
      "aws acm describe-certificate --certificate-arn CERTIFICATE-ARN",
      "aws iam delete-server-certificate --server-certificate-name NAME",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Renew the certificate, and bind the new one to the app. Take certificates that App Service manages, or that it imports from a key vault, which it follows. Add a client secret to the application before the last one ends. Better, let it sign in by a managed identity or a federated credential.",
    console: [
      "App Services > APP > Settings > Certificates > Add certificate",
      "Entra ID > App registrations > APPLICATION > Certificates & secrets > Client secrets > New client secret",
    ],
    commands: ["az ad app credential reset --id APPLICATION-ID --append"],
    terraform: [],
  },
  gcp: {
    change:
      "Make a certificate that Google manages, or upload the next one under another name, and let the target proxy use it before the old one ends.",
    console: ["Security > Certificate Manager > Classic certificates > Create SSL certificate"],
    commands: [
      "gcloud compute ssl-certificates create NAME --domains=DOMAIN",
      "gcloud compute target-https-proxies update PROXY --ssl-certificates=NAME",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
