// Puts into words that an account does not hold a role, but may activate it: the verdict is that on a holder.
import type { Verdict } from "../../kernel.ts";

/** A cause stays as it is: it is the same for holders. */
export const mayActivate = (verdict: Verdict): Verdict =>
  verdict.outcome === "indeterminate" ? verdict : { ...verdict, because: `may activate the role: ${verdict.because}` };
