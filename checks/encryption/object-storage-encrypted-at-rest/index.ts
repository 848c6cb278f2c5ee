// Defines the check that object storage is encrypted at rest.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const objectStorageEncryptedAtRest = defineCheck({
  id: "object-storage-encrypted-at-rest",
  version: 3,
  domain: "encryption",
  title: "Object storage is encrypted at rest",
  requirement:
    "Every object store in scope encrypts new objects, and, where the company requires it, with its own key or in two layers.",
  rationale:
    "Encryption at rest keeps data unreadable to whoever obtains the media. All three clouds now encrypt without being asked, so the company decides only who controls the key, and in AWS and Azure whether there is a second layer.",
  remediation,
  limits:
    "Shows the default for new objects. Objects written under an older default, or by a writer that chose another encryption, are not read; S3 objects from before 5 January 2023 may be unencrypted. " +
    "While neither a customer key nor two layers are required nothing can fail, since all three clouds encrypt without a choice; results say that the provider encrypts. " +
    "An S3 bucket whose answer lacks the default encryption passes too: S3 gives every bucket a default, so the answer was recorded before that date. Where a customer key or two layers are required, the bucket is indeterminate, and fails where S3 itself answered that it has no default encryption. " +
    "With requireDoubleEncryption, buckets of Google Cloud are indeterminate: Cloud Storage has no setting for a second layer, and no answer shows what lies below it. " +
    "Infrastructure encryption of Azure is a choice of the whole account, made when it is created; encryption scopes that make it for themselves are not read. " +
    "A key named by its id counts as customer managed without looking the key up; its policy, rotation and state belong to other checks. Keys of encryption scopes of Azure and enforcement settings of Cloud Storage are not read.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "Amazon S3 now automatically encrypts all new objects",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html",
    },
    {
      title: "Azure Storage encryption for data at rest",
      url: "https://learn.microsoft.com/en-us/azure/storage/common/storage-service-encryption",
    },
    {
      title: "Dual-layer server-side encryption with AWS KMS keys (DSSE-KMS)",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html",
    },
    {
      title: "Infrastructure encryption of storage accounts in Azure",
      url: "https://learn.microsoft.com/en-us/azure/storage/common/infrastructure-encryption-enable",
    },
    { title: "Cloud Storage: data encryption options", url: "https://docs.cloud.google.com/storage/docs/encryption" },
  ],
  evaluators: [aws, azure, gcp],
});
