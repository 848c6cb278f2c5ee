// Asks whatever could be asked of a deployment: each action of the services that guard it, on each kind of resource, by whoever
// acts.
import type { Ask, Authority } from "../support/deployed/authority.ts";
import type { Decision } from "../support/iam/decide.ts";
import type { Principal } from "../support/iam/principal.ts";
import { FUNCTIONS } from "../../infra/names.ts";
import { ACTIONS } from "./actions.ts";
import { actorsOf } from "./actors.ts";
import type { Synthesis } from "./deployments.ts";
import { kindsElsewhere, kindsOf, type Kind } from "./kinds.ts";

type Context = NonNullable<Ask["context"]>;

export type Case = {
  readonly who: string;
  readonly by: Principal;
  readonly on: Kind;
  readonly way: string;
  readonly ask: Ask;
};

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

/** They may read everything, and have buckets, keys, topics and functions of their own as they like. */
const IS_PERSON = /^(administrator|deployer|break glass)/;
/** The role of members reads the configuration of accounts. */
const CHANGES_ALONE = /^(administrator|deployer|break glass|member)/;
const OF_THEIRS =
  /(s3 (bucket|object|accesspointobject)|kms (key|alias)|sns topic|lambda function( alias| version)?) elsewhere/;

/** Every case; of administrators, deployers and the member's role only what changes something. */
export function casesOf(synthesis: Synthesis): Case[] {
  const ours = kindsOf(synthesis);
  const found: Case[] = [];
  for (const [who, by] of actorsOf(synthesis)) {
    const account = by.kind === "aws" ? by.account : "";
    const theirs = kindsElsewhere(account, synthesis);
    const kinds = [...ours, ...theirs.filter(({ kind }) => !IS_PERSON.test(who) || !OF_THEIRS.test(kind))];
    for (const { name, types, changes } of ACTIONS) {
      if (CHANGES_ALONE.test(who) && !changes) continue;
      const ways = waysOf(name, synthesis);
      // An administrator may pass a role of Tidemark to another function.
      const [first] = Object.values(ways);
      const isOurs = (FUNCTIONS as readonly string[]).includes(who) && BY_OTHERS.has(name);
      const all = isOurs ? { ...ways, "by another function": { ...first, ...OTHER_FUNCTION } } : ways;
      for (const on of kinds) {
        if (!on.types.some((type) => types.includes(type))) continue;
        for (const [way, context] of Object.entries(all))
          found.push({ who, by, on, way, ask: { action: name, resource: on.arn, context: context as Context } });
      }
    }
  }
  return [...found, ...alarmsTelling(synthesis)];
}

/** Decisions of AWS on a case: on its resource, and on each further one that AWS asks about. All of them have to allow it. */
export const decisionsOf = (authority: Authority, { by, on, ask }: Case): Decision[] =>
  [ask.resource, ...(on.and ?? [])].map((resource) => authority.decide(by, { ...ask, resource }));

export const isAllowed = (decisions: readonly Decision[]): boolean => decisions.every(({ allowed }) => allowed);

const BY_ACCESS_POINT = new Set(
  ACTIONS.filter(({ types }) => types.some((type) => type.startsWith("s3:accesspoint"))).map(({ name }) => name),
);

/**
 * The same cases, asked through an access point that the account of whoever asks has made over the bucket, with a policy that
 * lets everybody do everything. The bucket has to allow each request that comes through it, too; its policy names the bucket
 * and its objects then as it always does, and is told the access point by these keys.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export const throughAccessPoints = (cases: readonly Case[], { config }: Synthesis): Case[] =>
  cases
    .filter(({ ask }) => BY_ACCESS_POINT.has(ask.action) && ask.resource.startsWith("arn:aws:s3:::"))
    .map((of) => {
      const account = of.by.kind === "aws" ? of.by.account : "";
      const context = {
        ...of.ask.context,
        "s3:DataAccessPointAccount": account,
        "s3:DataAccessPointArn": `arn:aws:s3:${config.deployment.region}:${account}:accesspoint/open`,
        "s3:AccessPointNetworkOrigin": "Internet",
      };
      return { ...of, ask: { ...of.ask, context } };
    });

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
      on: { kind: `topic of ${stack}`, types: ["sns:topic"], arn: arn as string },
      way,
      ask: { action: "sns:Publish", resource: arn as string, context: context as NonNullable<Ask["context"]> },
    }));
  });
}
