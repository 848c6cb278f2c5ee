// The tamper matrix: every object of a ledger in every way that we could think of.
import { changes } from "./changes.ts";
import { moves } from "./moves.ts";
import { rewriteTamperings } from "./rewrites.ts";
import { directoryTamperings } from "./directories.ts";
import { windowTamperings } from "./windows.ts";
import type { Tampering } from "./tampering.ts";

export const tamperings: readonly Tampering[] = [
  ...changes,
  ...moves,
  ...rewriteTamperings,
  ...windowTamperings,
  ...directoryTamperings,
];
