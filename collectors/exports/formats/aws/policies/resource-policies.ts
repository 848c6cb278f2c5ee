// Reads policies of resources that AWS Config does not record, by the call of each service: one file a region.
import {
  busPoliciesIn,
  EVENT_BUS_POLICY,
  FILE_SYSTEM_POLICY,
  policyIn,
  policyKey,
  policyName,
  REPOSITORY_POLICY,
  SECRET_POLICY,
  VAULT_POLICY,
  type Place,
  type PolicyKind,
} from "../../../../aws/answers/policies/resource-policies.ts";
import { callEach, oneCall, type CallFile } from "../../call.ts";

type Call = {
  readonly kind: PolicyKind;
  readonly lane: string;
  /** The end of the names of its files. */
  readonly source: string;
  /** The service on the command line, the call that lists, where it has what resources are called by, the call for one, its option. */
  readonly listed: readonly [service: string, list: string, names: string, call: string, option: string];
};

const placeOf = ({ id, region }: CallFile): Place => ({ account: id, region: region ?? "" });

const policies = ({ kind, lane, source: of, listed }: Call) =>
  callEach({
    provider: "aws",
    lane,
    scopeId: /^\d{12}$/,
    type: kind.type,
    global: false,
    key: (subject, callFile) => policyKey(kind, placeOf(callFile), subject),
    about: (_, subject) => ({ name: policyName(kind, subject) }),
    body: (answer, subject, callFile) => policyIn(kind, placeOf(callFile), subject, answer, callFile.people)?.body,
    ...(kind.none === null
      ? {}
      : {
          none: {
            error: new RegExp(`\\(${kind.none}\\)`),
            body: (subject: string, callFile: CallFile) =>
              policyIn(kind, placeOf(callFile), subject, null, callFile.people)?.body ?? {},
          },
        }),
    exports: (account, types, regions) =>
      regions.map((region) => {
        const source = `aws-${account}-${region}-${of}`;
        const [service, list, , call, option] = listed;
        return {
          source,
          types,
          regions: [region],
          file: `${source}.ndjson`,
          command: `aws ${service} ${call} ${option} <each of ${list}> --region ${region}`,
          run: ["aws_named_by", account, region, ...listed],
        };
      }),
  });

export const awsEcrRepositoryPolicies = policies({
  kind: REPOSITORY_POLICY,
  lane: "aws-ecr-repository-policies",
  source: "repository-policies",
  listed: [
    "ecr",
    "describe-repositories",
    ".repositories[].repositoryName",
    "get-repository-policy",
    "--repository-name",
  ],
});

export const awsSecretPolicies = policies({
  kind: SECRET_POLICY,
  lane: "aws-secret-policies",
  source: "secret-policies",
  listed: ["secretsmanager", "list-secrets", ".SecretList[].ARN", "get-resource-policy", "--secret-id"],
});

export const awsEfsFileSystemPolicies = policies({
  kind: FILE_SYSTEM_POLICY,
  lane: "aws-efs-file-system-policies",
  source: "file-system-policies",
  listed: [
    "efs",
    "describe-file-systems",
    '.FileSystems[] | select(.LifeCycleState | startswith("delet") | not) | .FileSystemId',
    "describe-file-system-policy",
    "--file-system-id",
  ],
});

export const awsBackupVaultPolicies = policies({
  kind: VAULT_POLICY,
  lane: "aws-backup-vault-policies",
  source: "vault-policies",
  listed: [
    "backup",
    "list-backup-vaults",
    ".BackupVaultList[].BackupVaultName",
    "get-backup-vault-access-policy",
    "--backup-vault-name",
  ],
});

/** A listing of more than a hundred buses has further pages, which `aws` does not ask for: the file then is not complete. */
export const awsEventBusPolicies = oneCall({
  provider: "aws",
  lane: "aws-event-bus-policies",
  scopeId: /^\d{12}$/,
  type: EVENT_BUS_POLICY.type,
  global: false,
  items: (answer, callFile) => busPoliciesIn(answer, placeOf(callFile), callFile.people),
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-event-buses`;
      const command = `aws events list-event-buses --limit 100 --region ${region}`;
      const [, ...words] = command.split(" ");
      return {
        source,
        types,
        regions: [region],
        file: `${source}.json`,
        command,
        run: ["aws_call", account, ...words],
      };
    }),
});
