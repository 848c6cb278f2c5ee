// Decides whether a ledger without a seal lacks anything yet: up to its first due slot it does not, and no alarm rings.
// The verdict stays what `tidemark verify` says, INCOMPLETE: nothing was observed so far. Only the alarm waits.
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Schedule } from "../../evidence-schema/documents/document-schema.ts";
import { slotSpan, slotTime } from "../../evidence-schema/log/due-slots.ts";
import type { Rule } from "../../evidence-schema/rules.ts";
import { verdictOf, type Report } from "../../ledger/verify/report.ts";

/** Rules that a ledger without a seal breaks before anything was due: no seal is there, and none lists what was appended. */
const BEFORE_THE_FIRST_SEAL: ReadonlySet<Rule> = new Set(["W2", "W3", "W6"]);

/** The first slot after the ledger's creation, and until when it can be sealed in time. */
export type FirstRun = { readonly slot: string; readonly until: string };

export type UnsealedLedger = {
  /** When the ledger was created, and the present, in milliseconds since 1970. */
  readonly created: number;
  readonly now: number;
  /** The schedule that is deployed: no seal names one yet. */
  readonly schedule: Schedule;
};

/** The first run, where it can still come in time; null where it was due, and where the schedule has no slot. */
export function firstRunAhead({ created, now, schedule }: UnsealedLedger): FirstRun | null {
  if (schedule.everySeconds === null) return null;
  const { first } = slotSpan(schedule, created, created);
  const slot = slotTime(schedule, first);
  const until = slot + schedule.graceSeconds * 1000;
  // A slot is due as soon as its grace is over (FORMAT.md W1).
  return until > now ? { slot: formatTimestamp(slot), until: formatTimestamp(until) } : null;
}

/** The report as alarms take it: without what a first run that is still ahead will bring. The rest of it counts. */
export function withoutFirstRun(report: Report): Report {
  const violations = report.violations.filter(({ rule }) => !BEFORE_THE_FIRST_SEAL.has(rule));
  return { ...report, violations, verdict: verdictOf(violations) };
}

/** The sentence that the log and a mail about other problems have. */
export const firstRunText = ({ slot, until }: FirstRun): string =>
  `The ledger has no seal yet, and no slot was due since its creation. Slot ${slot} is the first; a seal by ${until} is in time. The alarm on an incomplete ledger does not ring before then.`;
