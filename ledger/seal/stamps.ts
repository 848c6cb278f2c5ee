// Lists the stamps and cosignatures for a seal: those that no earlier seal has (FORMAT.md section 7).
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { noteKey, parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { boundedGet } from "../read/bounded-get.ts";
import { leavesBack } from "../read/log-tail.ts";
import type { ReadStore } from "../store.ts";

/** A stamp that comes later than so many leaves is not looked for: a seal's cost must not grow with the log. */
const LEAVES_BACK = 32;

/** Stamps of the newest leaves up to `newest`, the newest that has a note, sorted by key. */
export async function unlistedStamps(store: ReadStore, newest: number): Promise<Seal["stamps"]> {
  const from = newest - LEAVES_BACK;
  const stamps = (await store.list("log/", from < 0 ? "" : noteKey(from))).filter((key) => {
    const parsed = parseObjectKey(key);
    return (
      (parsed?.class === "timestamp" || parsed?.class === "cosignature") &&
      parsed.index > from &&
      parsed.index <= newest
    );
  });
  if (stamps.length === 0) return [];
  const listed = new Set<string>();
  for await (const { index, leaf } of leavesBack(store, newest)) {
    if (index <= from) break;
    if (leaf?.kind === "seal") for (const { key } of leaf.stamps) listed.add(key);
  }
  const found: Seal["stamps"] = [];
  for (const key of stamps.sort()) {
    const bytes = listed.has(key) ? null : await boundedGet(store, key);
    if (bytes !== null) found.push({ key, object: sha256Hex(bytes) });
  }
  return found;
}
