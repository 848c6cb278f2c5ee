// Tells what seals brought, one mail a seal, from where it stopped the last time: at least once, and never out of order.
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SNSClient } from "@aws-sdk/client-sns";
import { z } from "zod";
import { putEvents } from "../alerts/channels/event-bridge.ts";
import { publish } from "../alerts/channels/sns.ts";
import { eventsOf } from "../alerts/events.ts";
import { mailOf } from "../alerts/mail.ts";
import { isQuiet, newsOf } from "../alerts/news.ts";
import { policyInForce } from "../audit/policy-in-force.ts";
import { SealedLog } from "../audit/sealed-log.ts";
import type { Seal } from "../evidence-schema/log-schema.ts";
import { advance, toldUpTo } from "./cursor.ts";
import { env } from "./env.ts";
import { handle } from "./handle.ts";
import { clock, openLedger, openNames } from "./places.ts";

const Event = z.object({});

const bus = new EventBridgeClient({});
const topic = new SNSClient({});

export const handler = handle(Event, async (_event, deadline) => {
  const ledger = await openLedger();
  const names = await openNames(ledger.genesis.salt);
  const log = await SealedLog.open(ledger.store);
  const evidence = { store: ledger.store, ledger: ledger.id, log };
  const cursor = await toldUpTo();
  let [place, mails, events] = [cursor.told, 0, 0];
  for (; place < log.size && clock.now() < deadline; place += 1) {
    const seal = (await log.at(place)) as Seal;
    const policy = await policyInForce(ledger, { index: seal.index, seal, bytes: Buffer.alloc(0) });
    const news = await newsOf(evidence, policy, place);
    if (!isQuiet(news)) {
      const teller = { ledger: ledger.id, genesis: ledger.genesis, controls: policy.controls };
      const told = eventsOf(news, teller);
      await putEvents(bus, env("BUS"), told);
      await publish(topic, env("TOPIC"), await mailOf(news, teller, names, env("LEDGER")));
      [mails, events] = [mails + 1, events + told.length];
    }
    // Only now: who is ended before this tells the same again, under the same ids.
    await advance(cursor, place + 1);
  }
  return { result: { told: place, more: place < log.size }, counts: { Mails: mails, Events: events } };
});
