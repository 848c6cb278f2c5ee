// The signed text by which holders of keys agree to a change of the log's keys (FORMAT.md section 7).
import { LOG } from "./keys.ts";
import { signedNote } from "./note.ts";
import type { KeyPlan } from "./plan.ts";

/** The note of a `key` leaf, endorsed by a key in force and by the one that is added unless the plan says otherwise. */
export function endorsement(ledger: string, { add, retire, endorsers, endorsed }: KeyPlan): string {
  const text = `tidemark/key/v1\n${ledger}\nadd ${add?.vkey ?? "-"}\nretire ${retire?.vkey ?? "-"}\n`;
  const note = signedNote(text, endorsers ?? [LOG, ...(add === null ? [] : [add])]).toString();
  return endorsed?.(note) ?? note;
}
