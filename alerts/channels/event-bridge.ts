// Puts events on a bus of EventBridge: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
import { PutEventsCommand, type EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { TidemarkEvent } from "../events/event-schema.ts";

const AT_ONCE = 10;

/** Rejects where an entry was not taken: what was taken by then is sent again with it, under the same ids. */
export async function putEvents(
  client: EventBridgeClient,
  bus: string,
  events: readonly TidemarkEvent[],
): Promise<void> {
  for (let at = 0; at < events.length; at += AT_ONCE) {
    const Entries = events.slice(at, at + AT_ONCE).map(({ type, detail }) => ({
      EventBusName: bus,
      Source: "tidemark",
      DetailType: type,
      Detail: JSON.stringify(detail),
    }));
    const { FailedEntryCount = 0, Entries: results = [] } = await client.send(new PutEventsCommand({ Entries }));
    if (FailedEntryCount === 0) continue;
    const codes = results.flatMap(({ ErrorCode }) => (ErrorCode === undefined ? [] : [ErrorCode]));
    throw new Error(
      `the event bus did not accept all events. The next run sends them again. Error codes: ${[...new Set(codes)].join(", ")}`,
    );
  }
}
