// Says how an item stood at an instant, by its readings.
import { holdEnd, isTooOld, type Slot } from "./freshness.ts";
import type { RawLedger } from "./raw-ledger.ts";
import type { Item } from "./readings.ts";

export type Tile = "met" | "failed" | "not applicable" | "not observed" | "not there" | "not asked" | "read";

const STATES = {
  pass: "met",
  fail: "failed",
  "not-applicable": "not applicable",
  indeterminate: "not observed",
  absent: "not there",
  "not-asked": "not asked",
  whole: "read",
} as const;

export function tileAt(ledger: RawLedger, slots: readonly Slot[], { readings, key }: Item, at: number): Tile {
  const last = readings.findLast(({ time }) => time <= at);
  if (last === undefined) return "not observed";
  const state = STATES[last.answer];
  if (state === "not observed" || state === "not asked" || state === "not there") return state;
  void key;
  return at >= holdEnd(ledger, slots, last) || isTooOld(ledger, last, at) ? "not observed" : state;
}
