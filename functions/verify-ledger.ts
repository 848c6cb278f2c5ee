// Verifies the ledger with the trust file that lies in the work bucket, and tells where it is not INTACT:
// each day its last days, each week the whole of it, in as many invocations as that takes.
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SNSClient } from "@aws-sdk/client-sns";
import { z } from "zod";
import { putEvents } from "../alerts/channels/event-bridge.ts";
import { publish } from "../alerts/channels/sns.ts";
import { notAskedIn, verificationCounts, verificationFailed } from "../alerts/verification.ts";
import { DAY_MS, formatTimestamp, isTimestamp, parseTimestamp } from "../evidence-schema/bytes/timestamp.ts";
import type { Schedule } from "../evidence-schema/documents/document-schema.ts";
import { parseS3Place } from "../ledger/stores/s3/place.ts";
import { StoreError } from "../ledger/store.ts";
import { openS3ForReading, type S3ReadStore } from "../ledger/stores/s3.ts";
import { verifyLedger } from "../ledger/verify/verify-ledger.ts";
import type { Window } from "../ledger/verify/whole-windows.ts";
import { config, schedule } from "./environment/company.ts";
import { env } from "./environment/env.ts";
import { handle } from "./environment/handle.ts";
import { firstRunAhead, firstRunText, withoutFirstRun, type FirstRun } from "./verifying/first-run.ts";
import { createdAt, nextWindow } from "./verifying/next-window.ts";
import { clock, s3 } from "./environment/places.ts";
import { newestTrust } from "./verifying/trust.ts";

/**
 * `days`: how far back; a full segment lies in any eight. `whole`: all of it. Where it did not fit, `more` of the result is
 * true, and `from` where to go on: the next event is `{ "whole": { "from": <that> } }`. The first has null.
 */
const Event = z.union([
  z.strictObject({ days: z.int().min(1) }),
  z.strictObject({ whole: z.strictObject({ from: z.string().refine(isTimestamp).nullable() }) }),
]);

const bus = new EventBridgeClient({});
const topic = new SNSClient({});

export const handler = handle<z.output<typeof Event>, object>(Event, async (event, deadline) => {
  const now = clock.now();
  const ledger = openS3ForReading(s3, parseS3Place(env("LEDGER")));
  const trust = await newestTrust();
  // Between the deployment and `tidemark create-ledger`, which makes both.
  if (trust === null && (await createdAt(ledger)) === null)
    return { result: { verdict: null, more: false, from: null }, counts: {} };
  if (trust === null)
    throw new StoreError(
      `${env("WORK")} has no trust file. Run tidemark create-ledger again, which puts the file there`,
    );
  const isWhole = "whole" in event;
  const { window, store } = isWhole
    ? await nextWindow(
        ledger,
        event.whole.from === null ? null : parseTimestamp(event.whole.from),
        () => deadline - clock.now(),
      )
    : { window: await lastDays(ledger, now - event.days * DAY_MS), store: ledger };
  const { from, to, next } = window;
  const report = await verifyLedger({
    store,
    trust,
    now: formatTimestamp(now),
    threads: 1,
    ...(from === null ? {} : { from: formatTimestamp(from) }),
    ...(to === null ? {} : { to: formatTimestamp(to) }),
  });
  const ahead = report.verdict === "INCOMPLETE" ? await firstRunOf(ledger, now) : null;
  const judged = ahead === null ? report : withoutFirstRun(report);
  const notAsked = [
    ...notAskedIn({ isWindow: from !== null || to !== null }),
    ...(ahead === null ? [] : [firstRunText(ahead)]),
  ];
  // As it was deployed: the ledger itself may say anything by now.
  const {
    company: { system },
    ledger: { example },
  } = config;
  const told = verificationFailed(judged, { system, example, notAsked }, env("LEDGER"));
  if (told !== null) {
    await putEvents(bus, env("BUS"), [told.event]);
    await publish(topic, env("TOPIC"), told.mail);
  }
  const { verdict, violations, read, asked } = report;
  const more = next !== null;
  return {
    result: {
      verdict,
      violations: violations.length,
      ...read,
      asked,
      notAsked,
      ...(ahead === null ? {} : { firstRun: ahead }),
      more,
      from: next === null ? null : formatTimestamp(next),
    },
    counts: { ...verificationCounts(judged), ...(isWhole && !more ? { WholeVerified: 1 } : {}) },
  };
});

/** The first run of a ledger that has no leaf yet, where it is still ahead: between creation and the first due slot. */
async function firstRunOf(store: S3ReadStore, now: number): Promise<FirstRun | null> {
  if ((await store.list("log/")).length > 0) return null;
  const created = await createdAt(store);
  return created === null ? null : firstRunAhead({ created, now, schedule: schedule as Schedule });
}

/** A younger ledger is verified as a whole. */
async function lastDays(store: S3ReadStore, from: number): Promise<Window> {
  const created = await createdAt(store);
  return { from: created === null || from <= created ? null : from, to: null, next: null };
}
