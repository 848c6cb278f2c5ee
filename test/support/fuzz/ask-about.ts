// What is asked of a ledger: all of it, or a window between times that it names, at some now, with what was kept of it.
import type { Objects } from "../forge/forge.ts";
import type { Asked } from "../ledger-vectors/vector.ts";
import { INSTANT } from "./harvest.ts";
import type { Random } from "./random.ts";

const SHIFTS = [0, 0, 0, 1, -1, 60_000, -60_000, 1_800_000, 3_600_000, -3_600_000];

/** Mostly what the base was asked; else windows, clocks and checkpoints. */
export function askAbout(random: Random, base: Asked, instants: readonly string[], objects: Objects): Asked {
  const { from, to, now = "", kept } = base;
  const instant = (): string => {
    const time = Date.parse(random.pick([now, ...instants])) + random.pick(SHIFTS);
    const shown = Number.isNaN(time) ? now : new Date(time).toISOString();
    return INSTANT.test(shown) ? shown : now;
  };
  const isOther = random.chance(0.5);
  const start = isOther ? (random.chance(0.7) ? instant() : undefined) : from;
  const end = isOther ? (random.chance(0.4) ? instant() : undefined) : to;
  const clock = random.chance(0.15) ? instant() : now;
  // Of an empty period nothing is said: one is asked in a while.
  const isEmpty = (start ?? "") >= (end ?? clock);
  const isAsked = !isEmpty || random.chance(0.1);
  const checkpoints = random.chance(0.1) ? keptOf(random, objects) : kept;
  return {
    ...(start === undefined || !isAsked ? {} : { from: start }),
    ...(end === undefined || !isAsked ? {} : { to: end }),
    now: clock,
    ...(checkpoints === undefined ? {} : { kept: checkpoints }),
  };
}

/** A note of the ledger, or a line with its size and root, right or wrong. */
function keptOf(random: Random, objects: Objects): string[] {
  const notes = [...objects].filter(([key]) => key.endsWith(".note"));
  if (notes.length === 0) return [`checkpoint 0 ${Buffer.alloc(32).toString("base64")}\n`];
  const note = random.pick(notes)[1].toString();
  if (random.chance(0.2)) return [note];
  const [, size = "", root = ""] = note.split("\n");
  const other = random.pick(notes)[1].toString().split("\n")[2] ?? "";
  return [`checkpoint ${size} ${random.chance(0.7) ? root : other}\n`];
}
