// Sends what seals brought, one mail a seal, from where it stopped the last time: at least once, and never out of order.
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SNSClient } from "@aws-sdk/client-sns";
import { z } from "zod";
import { putEvents } from "../alerts/channels/event-bridge.ts";
import { publish } from "../alerts/channels/sns.ts";
import { eventsOf } from "../alerts/events/events.ts";
import { logChanged } from "../alerts/log-changes.ts";
import { mailOf } from "../alerts/mail/mail.ts";
import { isQuiet, newsOf } from "../alerts/news/news.ts";
import { policyInForce } from "../audit/standing/in-force/policy-in-force.ts";
import { SealedLog } from "../audit/reading/sealed-log.ts";
import { NO_LANDMARKS } from "../ledger/read/listing/landmarks.ts";
import { readLeaf } from "../ledger/read/log-tail.ts";
import { advance, readCursor } from "./work-bucket/cursor.ts";
import { env } from "./environment/env.ts";
import { handle } from "./environment/handle.ts";
import { cachesOf, clock, createdLedger, openNames } from "./environment/places.ts";

const Event = z.object({});

const bus = new EventBridgeClient({});
const topic = new SNSClient({});

export const handler = handle(Event, async (_event, deadline) => {
  const ledger = await createdLedger(NO_LANDMARKS, "notifyCache");
  if (ledger === null) return { result: { told: 0, more: false }, counts: {} };
  const names = await openNames(ledger.genesis.salt);
  const cursor = await readCursor();
  const told = cursor.last === null ? null : { place: cursor.told - 1, index: cursor.last };
  const log = await SealedLog.open(ledger.store, told);
  const evidence = { store: ledger.store, ledger: ledger.id, log, cache: ledger.cache };
  let [place, mails, events] = [cursor.told, 0, 0];
  for (; place < log.size && clock.now() < deadline; place += 1) {
    const index = log.indexAt(place);
    const { leaf } = await readLeaf(ledger.store, index);
    if (leaf !== null && leaf.kind !== "seal") {
      const changed = logChanged(leaf, { ledger: ledger.id, genesis: ledger.genesis });
      await putEvents(bus, env("BUS"), [changed.event]);
      await publish(topic, env("TOPIC"), changed.mail);
      [mails, events] = [mails + 1, events + 1];
    }
    // A leaf of a kind that this version does not know says nothing.
    if (leaf?.kind !== "seal") {
      await advance(cursor, index);
      continue;
    }
    const seal = leaf;
    const policy = await policyInForce(ledger, { seal }, log);
    const news = await newsOf(evidence, policy, place);
    const teller = { ledger: ledger.id, genesis: ledger.genesis, controls: policy.controls };
    const asEvents = eventsOf(news, teller);
    // Every seal is an event, so that others have its checkpoint; only news is a mail.
    await putEvents(bus, env("BUS"), asEvents);
    events += asEvents.length;
    if (!isQuiet(news)) {
      await publish(topic, env("TOPIC"), await mailOf(news, teller, names, env("LEDGER")));
      mails += 1;
    }
    // Only now: an invocation that ends before this line is repeated, and tells the same under the same ids.
    await advance(cursor, index);
  }
  const result = { told: place, more: place < log.size };
  return { result, counts: { Mails: mails, Events: events }, noted: cachesOf(ledger) };
});
