// Checks the note of each leaf: who signed it, and that it is of this log and this tree (FORMAT.md N1 to N3, N6).
import type { Check } from "../checks/check.ts";
import type { Keys } from "./keys.ts";
import { type Note, readCheckpoint, readNote, signersOf } from "./note.ts";
import type { Trust } from "./trust.ts";
import { notePath, type Walked } from "./walk.ts";

/** Signatures go to `signing`, sizes and roots to `tree`. Gives how many notes were checked. */
export async function checkNotes(
  walked: Walked,
  trust: Trust,
  keys: Keys,
  origin: string,
  signing: Check,
  tree: Check,
): Promise<number> {
  let checked = 0;
  for (const { leaf, note: text } of walked.standing) {
    const path = notePath(leaf.index);
    const note = readNote(text ?? "");
    checked += 1;
    if (typeof note === "string") {
      signing.add("differs", path, note);
      continue;
    }
    const checkpoint = readCheckpoint(note.text);
    if (checkpoint === null) {
      signing.add("differs", path, "the note's text is no checkpoint: origin, size and root");
      continue;
    }
    await checkSigners(note, leaf.index, path, trust, keys, signing);
    signing.same(path, "origin", origin, checkpoint.origin);
    tree.same(path, "size", leaf.index + 1, checkpoint.size);
    const root = walked.roots.get(leaf.index + 1);
    if (root !== undefined) tree.same(path, "root", root, checkpoint.root);
  }
  return checked;
}

async function checkSigners(
  note: Note,
  index: number,
  path: string,
  trust: Trust,
  keys: Keys,
  check: Check,
): Promise<void> {
  const { signed, wrong } = await signersOf(note, trust.keys);
  if (wrong !== null) return check.add("differs", path, `the signature of ${wrong.name}+${wrong.id} is wrong`);
  if (signed.some((key) => keys.isInForce(key, index))) return;
  const [first] = signed;
  if (first !== undefined)
    return check.add(
      "differs",
      path,
      `${first.name}+${first.id} signed it, and its signatures do not count at this size`,
    );
  const added = await signersOf(note, keys.added);
  if (added.signed.length > 0)
    return check.add(
      "unchecked",
      path,
      "a key signed it that the log itself adds and the pasted trust file lacks: ask for the trust file again",
    );
  check.add("differs", path, "no log key of the pasted trust file signed it");
}
