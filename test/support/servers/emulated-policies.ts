// Builds resources with policies of their own in an emulated account, and answers for the policies of backup vaults.
import { BackupClient, CreateBackupVaultCommand } from "@aws-sdk/client-backup";
import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import { CreateFileSystemCommand, EFSClient, PutFileSystemPolicyCommand } from "@aws-sdk/client-efs";
import { CreateEventBusCommand, EventBridgeClient, PutPermissionCommand } from "@aws-sdk/client-eventbridge";
import { CreateSecretCommand, PutResourcePolicyCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { WireAnswer, WireRequest } from "./wire.ts";

type Access = {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

const policy = (action: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "AnnExample", Effect: "Allow", Principal: "*", Action: action, Resource: "*" }],
  });

/** One of each with a policy for everyone, and of some one without. */
export async function buildPolicies(access: Access): Promise<void> {
  const sqs = new SQSClient(access);
  await sqs.send(new CreateQueueCommand({ QueueName: "orders", tags: { env: "production" } }));
  await sqs.send(new CreateQueueCommand({ QueueName: "open", Attributes: { Policy: policy("sqs:SendMessage") } }));
  await new SNSClient(access).send(
    new CreateTopicCommand({ Name: "alerts", Tags: [{ Key: "env", Value: "production" }] }),
  );
  const ecr = new ECRClient(access);
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "open/web" }));
  const policyText = policy("ecr:BatchGetImage").replace(',"Resource":"*"', "");
  await ecr.send(new SetRepositoryPolicyCommand({ repositoryName: "open/web", policyText }));
  const secrets = new SecretsManagerClient(access);
  await secrets.send(new CreateSecretCommand({ Name: "own", SecretString: "Corr3ct-horse-battery" }));
  const { ARN: SecretId } = await secrets.send(
    new CreateSecretCommand({ Name: "open", SecretString: "Corr3ct-horse-battery" }),
  );
  await secrets.send(
    new PutResourcePolicyCommand({ SecretId, ResourcePolicy: policy("secretsmanager:GetSecretValue") }),
  );
  const events = new EventBridgeClient(access);
  await events.send(new CreateEventBusCommand({ Name: "open" }));
  await events.send(
    new PutPermissionCommand({ EventBusName: "open", Action: "events:PutEvents", Principal: "*", StatementId: "all" }),
  );
  const efs = new EFSClient(access);
  const { FileSystemId } = await efs.send(new CreateFileSystemCommand({ Encrypted: true, CreationToken: "open" }));
  await efs.send(new PutFileSystemPolicyCommand({ FileSystemId, Policy: policy("elasticfilesystem:ClientMount") }));
  const backup = new BackupClient(access);
  for (const BackupVaultName of ["open", "own"]) await backup.send(new CreateBackupVaultCommand({ BackupVaultName }));
}

/** moto keeps no policy of a vault. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupVaultAccessPolicy.html */
export function policiesBeside({ call }: WireRequest): WireAnswer | null {
  const [, name] = /^GET \/backup-vaults\/([^/]+)\/access-policy$/.exec(call) ?? [];
  if (name === undefined) return null;
  const headers = { "content-type": "application/json" };
  if (name === "open")
    return {
      headers,
      body: JSON.stringify({ BackupVaultName: name, Policy: policy("backup:CopyIntoBackupVault") }),
    };
  return {
    status: 400,
    headers: { ...headers, "x-amzn-errortype": "ResourceNotFoundException" },
    body: JSON.stringify({ Code: "ERROR_3504", Message: "Could not find a policy of the vault", Type: "User" }),
  };
}
