// Names the IAM action of a request to AWS, by its service and call, or by its path where the call is one.
import type { WireRequest } from "./wire.ts";

const S3_CALLS: readonly (readonly [RegExp, string])[] = [
  [/[?&]encryption/, "s3:GetEncryptionConfiguration"],
  [/[?&]publicAccessBlock/, "s3:GetBucketPublicAccessBlock"],
  [/[?&]policy/, "s3:GetBucketPolicy"],
  [/[?&]acl/, "s3:GetBucketAcl"],
  [/[?&]versioning/, "s3:GetBucketVersioning"],
  [/[?&]lifecycle/, "s3:GetLifecycleConfiguration"],
  [/[?&]tagging/, "s3:GetBucketTagging"],
  [/^\/v20180820/, "s3:GetAccountPublicAccessBlock"],
  [/^\/\?/, "s3:ListAllMyBuckets"],
];

/** Calls of services that name a call by its method and path, by service. */
const REST_CALLS: { readonly [service: string]: readonly (readonly [RegExp, string])[] } = {
  cloudfront: [[/^GET \/2020-05-31\/distribution(?:\?|$)/, "cloudfront:ListDistributions"]],
  backup: [
    [/^GET \/backup-vaults(?:\?|$)/, "backup:ListBackupVaults"],
    [/^GET \/backup-vaults\/[^/]+\/access-policy$/, "backup:GetBackupVaultAccessPolicy"],
  ],
  elasticfilesystem: [
    [/^GET \/2015-02-01\/file-systems(?:\?|$)/, "elasticfilesystem:DescribeFileSystems"],
    [/^GET \/2015-02-01\/file-systems\/[^/]+\/policy$/, "elasticfilesystem:DescribeFileSystemPolicy"],
  ],
  es: [
    [/^GET \/2021-01-01\/domain(?:\?|$)/, "es:ListDomainNames"],
    [/^POST \/2021-01-01\/opensearch\/domain-info$/, "es:DescribeDomains"],
  ],
  eks: [
    [/^GET \/clusters(?:\?|$)/, "eks:ListClusters"],
    [/^GET \/clusters\/[^/]+$/, "eks:DescribeCluster"],
  ],
  lambda: [
    [/^GET \/2015-03-31\/functions\/?(?:\?|$)/, "lambda:ListFunctions"],
    [/^GET \/2015-03-31\/functions\/[^/]+\/policy/, "lambda:GetPolicy"],
    [/^GET \/2021-10-31\/functions\/[^/]+\/urls/, "lambda:ListFunctionUrlConfigs"],
  ],
  kafka: [[/^GET \/api\/v2\/clusters(?:\?|$)/, "kafka:ListClustersV2"]],
  inspector2: [[/^POST \/status\/batch\/get$/, "inspector2:BatchGetAccountStatus"]],
  guardduty: [
    [/^GET \/detector(?:\?|$)/, "guardduty:ListDetectors"],
    [/^GET \/detector\/[^/]+$/, "guardduty:GetDetector"],
  ],
};

/** The IAM action of a request, found without the collectors' own table. */
export function actionOf({ service, call, path }: WireRequest): string {
  const rest = REST_CALLS[service];
  if (rest !== undefined) return rest.find(([pattern]) => pattern.test(call))?.[1] ?? `${service}:unknown ${call}`;
  if (service !== "s3") return `${service}:${call}`;
  return S3_CALLS.find(([pattern]) => pattern.test(path))?.[1] ?? `s3:unknown ${path}`;
}
