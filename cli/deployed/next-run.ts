// Says which run seals the objects that a command appended to the ledger of a deployment: the next one.
// A run alone can sign.
import type { Schedule } from "../../evidence-schema/documents/document-schema.ts";
import { slotSpan, slotTime } from "../../evidence-schema/log/due-slots.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { DeployedConfig } from "../../config/deployed/places.ts";

/** The slot of the next run after an instant (milliseconds since 1970). */
export function nextSlot({ schedule }: Pick<DeployedConfig, "schedule">, after: number): string {
  const document: Schedule = { v: 1, kind: "schedule", ...schedule };
  return formatTimestamp(slotTime(document, slotSpan(document, after, after).first));
}
