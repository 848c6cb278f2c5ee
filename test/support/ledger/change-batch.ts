// Observes batches of change events into a test's ledger.
import type { RereadingReader } from "../../../collectors/port.ts";
import { Tests } from "../../../observation/judging/evaluate.ts";
import { observeEvents, type ChangeEvent } from "../../../observation/events/observe-events.ts";
import type { ObservedScope } from "../../../observation/comparing/write-segment.ts";
import type { ConfiguredCheck } from "../../../observation/plan/tests-document.ts";
import { REGION } from "./cloud.ts";
import { BY, type TemporaryLedger } from "./temporary-ledger.ts";

/** What is read of a scope, and which checks are asked of it. */
export type Observing = {
  readonly scope: string;
  readonly reader: RereadingReader;
  readonly checks: readonly ConfiguredCheck[];
};

/** Observes a batch at the time of the ledger's clock. */
export async function observeBatch(
  home: TemporaryLedger,
  { scope, reader, checks }: Observing,
  events: readonly ChangeEvent[],
): Promise<ObservedScope | null> {
  const people = { person: () => "person", remember: () => {} };
  const tests = new Tests(checks, reader, []);
  const context = { ledger: await home.open(), clock: home.clock, by: BY, reader, checks, tests, ...people };
  return observeEvents(context, { scope, regions: [REGION] }, events);
}

/** One event about a resource, a minute after what came before, observed as a batch. */
export async function observeEvent(
  home: TemporaryLedger,
  observing: Observing,
  { key, unit }: Pick<ChangeEvent, "key" | "unit">,
): Promise<ObservedScope | null> {
  home.clock.advance(60);
  const time = home.clock.text();
  return observeBatch(home, observing, [{ id: `${key} ${time}`, key, unit, time }]);
}
