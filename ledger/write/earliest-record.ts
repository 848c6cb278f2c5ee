// How old the records of a slot's run may be at most.
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";

// Two machines' clocks, each as far from the store's as it may be.
const MAX_SKEW_MS = 240_000;

/** No record of a slot's run is older than this. */
export const earliestRecord = (slot: string): string => formatTimestamp(parseTimestamp(slot) - MAX_SKEW_MS);
