// Says of every instant how an item stood: exactly one state, always.
import type { Gap, GapCause } from "./holds.ts";
import { isDeterminate, type Answer, type ReadingRun } from "./reading.ts";
import type { Stretch } from "./stretches.ts";

export const TILE_STATES = ["met", "failed", "not applicable", "not observed", "not there", "not asked"] as const;
export type TileState = (typeof TILE_STATES)[number];

/**
 * Whether the item was read alike before and after a time in which it was not observed. `same` presumes nothing: it may have changed
 * and changed back. `open`: nothing was read since, or nothing before.
 */
export type Basis = "same" | "different" | "open";

export type Tile = Stretch & {
  readonly state: TileState;
  /** Null but for `not observed`. */
  readonly cause: GapCause | null;
  readonly basis: Basis | null;
};

const STATES: { readonly [answer in Answer]: TileState } = {
  pass: "met",
  fail: "failed",
  "not-applicable": "not applicable",
  indeterminate: "not observed",
  absent: "not there",
  "not-asked": "not asked",
};

/**
 * Tiles from the beginning of time to its end, by the times of records. `gaps`: stretches in which the last reading of the item no
 * longer counts, joined and in order. Before the first run of readings nobody had read the item's unit whole.
 */
export function tilesOf(runs: readonly ReadingRun[], gaps: readonly Gap[]): Tile[] {
  const plain: Omit<Tile, "basis">[] = [];
  const push = (tile: Omit<Tile, "basis">): void => {
    const last = plain.at(-1);
    if (tile.from >= tile.to) return;
    if (last !== undefined && last.state === tile.state && last.cause === tile.cause)
      plain[plain.length - 1] = { ...last, to: tile.to };
    else plain.push(tile);
  };
  push({ from: -Infinity, to: runs[0]?.first.time ?? Infinity, state: "not observed", cause: "not-captured" });
  for (const [at, run] of runs.entries()) {
    const to = runs[at + 1]?.first.time ?? Infinity;
    const state = STATES[run.answer];
    const cause = run.answer === "indeterminate" ? (run.problem?.code ?? "unavailable") : null;
    let from = run.first.time;
    for (const gap of isDeterminate(run) ? gaps : []) {
      if (gap.to <= from || gap.from >= to) continue;
      push({ from, to: Math.max(from, gap.from), state, cause });
      push({ from: Math.max(from, gap.from), to: Math.min(to, gap.to), state: "not observed", cause: gap.cause });
      from = Math.min(to, gap.to);
    }
    push({ from, to, state, cause });
  }
  return plain.map((tile, at) => ({ ...tile, basis: tile.state === "not observed" ? basisOf(plain, at) : null }));
}

function basisOf(tiles: readonly Omit<Tile, "basis">[], at: number): Basis {
  const before = tiles.slice(0, at).findLast(({ state }) => state !== "not observed");
  const after = tiles.slice(at).find(({ state }) => state !== "not observed");
  if (before === undefined || after === undefined) return "open";
  return before.state === after.state ? "same" : "different";
}
