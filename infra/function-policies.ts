// What each function may do: one policy each, with every resource named that can be.
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { ASK_AGGREGATOR, LIST_ORGANIZATION } from "../collectors/aws/actions.ts";
import { PREFIX, type DeployedConfig } from "../config/places.ts";
import { WRITES } from "./ledger-bucket.ts";
import type { FunctionName, Names } from "./names.ts";
import { signingStatement } from "./signing-key.ts";

export type Resources = { readonly key: Key; readonly topicArn: string; readonly busArn: string };

export function statementsOf(
  name: FunctionName,
  config: DeployedConfig,
  names: Names,
  resources: Resources,
): PolicyStatement[] {
  const tell = [
    new PolicyStatement({ actions: ["sns:Publish"], resources: [resources.topicArn] }),
    new PolicyStatement({ actions: ["events:PutEvents"], resources: [resources.busArn] }),
  ];
  switch (name) {
    case "plan-run":
      return [
        ...ledger(names, name, ["*"]),
        ...people(names, true),
        ...work(names, ["runs/*"], true),
        ...(config.aws.organization ? [anywhere([LIST_ORGANIZATION])] : []),
      ];
    case "collect-shard":
      return [
        // Only who the ledger is and where its chains stand: not what is in them.
        ...ledger(names, name, ["genesis.json"]),
        ...people(names, true),
        ...work(names, ["runs/*"], true),
        new PolicyStatement({ actions: ["sts:AssumeRole"], resources: memberRoles(config) }),
        ...(config.aws.aggregator === null ? [] : [anywhere([...ASK_AGGREGATOR])]),
      ];
    case "assess-scope":
      return [...ledger(names, name, ["*"]), ...work(names, ["runs/*"], true)];
    case "seal-run":
      return [
        ...ledger(names, name, ["*"]),
        ...work(names, ["runs/*"], false),
        ...signingStatement(resources.key, config, names),
      ];
    case "notify":
      return [...ledger(names, name, ["*"]), ...people(names, false), ...work(names, ["cursor/*"], true), ...tell];
    case "verify-ledger":
      return [...ledger(names, name, ["*"]), ...work(names, ["trust/*"], false), ...tell];
  }
}

function ledger(names: Names, name: FunctionName, reads: readonly string[]): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${names.ledgerBucket}`;
  const under = (prefix: string): string => `${bucket}/${PREFIX}${prefix}`;
  const writes = WRITES[name] ?? [];
  // verify-ledger looks at what is there; the others refuse a bucket whose lock is weaker than genesis says.
  const looks = name === "verify-ledger" ? [] : ["s3:GetBucketVersioning", "s3:GetBucketObjectLockConfiguration"];
  return [
    new PolicyStatement({ actions: ["s3:ListBucketVersions", ...looks], resources: [bucket] }),
    new PolicyStatement({ actions: ["s3:GetObjectVersion"], resources: reads.map(under) }),
    ...(writes.length === 0
      ? []
      : [
          // What was written is confirmed with its lock, which HeadObject shows to those alone that may read it.
          new PolicyStatement({
            actions: ["s3:PutObject", "s3:GetObjectRetention"],
            resources: writes.map((prefix) => under(`${prefix}*`)),
          }),
        ]),
  ];
}

// Who may not list a bucket is told "denied" of an object that is not there.
function people(names: Names, writes: boolean): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${names.namesBucket}`;
  const actions = writes ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"];
  return [
    new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket] }),
    new PolicyStatement({ actions, resources: [`${bucket}/*`] }),
  ];
}

function work(names: Names, objects: readonly string[], writes: boolean): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${names.workBucket}`;
  const actions = writes ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"];
  return [
    new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket] }),
    new PolicyStatement({ actions, resources: objects.map((each) => `${bucket}/${each}`) }),
  ];
}

/** Actions that have no resource to be named. */
const anywhere = (actions: string[]): PolicyStatement => new PolicyStatement({ actions, resources: ["*"] });

function memberRoles({ scopes, aws }: DeployedConfig): string[] {
  return scopes.flatMap(({ scope, role }) => {
    if (!scope.startsWith("aws/")) return [];
    const named = (role === undefined ? aws.role : role) ?? "";
    return [named.startsWith("arn:") ? named : `arn:aws:iam::${scope.slice("aws/".length)}:role/${named}`];
  });
}
