// Defines waivers as a company writes them into its config. They count from when they are recorded, whatever `from` says.
import { z } from "zod";
import { Match } from "../../controls/match.ts";
import { MAX_WAIVER_DAYS } from "../../controls/waiver.ts";
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { Day, endOf, isDayOrInstant, startOf } from "./day.ts";
import { ImportedCheck } from "./imported-check.ts";
import { isSame, PersonOrRole } from "./person-or-role.ts";
import { RecordedText as text } from "./recorded-text.ts";

export const WaiverInput = z
  .strictObject({
    /** Unique; never used again for another risk. */
    id: text,
    checks: z.array(ImportedCheck).min(1),
    resources: Match,
    /** The harm that may happen. */
    risk: text,
    /** Why that is acceptable. */
    reason: text,
    ticket: text,
    /** Who asked, and who decided. */
    requester: PersonOrRole,
    approver: PersonOrRole,
    from: Day,
    /** Last day, or the instant of the end. */
    until: Day,
  })
  .check(({ value, issues }) => {
    const mistake = (member: string, message: string): void => {
      issues.push({ code: "custom", path: [member], message, input: value });
    };
    const { requester, approver, from, until } = value;
    if (isSame(requester, approver))
      mistake(
        "approver",
        "found the requester, expected another person (nobody may accept a risk that they asked for)",
      );
    if (!isDayOrInstant(from) || !isDayOrInstant(until)) return;
    const days = (parseTimestamp(endOf(until)) - parseTimestamp(startOf(from))) / 86_400_000;
    if (days <= 0) mistake("until", `found ${until}, expected a time after from (${from})`);
    if (days > MAX_WAIVER_DAYS)
      mistake("until", `found ${until}, expected a time at most ${MAX_WAIVER_DAYS} days after from (${from})`);
  });
export type WaiverInput = z.output<typeof WaiverInput>;
