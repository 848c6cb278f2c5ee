// Reads policies of resources that AWS Config does not record, as their services tell them one by one.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKey, syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../../answer.ts";
import { withoutNulls } from "../../../json-shape.ts";
import type { People } from "../../../port.ts";
import { partitionOf } from "../../client/partition.ts";
import { policyDocument } from "../../item/policy-document.ts";

/** Where a policy stands. */
export type Place = { readonly account: string; readonly region: string };

/** Policies of one kind of resource. A subject is what a resource is called by in the call for its policy. */
export type PolicyKind = {
  readonly type: string;
  /** The service in ARNs. */
  readonly service: string;
  /** The resource's part of its ARN. */
  readonly resource: (subject: string) => string;
  /** The text of the policy in an answer; null where the answer has none, undefined where it has another shape. */
  readonly textIn: (answer: Json) => string | null | undefined;
  /** The error by which the service says that there is none; null where it answers without one. */
  readonly none: string | null;
};

/** The text that an answer has as `member`; `always`: the member is there in each answer. */
function textAt(member: string, always: boolean) {
  const Answer = z.object({ [member]: always ? z.string() : z.string().optional() });
  return (answer: Json): string | null | undefined => {
    const parsed = Answer.safeParse(withoutNulls(answer));
    return parsed.success ? ((parsed.data[member] as string | undefined) ?? null) : undefined;
  };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
export const REPOSITORY_POLICY: PolicyKind = {
  type: "Tidemark::ECR::RepositoryPolicy",
  service: "ecr",
  resource: (name) => `repository/${name}`,
  textIn: textAt("policyText", true),
  none: "RepositoryPolicyNotFoundException",
};

/** By ARN. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html: no call tells a value. */
export const SECRET_POLICY: PolicyKind = {
  type: "Tidemark::SecretsManager::SecretPolicy",
  service: "secretsmanager",
  resource: (arn) => `secret:${arn.split(":").slice(6).join(":")}`,
  textIn: textAt("ResourcePolicy", false),
  none: null,
};

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystemPolicy.html */
export const FILE_SYSTEM_POLICY: PolicyKind = {
  type: "Tidemark::EFS::FileSystemPolicy",
  service: "elasticfilesystem",
  resource: (id) => `file-system/${id}`,
  textIn: textAt("Policy", true),
  none: "PolicyNotFound",
};

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupVaultAccessPolicy.html */
export const VAULT_POLICY: PolicyKind = {
  type: "Tidemark::Backup::VaultPolicy",
  service: "backup",
  resource: (name) => `backup-vault:${name}`,
  textIn: textAt("Policy", false),
  none: "ResourceNotFoundException",
};

/** All buses come with their policies. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EventBus.html */
export const EVENT_BUS_POLICY: PolicyKind = {
  type: "Tidemark::Events::EventBusPolicy",
  service: "events",
  resource: (name) => `event-bus/${name}`,
  textIn: textAt("Policy", false),
  none: null,
};

/** The name of the resource that a subject is. */
export const policyName = (kind: PolicyKind, subject: string): string =>
  kind.resource(subject).replace(/^[a-z-]+[/:]/, "");

/** The key of the policy of a subject. Throws RangeError on what makes no key. */
export function policyKey(kind: PolicyKind, { account, region }: Place, subject: string): string {
  const [arn, , , ofRegion, ofAccount] = subject.split(":");
  if (arn === "arn" && (ofRegion !== region || ofAccount !== account))
    throw new RangeError("found the ARN of another account or region");
  return syntheticKey("aws", account, `resource-policy/${region}/${kind.service}/${policyName(kind, subject)}`);
}

/** The policy of a subject; `answer`: null where the service says that there is none. Undefined on an answer of another shape. */
export function policyIn(
  kind: PolicyKind,
  place: Place,
  subject: string,
  answer: Json,
  people: People,
): Answered | undefined {
  const { account, region } = place;
  const text = answer === null ? null : kind.textIn(answer);
  if (text === undefined) return undefined;
  const Arn = awsKey({
    partition: partitionOf(region),
    service: kind.service,
    region,
    account,
    resource: kind.resource(subject),
  });
  return {
    key: policyKey(kind, place, subject),
    name: policyName(kind, subject),
    body: { Arn, ...(text === null || text === "" ? {} : { Policy: policyDocument(text, people) }) },
  };
}

const Buses = z.object({ EventBuses: z.array(z.looseObject({ Name: z.string().min(1) })) });

/** The policy of each event bus of a region; undefined on an answer of another shape. */
export function busPoliciesIn(answer: Json, place: Place, people: People): readonly Answered[] | undefined {
  const { data } = Buses.safeParse(withoutNulls(answer));
  const told = data?.EventBuses.map((bus) => policyIn(EVENT_BUS_POLICY, place, bus.Name, bus as Json, people));
  return told?.every((each) => each !== undefined) === true ? told : undefined;
}
