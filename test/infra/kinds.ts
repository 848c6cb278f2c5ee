// Lists the kinds of resources that a deployment is asked about: one object of each part of a bucket, each key with its alias,
// each topic, each function, and what is not ours in the account of whoever acts.
import type { Placed } from "../support/deployed/template.ts";
import { projectListOf, subscriptionListOf } from "../../config/deployed/places.ts";
import { namesOf } from "../../infra/names.ts";
import { resourcesElsewhere } from "./actions.ts";
import type { Synthesis } from "./deployments.ts";

/** A resource by what it is to us; `types` as the Service Authorization Reference calls it. */
export type Kind = {
  readonly kind: string;
  readonly types: readonly string[];
  readonly arn: string;
  /** ARNs of resources that AWS asks about as well: all have to be allowed. */
  readonly and?: readonly string[];
};

const RECORDS = ["aws", "azure", "gcp", "entra", "workspace"];
const DOCUMENTS = ["tests", "controls", "waivers", "boundary", "schedule", "roster", "code"];

function ledgerObjects(): { readonly [kind: string]: string } {
  const provider = (name: string): string => `ledger/records/provider=${name}/scope=1/gen=0/000000000000.ndjson.gz`;
  const document = (kind: string): string => `ledger/documents/${kind}/${"0".repeat(64)}.json`;
  return {
    genesis: "ledger/genesis.json",
    ...Object.fromEntries(DOCUMENTS.map((kind) => [`${kind} document`, document(kind)])),
    "queries document": document("queries"),
    "document of another kind": document("other"),
    acts: provider("tidemark"),
    ...Object.fromEntries(RECORDS.map((name) => [`${name} records`, provider(name)])),
    "records of another provider": provider("other"),
    log: "ledger/log/000000000000.json",
    "another place": "ledger/other.json",
    outside: "other/ledger/genesis.json",
  };
}

function bucketKinds(kind: string, name: string, objects: { readonly [kind: string]: string }): Kind[] {
  const arn = `arn:aws:s3:::${name}`;
  return [
    { kind: `${kind} bucket`, types: ["s3:bucket"], arn },
    ...Object.entries(objects).map(([part, key]) => ({
      kind: `${kind}: ${part}`,
      types: ["s3:object"],
      arn: `${arn}/${key}`,
    })),
  ];
}

/**
 * Keys, and their aliases. Who creates, moves or deletes an alias has to be allowed to do so with the alias and with the key:
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
function keyKinds({ templates }: Synthesis): Kind[] {
  const aliases = templates.all("AWS::KMS::Alias");
  return templates.all("AWS::KMS::Key").flatMap(({ arn, place: { account, region } }, i) => {
    const key = { kind: `key ${i + 1}`, types: ["kms:key"], arn: arn as string };
    const of = aliases.filter(({ properties }) => properties["TargetKeyId"] === arn);
    return [
      key,
      ...of.map(({ properties }) => ({
        kind: `alias of ${key.kind}`,
        types: ["kms:alias"],
        arn: `arn:aws:kms:${region}:${account}:${properties["AliasName"] as string}`,
        and: [key.arn],
      })),
    ];
  });
}

/** Functions, and their versions and aliases, whose ARN has one part more. */
const functionKinds = ({ templates }: Synthesis): Kind[] =>
  templates.all("AWS::Lambda::Function").flatMap(({ arn, properties }) => {
    const of = { kind: `function ${properties["FunctionName"] as string}`, types: ["lambda:function"] };
    return [
      { ...of, arn: arn as string },
      {
        kind: `version or alias of ${of.kind}`,
        types: [...of.types, "lambda:function alias", "lambda:function version"],
        arn: `${arn}:live`,
      },
    ];
  });

/** Resources of the deployment. */
export function kindsOf(synthesis: Synthesis): Kind[] {
  const { config, templates } = synthesis;
  const names = namesOf(config);
  const topic = ({ stack, arn }: Placed): Kind => ({
    kind: `topic of ${stack}`,
    types: ["sns:topic"],
    arn: arn as string,
  });
  return [
    ...bucketKinds("ledger", names.ledgerBucket, ledgerObjects()),
    ...bucketKinds("names", names.namesBucket, { salt: "salt", name: `${"0".repeat(64)}.json` }),
    ...bucketKinds("work", names.workBucket, {
      plan: "plan/slot/plan.json",
      read: "read/slot/aws%2F1/1/part-0000.ndjson.gz",
      assessed: "assessed/slot/aws%2F1/failed.json",
      cursor: "cursor/notify.json",
      trust: "trust/trust.txt",
      asked: "asked/aws%2F1/0.json",
      "cache of assess-scope": "cache/assess-scope/records/provider=aws/scope=1/gen=0/0-15",
      "cache of seal-run": "cache/seal-run/records/provider=aws/scope=1/gen=0/0-15",
      "cache of notify": "cache/notify/records/provider=aws/scope=1/gen=0/0-15",
      "cache of nobody": "cache/other/records/provider=aws/scope=1/gen=0/0-15",
      "another place": "other.json",
      ...(names.functions.includes("collect-azure")
        ? {
            "read of Azure": "read/slot/azure%2F1/1/part-0000.ndjson.gz",
            "read of Entra": "read/slot/entra%2F1/1/part-0000.ndjson.gz",
          }
        : {}),
      ...(synthesis.config.azure?.discover === true
        ? { "list of subscriptions": `read/slot/${subscriptionListOf(synthesis.config.azure.tenant)}` }
        : {}),
      ...(synthesis.config.gcp?.discover === true
        ? { "list of projects": `read/slot/${projectListOf(synthesis.config.gcp.parent as string)}` }
        : {}),
      ...(names.functions.includes("collect-gcp")
        ? {
            "read of Google Cloud": "read/slot/gcp%2Fprojects%2F1/1/part-0000.ndjson.gz",
            "read of Workspace": "read/slot/workspace%2F1/1/part-0000.ndjson.gz",
          }
        : {}),
    }),
    ...(names.replicaBucket === null
      ? []
      : bucketKinds("replica", names.replicaBucket, { object: "ledger/genesis.json", outside: "other.json" })),
    ...keyKinds(synthesis),
    ...templates.all("AWS::SNS::Topic").map(topic),
    ...functionKinds(synthesis),
  ];
}

/** Resources of others in an account: access points, jobs, layers and so on. Some of them can be made over resources of the deployment. */
export const kindsElsewhere = (account: string, { config }: Synthesis): Kind[] =>
  resourcesElsewhere({ account, region: config.deployment.region }).map(({ type, arn }) => ({
    kind: arn === "*" ? type.replace(/(.*):(.*)/, "$2 in $1") : `${type.replace(":", " ")} elsewhere`,
    types: [type],
    arn,
  }));
