// Writes the `waivers` document: the config's waivers when a run was made. Recorded waivers are in force (FORMAT.md 5.2).
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import type { Waiver } from "./waiver.ts";

export function makeWaiversDocument(waivers: readonly Waiver[]): Buffer {
  const sorted = waivers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return canonicalLine({ v: 1, kind: "waivers", waivers: sorted } as unknown as Json);
}
