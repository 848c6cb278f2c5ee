// Lists accepted risks that end soon: after that a failure which they cover counts as late.
import { parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { WaiverInForce } from "./waivers-in-force.ts";

/** How long before its end an accepted risk is named, in days. */
const SOON_DAYS = 14;

const DAY_MS = 86_400_000;

/** Those in force at an instant that end within SOON_DAYS of it, the first to end first. */
export const endingSoon = (waivers: readonly WaiverInForce[], at: string): readonly WaiverInForce[] =>
  waivers
    .filter(
      ({ start, end }) => start <= at && at < end && parseTimestamp(end) - parseTimestamp(at) <= SOON_DAYS * DAY_MS,
    )
    .toSorted((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));

export const ENDING_SOON = `Accepted risks that end within ${SOON_DAYS} days`;

/** A line for each: its id, end, ticket and risk. */
export const endingLines = (waivers: readonly WaiverInForce[]): string[] =>
  waivers.map(({ terms, end }) => `${terms.id}  until ${end}  ${terms.risk} (${terms.ticket})`);
