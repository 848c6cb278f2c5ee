// Counts the recent signatures of the log's key in CloudTrail: how many, from when to when; never what was signed.
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

/** `key`: its ARN; `account`: whose event history was asked. Times are CloudTrail's; null where there is no signature. */
export type Signatures = {
  readonly key: string;
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly signed: number;
  /** Calls that CloudTrail says failed: nothing was signed by them. */
  readonly refused: number;
  readonly first: string | null;
  readonly last: string | null;
};

/** Signatures of the last 90 days by the key that `named` (ARN of a key or of an alias) names; null where that can't be said. */
export async function lookAtSignatures(named: string, now: number, looks: Looks): Promise<Signatures | null> {
  const what = `signatures by ${named}`;
  const region = named.split(":")[3] ?? "";
  const of = { region, maxAttempts: ATTEMPTS };
  const key = await looks.at(what, "kms:DescribeKey", async () => {
    const { KeyMetadata } = await new KMSClient(of).send(new DescribeKeyCommand({ KeyId: named }));
    return KeyMetadata?.Arn ?? named;
  });
  if (key === null) return null;
  const account = await looks.at(what, null, async () => {
    const { Account } = await new STSClient(of).send(new GetCallerIdentityCommand({}));
    return Account ?? "";
  });
  if (account === null) return null;
  // Calls from other accounts are in the history of the key's account and in that of the caller, and in no other.
  const owner = key.split(":")[4] ?? "";
  if (account !== owner)
    return looks.not(
      what,
      `found credentials of account ${account}, expected account ${owner}, whose CloudTrail has every call of the key`,
    );
  const days = { from: new Date(now - DAYS * DAY_MS), to: new Date(now) };
  const counted = await looks.at(what, "cloudtrail:LookupEvents", () => count(new CloudTrailClient(of), key, days));
  if (counted === null) return null;
  if (counted === "too many")
    return looks.not(
      what,
      `CloudTrail holds more than ${MOST_PAGES * 50} Sign events of the last 90 days, too many to count`,
    );
  const said = { from: formatTimestamp(days.from.getTime()), to: formatTimestamp(now) };
  return { key, account, ...said, ...counted };
}

type Days = { readonly from: Date; readonly to: Date };

async function count(client: CloudTrailClient, key: string, { from, to }: Days) {
  let [signed, refused] = [0, 0];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
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
      const { isOfKey, isRefused } = read(event, key);
      if (!isOfKey) continue;
      if (isRefused) refused += 1;
      else {
        signed += 1;
        const time = event.EventTime?.getTime() ?? Number.NaN;
        [first, last] = [Math.min(first, time), Math.max(last, time)];
      }
    }
    next = NextToken;
  }
  const at = (time: number): string | null => (Number.isFinite(time) ? formatTimestamp(time) : null);
  return { signed, refused, first: at(first), last: at(last) };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-sign.html */
type Record = {
  readonly errorCode?: unknown;
  readonly resources?: readonly ({ readonly ARN?: unknown } | null)[];
};

function read(
  { EventSource, Resources = [], CloudTrailEvent = "{}" }: Event,
  key: string,
): { readonly isOfKey: boolean; readonly isRefused: boolean } {
  const record = recordOf(CloudTrailEvent);
  const named = [
    ...Resources.map(({ ResourceName }) => ResourceName),
    ...(Array.isArray(record.resources) ? record.resources.map((each) => each?.ARN) : []),
  ];
  return {
    isOfKey: (EventSource ?? "kms.amazonaws.com") === "kms.amazonaws.com" && named.includes(key),
    isRefused: record.errorCode !== undefined,
  };
}

function recordOf(text: string): Record {
  try {
    return (JSON.parse(text) ?? {}) as Record;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
