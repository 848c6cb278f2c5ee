// Answers about policies of resources of a stand-in for the AWS command line: some in eu-central-1, and none in eu-west-1.

type Answer = readonly [asked: string, answer: string | object];

const SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:token-AbCdEf";
const FUNCTION = "arn:aws:lambda:eu-central-1:111122223333:function:shop";
const policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "x:Get", Resource: "*" } });
const none = (code: string): string =>
  `echo 'An error occurred (${code}) when calling an operation: there is none' >&2; exit 254`;

const NOT_ALLOWED =
  "echo 'An error occurred (AccessDeniedException) when calling the GetPolicy operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: lambda:GetPolicy' >&2; exit 254";

/** The first answer whose text is in the call counts. The repositories are those whose scanning is told. */
export const policyAnswers: readonly Answer[] = [
  ["ecr get-repository-policy --repository-name a --region eu-central-1", { repositoryName: "a", policyText: policy }],
  ["ecr get-repository-policy --repository-name b --region eu-central-1", none("RepositoryPolicyNotFoundException")],
  ["secretsmanager list-secrets --region eu-central-1", { SecretList: [{ ARN: SECRET }] }],
  ["secretsmanager list-secrets --region eu-west-1", { SecretList: [] }],
  [`secretsmanager get-resource-policy --secret-id ${SECRET} --region eu-central-1`, { ARN: SECRET }],
  ["events list-event-buses --limit 100", { EventBuses: [{ Name: "default", Policy: policy }] }],
  [
    "efs describe-file-systems --region eu-central-1",
    {
      FileSystems: [
        { FileSystemId: "fs-1", LifeCycleState: "available" },
        { FileSystemId: "fs-2", LifeCycleState: "deleting" },
      ],
    },
  ],
  ["efs describe-file-systems --region eu-west-1", { FileSystems: [] }],
  ["efs describe-file-system-policy --file-system-id fs-1 --region eu-central-1", none("PolicyNotFound")],
  ["backup list-backup-vaults --region eu-central-1", { BackupVaultList: [{ BackupVaultName: "daily" }] }],
  ["backup list-backup-vaults --region eu-west-1", { BackupVaultList: [] }],
  ["lambda list-functions --query Functions[].FunctionName --region eu-central-1", ["shop", "bare", "refused"]],
  ["lambda list-functions --query Functions[].FunctionName --region eu-west-1", []],
  [
    "lambda list-function-url-configs --function-name shop --region eu-central-1",
    {
      FunctionUrlConfigs: [
        { FunctionArn: FUNCTION, FunctionUrl: "https://a.example", AuthType: "AWS_IAM" },
        { FunctionArn: `${FUNCTION}:live`, FunctionUrl: "https://b.example", AuthType: "NONE" },
        { FunctionArn: `${FUNCTION}:next`, FunctionUrl: "https://c.example", AuthType: "NONE" },
      ],
    },
  ],
  ["lambda list-function-url-configs --function-name", { FunctionUrlConfigs: [] }],
  ["lambda get-policy --function-name shop --region eu-central-1 --qualifier live", { Policy: policy }],
  ["lambda get-policy --function-name shop --region eu-central-1 --qualifier next", none("ResourceNotFoundException")],
  ["lambda get-policy --function-name shop --region eu-central-1", { Policy: policy }],
  ["lambda get-policy --function-name bare --region eu-central-1", none("ResourceNotFoundException")],
  ["lambda get-policy --function-name refused --region eu-central-1", NOT_ALLOWED],
  ["backup get-backup-vault-access-policy --backup-vault-name daily", none("ResourceNotFoundException")],
];
