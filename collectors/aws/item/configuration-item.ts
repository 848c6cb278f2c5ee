// Makes a snapshot of a configuration item of AWS Config: its key, what it is and its body in the API's spelling.
import { z } from "zod";
import { readAs } from "../../../evidence-schema/bytes/acceptor.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { unitOf, type JsonObject } from "../../../evidence-schema/record/record.ts";
import { awsKey, awsKeyFromArn, syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { isRecord, textLabels } from "../../json-shape.ts";
import type { Provenance } from "../../answer.ts";
import { partitionOf } from "../client/partition.ts";
import type { ResourceType } from "./resource-type.ts";
import { RESOURCE_TYPES } from "./resource-types.ts";
import { memberOf, scalar, timeOf, unquote } from "./spelling.ts";
import type { Item, People } from "../../port.ts";

const Text = z.string().min(1);
const Anything = z.custom<Json>().optional();

/**
 * Members of a configuration item, those that make its key required. Delivered files write `ARN` and `awsAccountId`, the
 * API's answers `arn` and `accountId`. Facts: AWS Config Developer Guide, "Components of a configuration item"; recorded items.
 */
const Envelope = z.object({
  resourceType: Text,
  resourceId: Text,
  resourceName: z.string().nullish(),
  awsAccountId: Text.nullish(),
  accountId: Text.nullish(),
  ARN: Text.nullish(),
  arn: Text.nullish(),
  awsRegion: Text,
  configurationItemCaptureTime: Anything,
  configurationItemStatus: Anything,
  resourceCreationTime: Anything,
  tags: Anything,
  configuration: Anything,
  supplementaryConfiguration: Anything,
});

type Envelope = z.infer<typeof Envelope>;

export type ConfigurationItem = Omit<Envelope, "awsAccountId" | "accountId" | "ARN" | "arn"> & {
  readonly account: string;
  readonly arn: string | null;
};

/** The item, or the path of the first member that it lacks. */
export function parseItem(value: Json): ConfigurationItem | { readonly lacks: string } {
  const result = readAs(Envelope, value);
  if (!result.success) return { lacks: result.error.issues[0]?.path.join(".") ?? "" };
  const { awsAccountId, accountId, ARN, arn, ...rest } = result.data;
  return { ...rest, account: awsAccountId ?? accountId ?? "", arn: ARN ?? arn ?? null };
}

/**
 * Whether another account owns the resource and shares it, such as the VPC of a shared subnet. A run reads such a resource
 * only in its owner's account, if the config enrols that account. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
export function isShared(item: ConfigurationItem): boolean {
  const owner = RESOURCE_TYPES[item.resourceType]?.owner;
  const configuration = unquote(item.configuration ?? null);
  if (owner === undefined || !isRecord(configuration)) return false;
  const account = scalar(memberOf(configuration, owner)) ?? "";
  if (typeof account !== "string" && typeof account !== "number") return false;
  return account !== "" && String(account).padStart(12, "0") !== item.account;
}

/** The snapshot of `item` in `region`'s unit; Unread where its shape is another. Throws RangeError where it has no key. */
export function toItem(item: ConfigurationItem, region: string, telling: Provenance, people: People): Item {
  const type = RESOURCE_TYPES[item.resourceType] as ResourceType;
  const base = { key: keyOf(item, type), unit: unitOf(item.resourceType, region), source: telling.source };
  const dataTime = timeOf(item.configurationItemCaptureTime ?? null);
  const configuration = type.configuration(item.configuration ?? null, people);
  if (dataTime === null || !isRecord(configuration)) {
    const lacks = dataTime === null ? "configurationItemCaptureTime" : "configuration";
    const detail = `the configuration item has no ${lacks} in the documented form`;
    return { ...base, dataTime: dataTime ?? telling.dataTime, problem: { code: "unexpected-shape", detail } };
  }
  const createdAt = timeOf(item.resourceCreationTime ?? null);
  const isPerson = item.resourceType === "AWS::IAM::User";
  if (isPerson) people.remember(base.key, item.resourceName ?? item.resourceId);
  return {
    ...base,
    dataTime,
    incarnation: type.uniqueId ? item.resourceId : (createdAt ?? ""),
    region: type.global ? null : item.awsRegion,
    name: isPerson ? null : (item.resourceName ?? null),
    createdAt,
    labels: labelsOf(unquote(item.tags ?? null)),
    body: { ...configuration, ...supplementary(item, type, people), ...(isPerson ? arnReference(item, people) : {}) },
  };
}

function keyOf(item: ConfigurationItem, type: ResourceType): string {
  // A user's ARN holds the name of a person.
  if (item.resourceType === "AWS::IAM::User") return syntheticKey("aws", item.account, `iam-user/${item.resourceId}`);
  if (item.arn !== null) return awsKeyFromArn(item.arn);
  if (type.arn === null) throw new RangeError("the item has no ARN");
  const { service, regional, resource } = type.arn(item.resourceId, item.resourceName ?? "");
  if (resource.endsWith(":")) throw new RangeError("the item has no name");
  return awsKey({
    partition: partitionOf(item.awsRegion),
    service,
    region: regional ? item.awsRegion : "",
    account: regional ? item.account : "",
    resource,
  });
}

function supplementary(item: ConfigurationItem, type: ResourceType, people: People): JsonObject {
  const all = unquote(item.supplementaryConfiguration ?? null);
  const spelt: { [name: string]: Json } = {};
  for (const [name, [key, spelling]] of Object.entries(type.supplementary)) {
    const value = spelling(isRecord(all) ? memberOf(all, key) : null, people);
    if (value !== undefined) spelt[name] = value;
  }
  return spelt;
}

function arnReference(item: ConfigurationItem, people: People): JsonObject {
  return item.arn === null ? {} : { ArnReference: people.person("aws", item.arn) };
}

// A map, or a list of pairs; either may stand in a string.
function labelsOf(tags: Json): { readonly [label: string]: string } {
  if (!Array.isArray(tags)) return textLabels(tags);
  const pairs = (tags as readonly Json[]).map(pairOf);
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => typeof pair[0] === "string" && typeof pair[1] === "string"),
  );
}

function pairOf(tag: Json): readonly [Json | undefined, Json | undefined] {
  const lower = isRecord(tag)
    ? Object.fromEntries(Object.entries(tag).map(([key, value]) => [key.toLowerCase(), value]))
    : {};
  return [lower["key"] ?? lower["tag"], lower["value"]];
}
