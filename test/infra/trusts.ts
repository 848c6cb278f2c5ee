// Asks who may take each role of a deployment, of whoever could ask for it and in which ways; and lists who may, and why.
import { scopesOf } from "../../config/live-clouds.ts";
import { FUNCTIONS, namesOf } from "../../infra/names.ts";
import { decide, type Request } from "../support/iam/decide.ts";
import type { Principal } from "../support/iam/principal.ts";
import type { Policy } from "../support/iam/statement.ts";
import { placesWith } from "./actors.ts";
import type { Synthesis } from "./deployments.ts";

/** Whole names of roles, of who takes them, and of ways, as expressions. */
export type Trust = { readonly role: RegExp; readonly who: RegExp; readonly way: RegExp; readonly why: string };

export const TRUSTS: readonly Trust[] = [
  {
    role: /plan-run|collect-shard|collect-azure|collect-gcp|assess-scope|seal-run|notify|verify-ledger|enable-federation/,
    who: /lambda/,
    way: /.*/,
    why: "Lambda runs the function by it; for which function, the role's own policies ask (lambda:SourceFunctionArn)",
  },
  {
    role: /run|verification/,
    who: /states/,
    way: /.*/,
    why: "Step Functions runs the machine by it; by another machine it could do no more than call the functions",
  },
  {
    role: /slots|verifies/,
    who: /scheduler/,
    way: /for ours/,
    why: "the scheduler starts runs and verifications by it",
  },
  { role: /replication/, who: /s3/, way: /.*/, why: "S3 copies by it; from where, the role's own policy says" },
  {
    role: /operator/,
    who: /operator \d/,
    way: /plain|with another external id|without an external id/,
    why: "the config names them; a rule looks for it in one region",
  },
  {
    role: /auditor/,
    who: /administrator, account of .*ledger.*/,
    way: /.*/,
    why: "whoever the ledger's account lets: the role reads, and changes nothing",
  },
  {
    role: /replica-auditor/,
    who: /administrator, account of .*replica.*/,
    way: /.*/,
    why: "whoever the replica's account lets: the role reads, and changes nothing",
  },
  {
    role: /member of .*/,
    who: /collect-shard/,
    way: /plain|in another region|without a region/,
    why: "the collecting function reads the account, in each of its regions",
  },
];

type Role = { readonly name: string; readonly arn: string; readonly account: string; readonly trust: Policy };

export type Case = {
  readonly role: Role;
  readonly who: string;
  readonly by: Principal;
  readonly way: string;
  readonly context: NonNullable<Request["context"]>;
};

export const mayTake = ({ role, by, context }: Case, trust = role.trust): boolean =>
  decide({ by, action: "sts:AssumeRole", resource: role.arn, context, on: { policy: trust, account: role.account } })
    .allowed;

export function casesOf(synthesis: Synthesis): Case[] {
  const takers = [...takersOf(synthesis)].map(([who, by]) => ({ who, by, ways: waysOf(by, synthesis) }));
  return rolesOf(synthesis).flatMap((role) =>
    takers.flatMap(({ who, by, ways }) =>
      Object.entries(ways).map(([way, context]) => ({ role, who, by, way, context })),
    ),
  );
}

/** Each role with its trust. The template of members goes to each account that is read: here the collector's and another. */
export function rolesOf({ config, templates }: Synthesis): Role[] {
  const { account } = namesOf(config);
  const other = scopesOf(config.scopes, "aws").find(({ id }) => id !== account)?.id;
  const read = [account, ...(other === undefined ? [] : [other])];
  return templates.all("AWS::IAM::Role").flatMap(({ properties, stack, place }) => {
    const roleName = properties["RoleName"] as string;
    const trust = properties["AssumeRolePolicyDocument"] as Policy;
    const inAccount = (name: string, of: string): Role => ({
      name,
      arn: `arn:aws:iam::${of}:role/${roleName}`,
      account: of,
      trust,
    });
    if (stack === "TidemarkMember")
      return read.map((of) => inAccount(`member of ${of === account ? "the collector" : "another account"}`, of));
    return [inAccount(roleName.replace("tidemark-", ""), place.account)];
  });
}

const STRANGER = "999999999999";
const SERVICES = ["lambda", "states", "scheduler", "s3", "batchoperations.s3", "cloudformation", "events", "ec2"];

/** Whoever could ask for a role: each with policies of their own that let them. */
function takersOf({ config, templates, authority }: Synthesis): ReadonlyMap<string, Principal> {
  const names = namesOf(config);
  const { operators, replica } = config.deployment;
  const accounts = { collector: names.account, ledger: names.ledgerAccount, replica: replica?.account ?? null };
  const [operator = ""] = operators;
  const inAccountOf = (arn: string, policies: readonly Policy[]): Principal => ({
    kind: "aws",
    arn,
    account: arn.split(":")[4] as string,
    policies,
  });
  const takesOperator: Policy = {
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: names.roleArn("operator") }],
  };
  const elsewhere = (arn: string): Principal => authority.everything(arn.replace(/\d{12}/, STRANGER));
  const ours = templates.all("AWS::IAM::Role").filter(({ stack }) => stack !== "TidemarkMember");
  return new Map([
    ...ours.map(({ arn, properties }) => {
      const name = (properties["RoleName"] as string).replace("tidemark-", "");
      return [`${name}`, authority.role(arn as string)] as const;
    }),
    ...operators.map((arn, i) => [`operator ${i + 1}`, inAccountOf(arn, [takesOperator])] as const),
    ["an operator whom nothing lets", inAccountOf(operator, [])],
    ["an operator's namesake elsewhere", elsewhere(operator)],
    [
      "an operator's namesake below a path",
      inAccountOf(operator.replace(/(role|user)\//, "$1/other/"), [takesOperator]),
    ],
    ["somebody else who may ask for the operator's role", inAccountOf(`${operator}-2`, [takesOperator])],
    ["collect-shard's namesake elsewhere", elsewhere(names.roleArn("collect-shard"))],
    ["administrator of a stranger", authority.administrator(STRANGER)],
    ...[...new Set(Object.values(accounts).flatMap((of) => of ?? []))].map(
      (of) => [`administrator, account of ${placesWith(accounts, of)}`, authority.administrator(of)] as const,
    ),
    ...SERVICES.map((name) => [name, { kind: "service", service: `${name}.amazonaws.com` } as const] as const),
  ]);
}

type Ways = { readonly [way: string]: Case["context"] };

/** What AWS says of a request for a role: of a service, for which resource it acts; of others, how they ask. */
function waysOf(by: Principal, { config, authority }: Synthesis): Ways {
  const { account, region } = config.deployment;
  if (by.kind === "service") {
    const forGroup = (of: string, name: string) => ({
      "aws:SourceAccount": of,
      "aws:SourceArn": `arn:aws:scheduler:${region}:${of}:schedule-group/${name}`,
    });
    return {
      "for ours": forGroup(account, "default"),
      "for another group": forGroup(account, "other"),
      "for another account": forGroup(STRANGER, "default"),
      "for nobody": {},
    };
  }
  const source = authority.source(by.arn);
  const externalId = { ...source, "sts:ExternalId": config.aws.externalId as string };
  const inRegion = { ...source, "aws:RequestedRegion": region };
  const isFunction = FUNCTIONS.some((name) => by.arn === namesOf(config).roleArn(name));
  const otherFunction = { "lambda:SourceFunctionArn": `arn:aws:lambda:${region}:${account}:function:other` };
  return {
    plain: { ...inRegion, ...externalId },
    "in another region": { ...externalId, "aws:RequestedRegion": "us-west-2" },
    "without a region": externalId,
    "with another external id": { ...inRegion, "sts:ExternalId": "other" },
    "without an external id": inRegion,
    ...(isFunction ? { "by another function": { ...inRegion, ...externalId, ...otherFunction } } : {}),
  };
}
