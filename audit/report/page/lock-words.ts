// Says of a ledger that its owner can replace how it is, and is not, locked.

/** Null for a ledger in compliance mode, whose objects nobody can remove before their time. `mode`: as genesis has it. */
export function lockWords(mode: string): string | null {
  if (mode === "compliance") return null;
  return mode === "trial" ? "the lock of this ledger can be lifted" : "this ledger is not locked";
}
