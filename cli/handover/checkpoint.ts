// Reads the root of the tree that the derived tables were made up to.
import { parseCheckpoint } from "../../evidence-schema/log/checkpoint.ts";
import { parseNote } from "../../evidence-schema/log/signed-note.ts";
import { noteKey } from "../../evidence-schema/keys/object-key.ts";
import type { ReadStore } from "../../ledger/store.ts";
import { StoreError } from "../../ledger/store.ts";

/** In hex. The signature is not looked at: that is verifying. Rejects with StoreError where the note of entry `leaf` is missing or is none. */
export async function rootAt(store: ReadStore, leaf: number): Promise<string> {
  const note = await store.get(noteKey(leaf));
  if (note === null) throw new StoreError(`${noteKey(leaf)} is missing. Run tidemark verify`);
  try {
    return parseCheckpoint(parseNote(note).text).root.toString("hex");
  } catch (error) {
    throw new StoreError(`${noteKey(leaf)}: ${(error as Error).message}. Run tidemark verify`, { cause: error });
  }
}
