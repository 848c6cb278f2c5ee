// Verifies the last days of the ledger with the newest trust file in the work bucket, and tells where it is not INTACT.
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SNSClient } from "@aws-sdk/client-sns";
import { z } from "zod";
import { putEvents } from "../alerts/channels/event-bridge.ts";
import { publish } from "../alerts/channels/sns.ts";
import { verificationCounts, verificationFailed } from "../alerts/verification.ts";
import { genesis } from "../evidence-schema/log-schema.ts";
import { GENESIS_KEY } from "../evidence-schema/object-key.ts";
import { formatTimestamp } from "../evidence-schema/timestamp.ts";
import { parseS3Place } from "../ledger/stores/s3/place.ts";
import { openS3ForReading } from "../ledger/stores/s3.ts";
import type { ReadStore } from "../ledger/store.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { config } from "./company.ts";
import { env } from "./env.ts";
import { handle } from "./handle.ts";
import { clock, s3 } from "./places.ts";
import { newestTrust } from "./trust.ts";

/** `days`: how far back; a full segment lies in each week. Null: from the beginning. */
const Event = z.object({ days: z.int().min(1).nullable() });

const DAY_MS = 86_400_000;
const bus = new EventBridgeClient({});
const topic = new SNSClient({});

export const handler = handle(Event, async ({ days }) => {
  const now = clock.now();
  const store = openS3ForReading(s3, parseS3Place(env("LEDGER")));
  const from = days === null ? "" : formatTimestamp(now - days * DAY_MS);
  // A younger ledger is verified as a whole.
  const window = from <= (await createdAt(store)) ? {} : { from };
  const report = await verifyLedger({
    store,
    trust: await newestTrust(),
    now: formatTimestamp(now),
    threads: 1,
    ...window,
  });
  // As it was deployed: the ledger itself may say anything by now.
  const {
    company: { system },
    ledger: { example },
  } = config;
  const told = verificationFailed(report, { system, example }, env("LEDGER"));
  if (told !== null) {
    await putEvents(bus, env("BUS"), [told.event]);
    await publish(topic, env("TOPIC"), told.mail);
  }
  const { verdict, problems, read } = report;
  return { result: { verdict, problems: problems.length, ...read }, counts: verificationCounts(report) };
});

async function createdAt(store: ReadStore): Promise<string> {
  const bytes = await store.get(GENESIS_KEY);
  // Without any the verification says so: it begins with it.
  return bytes === null ? "" : (genesis.safeParse(JSON.parse(bytes.toString("utf8"))).data?.created ?? "");
}
