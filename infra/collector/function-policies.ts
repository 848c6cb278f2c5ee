// Decides what each function may do: one policy for each function. A policy names every resource that can be named.
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { ASK_AGGREGATOR, LIST_ORGANIZATION } from "../../collectors/aws/actions.ts";
import { audienceOf } from "../../collectors/google/apis.ts";
import { AZURE_CLOUDS } from "../../collectors/microsoft/clouds.ts";
import { TOKEN_ACTION, TOKEN_ALGORITHM, TOKEN_SECONDS } from "../../collectors/tokens/actions.ts";
import { scopesOf } from "../../config/live-clouds.ts";
import {
  PREFIX,
  projectListOf,
  subscriptionListOf,
  WORK_AREAS,
  type DeployedConfig,
} from "../../config/deployed/places.ts";
import { keyStatement } from "../ledger/signing-key.ts";
import { keysOf } from "../ledger/writers.ts";
import type { Actor, FunctionName, Names } from "../names.ts";
import { workKeysOf } from "./work-bucket.ts";

export type Resources = { readonly keys: readonly Key[]; readonly topicArn: string; readonly busArn: string };

/**
 * The permissions of a function's role, for the code of that function alone. Another function that is given the role has none
 * of them. https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function statementsOf(
  name: FunctionName,
  config: DeployedConfig,
  names: Names,
  resources: Resources,
): PolicyStatement[] {
  return forFunction(name, names, actionsOf(name, config, names, resources));
}

/** The statements, with the condition that the code of the function asks. */
export function forFunction(name: FunctionName, names: Names, statements: PolicyStatement[]): PolicyStatement[] {
  for (const statement of statements)
    statement.addCondition("ArnEquals", { "lambda:SourceFunctionArn": names.functionArn(name) });
  return statements;
}

function actionsOf(name: FunctionName, config: DeployedConfig, names: Names, resources: Resources): PolicyStatement[] {
  const tell = [
    new PolicyStatement({ actions: ["sns:Publish"], resources: [resources.topicArn] }),
    new PolicyStatement({ actions: ["events:PutEvents"], resources: [resources.busArn] }),
  ];
  const whole = ledgerStatements(names, name, ["*"]);
  switch (name) {
    case "plan-run":
      return [
        ...whole,
        ...namesStatements(names, name),
        ...workStatements(names, name, { reads: ["plan"] }),
        ...(config.aws.organization ? [anywhere([LIST_ORGANIZATION])] : []),
        ...scopeListStatements(config, names),
      ];
    case "collect-shard":
      return [
        // Only who the ledger is and where its chains stand: not what is in them.
        ...ledgerStatements(names, name, ["genesis.json"]),
        ...namesStatements(names, name),
        ...workStatements(names, name, { reads: ["plan", "read", "assessed"] }),
        ...aggregatorStatements(config, names),
      ];
    case "collect-azure":
      return [
        ...ledgerStatements(names, name, ["genesis.json"]),
        ...namesStatements(names, name),
        ...workStatements(names, name, { reads: ["plan", "read", "assessed"] }),
        // Only a config with `azure` has the function.
        tokenStatement(AZURE_CLOUDS[(config.azure as NonNullable<typeof config.azure>).cloud].audience),
      ];
    case "collect-gcp":
      return [
        ...ledgerStatements(names, name, ["genesis.json"]),
        ...namesStatements(names, name),
        ...workStatements(names, name, { reads: ["plan", "read", "assessed"] }),
        // Nothing is deployed without the provider (config/mistakes/before-deployment.ts).
        tokenStatement(audienceOf(config.gcp?.provider as string)),
      ];
    case "enable-federation":
      return [anywhere(["iam:EnableOutboundWebIdentityFederation"])];
    case "assess-scope":
      return [...whole, ...workStatements(names, name, { reads: ["plan", "read", "asked", "assessCache"] })];
    case "seal-run":
      return [
        ...whole,
        ...workStatements(names, name, { reads: ["plan", "assessed", "asked", "sealCache"] }),
        keyStatement(resources.keys, ["kms:Sign", "kms:GetPublicKey"], config, names),
      ];
    case "notify":
      return [
        ...whole,
        ...namesStatements(names, name),
        ...workStatements(names, name, { reads: ["cursor", "notifyCache"] }),
        ...tell,
      ];
    case "verify-ledger":
      return [...whole, ...workStatements(names, name, { reads: ["trust"] }), ...tell];
  }
}

/** Permissions on the ledger. `reads`: keys with wildcards. writers.ts says which keys the actor writes. */
export function ledgerStatements(names: Names, actor: Actor, reads: readonly string[]): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${names.ledgerBucket}`;
  const under = (key: string): string => `${bucket}/${PREFIX}${key}`;
  const writes = keysOf(actor);
  // verify-ledger looks at what is there; the others refuse a bucket whose lock is weaker than genesis says.
  const looks = actor === "verify-ledger" ? [] : ["s3:GetBucketVersioning", "s3:GetBucketObjectLockConfiguration"];
  return [
    new PolicyStatement({ actions: ["s3:ListBucketVersions", ...looks], resources: [bucket] }),
    new PolicyStatement({ actions: ["s3:GetObjectVersion"], resources: reads.map(under) }),
    ...(writes.length === 0
      ? []
      : [
          // The writer confirms an object together with its lock. HeadObject shows the lock only to a principal that may
          // read the lock.
          new PolicyStatement({ actions: ["s3:PutObject", "s3:GetObjectRetention"], resources: writes.map(under) }),
        ]),
  ];
}

// S3 answers "denied" for a missing object to a principal that may not list the bucket.
export function namesStatements(names: Names, actor: Actor): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${names.namesBucket}`;
  const actions = actor === "notify" ? ["s3:GetObject"] : ["s3:GetObject", "s3:PutObject"];
  return [
    new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket] }),
    new PolicyStatement({ actions, resources: [`${bucket}/*`] }),
  ];
}

/** Permissions on the work bucket: for the areas that the actor reads, and for the areas that the actor alone writes. */
export function workStatements(
  names: Names,
  actor: Actor,
  { reads }: { readonly reads: readonly (keyof typeof WORK_AREAS)[] },
): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${names.workBucket}`;
  const objects = (areas: readonly (keyof typeof WORK_AREAS)[]): string[] =>
    areas.map((area) => `${bucket}/${WORK_AREAS[area]}*`);
  const writes = workKeysOf(actor, names).map((key) => `${bucket}/${key}`);
  return [
    new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket] }),
    new PolicyStatement({ actions: ["s3:GetObject"], resources: objects(reads) }),
    ...(writes.length === 0 ? [] : [new PolicyStatement({ actions: ["s3:PutObject"], resources: writes })]),
  ];
}

/** Permission to read the lists of subscriptions and projects that earlier runs kept, and none of the answers beside them. */
function scopeListStatements({ azure, gcp }: DeployedConfig, { workBucket }: Names): PolicyStatement[] {
  const lists = [
    ...(azure?.discover === true ? [subscriptionListOf(azure.tenant)] : []),
    ...(gcp?.discover === true ? [projectListOf(gcp.parent as string)] : []),
  ];
  const resources = lists.map((list) => `arn:aws:s3:::${workBucket}/${WORK_AREAS.read}*/${list}`);
  return resources.length === 0 ? [] : [new PolicyStatement({ actions: ["s3:GetObject"], resources })];
}

/** Actions that have no resource to be named. */
const anywhere = (actions: string[]): PolicyStatement => new PolicyStatement({ actions, resources: ["*"] });

/**
 * Tokens by which another cloud knows the role: of the one audience that it takes, signed as it takes them, and no longer valid
 * than the exchange needs. `ForAllValues` holds of a request without an audience too, so `Null` asks for one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_getting_started.html
 */
function tokenStatement(audience: string): PolicyStatement {
  return new PolicyStatement({
    actions: [TOKEN_ACTION],
    resources: ["*"],
    conditions: {
      "ForAllValues:StringEquals": { "sts:IdentityTokenAudience": [audience] },
      Null: { "sts:IdentityTokenAudience": "false" },
      StringEquals: { "sts:SigningAlgorithm": TOKEN_ALGORITHM },
      NumericLessThanEquals: { "sts:DurationSeconds": String(TOKEN_SECONDS) },
    },
  });
}

/** The aggregator of AWS Config that the config names, where it names one: the id in its ARN is AWS's own, and not its name. */
const aggregatorStatements = ({ aws: { aggregator } }: DeployedConfig, { account }: Names): PolicyStatement[] =>
  aggregator === null
    ? []
    : [
        new PolicyStatement({
          actions: [...ASK_AGGREGATOR],
          resources: [`arn:aws:config:${aggregator.region}:${account}:config-aggregator/*`],
        }),
      ];

/** Accounts whose roles one policy names: it may have 6,144 characters. */
const ACCOUNTS_A_POLICY = 80;

/**
 * The roles of the accounts, which collect-shard takes, in as many policies as they need.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: all inline policies of a role may have 10,240
 * characters, and 20 managed ones may be attached.
 */
export function memberStatements({ scopes, aws }: DeployedConfig): PolicyStatement[] {
  const roles = scopesOf(scopes, "aws").map(({ id, role }) => {
    const named = (role === undefined ? aws.role : role) ?? "";
    return named.startsWith("arn:") ? named : `arn:aws:iam::${id}:role/${named}`;
  });
  return Array.from(
    { length: Math.ceil(roles.length / ACCOUNTS_A_POLICY) },
    (_, i) =>
      new PolicyStatement({
        actions: ["sts:AssumeRole"],
        resources: roles.slice(i * ACCOUNTS_A_POLICY, (i + 1) * ACCOUNTS_A_POLICY),
      }),
  );
}

/** Why a resource of these policies has a wildcard; null where there is no reason. */
export function whyNotNamed(resource: string): string | null {
  if (resource === "*")
    return "organizations:ListAccounts, sts:GetWebIdentityToken and iam:EnableOutboundWebIdentityFederation take no resource";
  if (resource.endsWith(":config-aggregator/*"))
    return "aggregators of the account: the id in an aggregator's ARN is not its name";
  if (resource.endsWith(":key/*")) return "keys of another account, which a condition limits to their aliases";
  if (/\/(?:subscriptions|projects)\.json$/.test(resource))
    return "the lists of subscriptions and projects, below the names of earlier runs";
  if (/^arn:aws:s3:::[^*]+\/\*\/[a-z]+\*$/.test(resource))
    return "answers of the scopes of one cloud, below the names of future runs";
  return /^arn:aws:s3:::[^*]+\/\*$/.test(resource) ? "objects that future runs will name, all under one prefix" : null;
}
