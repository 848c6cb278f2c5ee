// Builds the rule that counts checkpoints. It comes with the ledger, before the alarm on what it counts:
// an alarm on a metric that has no data yet rings at once.
import type { Construct } from "constructs";
import { PREFIX } from "../../config/deployed/places.ts";
import { objectsCreated } from "./changes.ts";
import { watch } from "./event-alarm.ts";

export const NOTE_WRITTEN = "note-written";

export function countNotes(scope: Construct, ledgerBucket: string): void {
  watch(
    scope,
    { name: NOTE_WRITTEN, pattern: objectsCreated(ledgerBucket, `${PREFIX}log/*.note`) },
    "S3 (not Tidemark) reported a new signed checkpoint in the ledger",
  );
}
