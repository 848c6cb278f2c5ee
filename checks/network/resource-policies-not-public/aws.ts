// Lists the evaluators of resources of AWS that have a policy of their own.
import { backup } from "../../engines/policy/aws/services/backup.ts";
import { ecr } from "../../engines/policy/aws/services/ecr.ts";
import { efs } from "../../engines/policy/aws/services/efs.ts";
import { eventBridge } from "../../engines/policy/aws/services/event-bridge.ts";
import { secretsManager } from "../../engines/policy/aws/services/secrets-manager.ts";
import { policyOf } from "./aws-policy.ts";
import { recorded } from "./aws-recorded.ts";
import { searchDomain } from "./aws-search-domain.ts";

export const aws = [
  ...recorded,
  /** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
  policyOf({
    type: "Tidemark::ECR::RepositoryPolicy",
    what: "repository",
    service: ecr,
    none: "the repository has no policy",
  }),
  /** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html */
  policyOf({
    type: "Tidemark::SecretsManager::SecretPolicy",
    what: "secret",
    service: secretsManager,
    none: "the secret has no policy",
  }),
  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EventBus.html */
  policyOf({
    type: "Tidemark::Events::EventBusPolicy",
    what: "event bus",
    service: eventBridge,
    none: "the event bus has no policy",
  }),
  /** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystemPolicy.html */
  policyOf({
    type: "Tidemark::EFS::FileSystemPolicy",
    what: "file system",
    service: efs,
    // https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html#default-filesystempolicy
    none: "the file system has no policy: by NFS it lets in everyone who reaches a mount target, which its network decides",
  }),
  /** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupVaultAccessPolicy.html */
  policyOf({
    type: "Tidemark::Backup::VaultPolicy",
    what: "backup vault",
    service: backup,
    none: "the backup vault has no policy",
  }),
  searchDomain,
];
