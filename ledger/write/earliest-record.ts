// Computes how old the records of a slot's run may be at most.
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";

/** No record of a slot's run is older than this: two machines' clocks, each as far from the store's as it may be. */
export const earliestRecord = (slot: string): string => formatTimestamp(parseTimestamp(slot) - 2 * MAX_SKEW_MS);
