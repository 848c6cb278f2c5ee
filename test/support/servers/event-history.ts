// The event history of CloudTrail, which moto has not: calls of kms:Sign, looked up as its API has it.
import { randomUUID } from "node:crypto";
import { jsonError, type WireAnswer, type WireRequest } from "./wire.ts";

/** A signature, or a call that failed, as CloudTrail records it. `at`: ms since 1970; `key`: ARN. */
export type Signed = { readonly at: number; readonly key: string; readonly error?: string };

/** `page` events at a time; null where something else is asked. */
export function lookUpSignatures(
  { service, call, body }: WireRequest,
  signed: readonly Signed[],
  page = 50,
): WireAnswer | null {
  if (service !== "cloudtrail" || call !== "LookupEvents") return null;
  const { LookupAttributes, StartTime, EndTime, MaxResults, NextToken } = JSON.parse(body) as Lookup;
  const [attribute] = LookupAttributes;
  if (LookupAttributes.length !== 1 || attribute?.AttributeKey !== "EventName" || MaxResults > 50)
    return jsonError("InvalidLookupAttributesException", "one attribute, and 50 events at most");
  const all = attribute.AttributeValue !== "Sign" ? [] : signed;
  const within = all.filter(({ at }) => at >= StartTime * 1000 && at <= EndTime * 1000).toSorted((a, b) => b.at - a.at);
  const from = NextToken === undefined ? 0 : Number(NextToken);
  return {
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify({
      Events: within.slice(from, from + page).map(eventOf),
      ...(from + page < within.length ? { NextToken: String(from + page) } : {}),
    }),
  };
}

type Lookup = {
  readonly LookupAttributes: readonly { readonly AttributeKey: string; readonly AttributeValue: string }[];
  readonly StartTime: number;
  readonly EndTime: number;
  readonly MaxResults: number;
  readonly NextToken?: string;
};

// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html and .../kms/latest/developerguide/ct-sign.html
function eventOf({ at, key, error }: Signed): object {
  const [EventId, eventTime] = [randomUUID(), new Date(at).toISOString().replace(/\.\d{3}/, "")];
  const record = {
    eventVersion: "1.08",
    eventTime,
    eventSource: "kms.amazonaws.com",
    eventName: "Sign",
    ...(error === undefined ? {} : { errorCode: error }),
    requestParameters: { messageType: "RAW", keyId: key, signingAlgorithm: "ED25519_SHA_512" },
    responseElements: null,
    eventID: EventId,
    readOnly: true,
    resources: [{ accountId: key.split(":")[4], type: "AWS::KMS::Key", ARN: key }],
    eventType: "AwsApiCall",
    managementEvent: true,
    eventCategory: "Management",
  };
  return {
    EventId,
    EventName: "Sign",
    ReadOnly: "true",
    EventTime: Math.floor(at / 1000),
    EventSource: "kms.amazonaws.com",
    Resources: [{ ResourceType: "AWS::KMS::Key", ResourceName: key }],
    CloudTrailEvent: JSON.stringify(record),
  };
}
