// The signed text by which holders of keys agree to a change of the log's keys, or to its end (FORMAT.md section 7).
import { LOG } from "./keys.ts";
import { signedNote } from "./note.ts";
import type { EndPlan, KeyPlan } from "./plan.ts";

/** The note of a `key` or `end` leaf, endorsed by a key in force and by one that is added unless the plan says otherwise. */
export function endorsement(ledger: string, at: number, plan: KeyPlan | EndPlan): string {
  const { endorsers, endorsed, endorsedFor: index = at } = plan;
  const text =
    plan.is === "key"
      ? `tidemark/key/v1\n${ledger}\nindex ${index}\nadd ${plan.add?.vkey ?? "-"}\nretire ${plan.retire?.vkey ?? "-"}\n`
      : `tidemark/end/v1\n${ledger}\nindex ${index}\nsuccessor ${plan.successor ?? "-"}\n`;
  const added = plan.is === "key" && plan.add !== null ? [plan.add] : [];
  const note = signedNote(text, endorsers ?? [LOG, ...added]).toString();
  return endorsed?.(note) ?? note;
}
