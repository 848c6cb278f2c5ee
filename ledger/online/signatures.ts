// Counts the recent signatures of the log's keys in CloudTrail: how many, from when to when; never what was signed.
import { setTimeout } from "node:timers/promises";
import { CloudTrailClient, LookupEventsCommand, type Event } from "@aws-sdk/client-cloudtrail";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { DAY_MS, formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Looks } from "./looks.ts";

/** CloudTrail's event history goes back so far. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const DAYS = 90;
/** Two lookups a second are allowed, to all who look in an account and region. */
const PACE_MS = 600;
/** Pages of 50 events each. Other keys of the account sign too, and their events are looked through. */
const MOST_PAGES = 400;
const ATTEMPTS = 5;

/** The signatures of a key. Times are CloudTrail's; null where there is no signature. */
export type SignaturesOfKey = {
  /** ARN of the key. */
  readonly key: string;
  readonly signed: number;
  /** Calls that CloudTrail says failed: nothing was signed by them. */
  readonly refused: number;
  readonly first: string | null;
  readonly last: string | null;
};

export type Signatures = {
  /** The account whose event history was asked. */
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly keys: readonly SignaturesOfKey[];
};

/**
 * Signatures of the last 90 days by the keys that `named` (ARNs of keys or aliases, of one account and region) name; null where
 * that can't be said of one of them.
 */
export async function lookAtSignatures(
  named: readonly string[],
  now: number,
  looks: Looks,
): Promise<Signatures | null> {
  const what = `signatures by ${named.join(", ")}`;
  const region = named[0]?.split(":")[3] ?? "";
  const of = { region, maxAttempts: ATTEMPTS };
  const keys = await looks.at(what, "kms:DescribeKey", async () => {
    const kms = new KMSClient(of);
    const described = await Promise.all(named.map((KeyId) => kms.send(new DescribeKeyCommand({ KeyId }))));
    return described.map(({ KeyMetadata }, at) => KeyMetadata?.Arn ?? (named[at] as string));
  });
  if (keys === null) return null;
  const account = await looks.at(what, null, async () => {
    const { Account } = await new STSClient(of).send(new GetCallerIdentityCommand({}));
    return Account ?? "";
  });
  if (account === null) return null;
  // Calls from other accounts are in the history of the key's account and in that of the caller, and in no other.
  const owner = keys[0]?.split(":")[4] ?? "";
  if (account !== owner)
    return looks.not(
      what,
      `found credentials of account ${account}, expected account ${owner}, whose CloudTrail has every call of the keys`,
    );
  const days = { from: new Date(now - DAYS * DAY_MS), to: new Date(now) };
  const counted = await looks.at(what, "cloudtrail:LookupEvents", () => count(new CloudTrailClient(of), keys, days));
  if (counted === null) return null;
  if (counted === "too many")
    return looks.not(
      what,
      `CloudTrail holds more than ${MOST_PAGES * 50} Sign events of the last 90 days, too many to count`,
    );
  return { account, from: formatTimestamp(days.from.getTime()), to: formatTimestamp(now), keys: counted };
}

type Days = { readonly from: Date; readonly to: Date };

async function count(
  client: CloudTrailClient,
  keys: readonly string[],
  { from, to }: Days,
): Promise<SignaturesOfKey[] | "too many"> {
  const counts = keys.map((key) => ({ key, refused: 0, times: [] as number[] }));
  let next: string | undefined;
  for (let pages = 0; pages === 0 || next !== undefined; pages += 1) {
    if (pages === MOST_PAGES) return "too many";
    if (pages > 0) await setTimeout(PACE_MS);
    const { Events = [], NextToken } = await client.send(
      new LookupEventsCommand({
        // A lookup takes only one attribute. Sign is a management event that changes nothing, and no setting keeps those of
        // KMS out.
        LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "Sign" }],
        StartTime: from,
        EndTime: to,
        MaxResults: 50,
        NextToken: next,
      }),
    );
    for (const event of Events) {
      const { named, isRefused } = read(event);
      const of = counts.find(({ key }) => named.includes(key));
      if (of === undefined) continue;
      if (isRefused) of.refused += 1;
      else of.times.push(event.EventTime?.getTime() ?? Number.NaN);
    }
    next = NextToken;
  }
  const at = (time: number | undefined): string | null =>
    time === undefined || Number.isNaN(time) ? null : formatTimestamp(time);
  return counts.map(({ key, refused, times }) => {
    const inOrder = times.toSorted((a, b) => a - b);
    return { key, signed: times.length, refused, first: at(inOrder[0]), last: at(inOrder.at(-1)) };
  });
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-sign.html */
type Record = {
  readonly errorCode?: unknown;
  readonly resources?: readonly ({ readonly ARN?: unknown } | null)[];
};

function read({ EventSource, Resources = [], CloudTrailEvent = "{}" }: Event): {
  readonly named: readonly unknown[];
  readonly isRefused: boolean;
} {
  const record = recordOf(CloudTrailEvent);
  const isOfKms = (EventSource ?? "kms.amazonaws.com") === "kms.amazonaws.com";
  const named = [
    ...Resources.map(({ ResourceName }) => ResourceName),
    ...(Array.isArray(record.resources) ? record.resources.map((each) => each?.ARN) : []),
  ];
  return { named: isOfKms ? named : [], isRefused: record.errorCode !== undefined };
}

function recordOf(text: string): Record {
  try {
    return (JSON.parse(text) ?? {}) as Record;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
