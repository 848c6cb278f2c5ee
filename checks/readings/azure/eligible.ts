// Puts into words that an account does not hold a role, but may activate it: the verdict is that of a holder.
import type { Verdict } from "../../kernel.ts";

/** `role`: as a sentence names it. A cause stays as it is: the same cause has the same words for holders. */
export const mayActivate = (role: string, verdict: Verdict): Verdict =>
  verdict.outcome === "indeterminate" ? verdict : { ...verdict, because: `may activate ${role}: ${verdict.because}` };
