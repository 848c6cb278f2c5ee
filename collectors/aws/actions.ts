// Lists IAM actions as data, those that each source takes and those that are never allowed, and makes policies of both.
import type { AwsLane } from "./account.ts";
import list from "./action-list.json" with { type: "json" };

export type SourceActions = {
  readonly source: string;
  readonly lane: AwsLane;
  readonly types: readonly string[];
  readonly actions: readonly { readonly action: string; readonly per: string }[];
};

/** The actions that the sources declare; `npm run generate` makes the list. */
export const SOURCE_ACTIONS: readonly SourceActions[] = list as readonly SourceActions[];

/** The actions that are read beside the sources, and the reason for each. */
export const READ_BESIDE = [
  { action: "ec2:DescribeRegions", why: "regions that the account has turned on and that the config does not name" },
] as const;

/** The actions that the credentials at hand need where the config names an aggregator of AWS Config, in its region. */
export const ASK_AGGREGATOR = [
  "config:BatchGetAggregateResourceConfig",
  "config:DescribeConfigurationAggregatorSourcesStatus",
  "config:ListAggregateDiscoveredResources",
  "config:SelectAggregateResourceConfig",
] as const;

/** Only where the config says that the organization is listed. */
export const LIST_ORGANIZATION = "organizations:ListAccounts";

/**
 * Reads of data, in services that hold any: objects, secrets, parameters, events of logs, rows, messages, code and what is in
 * the environment of functions. Names are those of the Service Authorization Reference,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 */
export const DATA_READS = [
  "athena:GetQueryResults",
  "cloudtrail:LookupEvents",
  "codecommit:GetFile",
  "codecommit:GitPull",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ec2:DescribeInstanceAttribute",
  "ec2:GetConsoleOutput",
  "ec2:GetConsoleScreenshot",
  "ec2:GetPasswordData",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "kinesis:GetRecords",
  "kms:Decrypt",
  "lambda:GetFunction",
  "lambda:GetFunctionConfiguration",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "logs:Unmask",
  "rds-data:BatchExecuteStatement",
  "rds-data:ExecuteStatement",
  "rds:DownloadCompleteDBLogFile",
  "rds:DownloadDBLogFilePortion",
  "redshift-data:ExecuteStatement",
  "redshift-data:GetStatementResult",
  "s3:GetObject",
  "s3:GetObjectTorrent",
  "s3:GetObjectVersion",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameter",
  "ssm:GetParameterHistory",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
] as const;

/** The purpose of a reading: the types that are asked for and the lane that they are read in. */
export type Reading = { readonly types: readonly string[]; readonly lane: string };

/** The actions that `readings` take, sorted. */
export function actionsFor(readings: readonly Reading[], isOrganizationListed: boolean): string[] {
  const recorded = new Set(SOURCE_ACTIONS.filter(({ lane }) => lane === "config").flatMap(({ types }) => types));
  const actions = readings.flatMap(({ types, lane }) =>
    SOURCE_ACTIONS.filter((source) =>
      source.lane === "config"
        ? lane === "config" && source.types.some((type) => types.includes(type))
        : source.types.some((type) => types.includes(type) && !(lane === "config" && recorded.has(type))),
    ).flatMap((source) => source.actions.map(({ action }) => action)),
  );
  const beside = [...READ_BESIDE.map(({ action }) => action), ...(isOrganizationListed ? [LIST_ORGANIZATION] : [])];
  return [...new Set([...actions, ...beside])].toSorted();
}

/**
 * The policy that allows `actions` and denies reads of data whatever else allows them. Lists and descriptions have no
 * resource to be named, and which there will be is what is asked.
 */
export const readPolicy = (actions: readonly string[]) => ({
  Version: "2012-10-17",
  Statement: [
    { Sid: "ReadConfiguration", Effect: "Allow", Action: [...actions], Resource: "*" },
    { Sid: "NeverReadData", Effect: "Deny", Action: [...DATA_READS], Resource: "*" },
  ],
});

/** Who may take the role. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html */
export const trustPolicy = (principal: string, externalId: string | null) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: principal },
      Action: "sts:AssumeRole",
      ...(externalId === null ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
    },
  ],
});
