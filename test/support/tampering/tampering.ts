// One way to tamper with a ledger, and what a verifier may say of it.
import type { Forged, Objects } from "../forge/forge.ts";
import type { Asked, Exit } from "../ledger-vectors/vector.ts";
import { NOW, watched } from "./base.ts";

export type Tampering = Asked & {
  readonly name: string;
  /** What the first problem's rule may be: one, or those between which the order of reading decides. Empty: none is broken. */
  readonly rules: readonly string[];
  readonly exit: Exit;
  /** What a statement beside the verdict must speak of. */
  readonly says?: RegExp;
  readonly forged: () => Forged;
  /** What is done to the directory that the objects lie in. */
  readonly place?: (directory: string) => Promise<void>;
};

/** `rules` as words: `"B3 L5"`. */
export const tampering = (
  name: string,
  rules: string,
  tamper: (objects: Objects) => void,
  exit: Tampering["exit"] = 1,
): Tampering => ({
  name,
  rules: rules.split(" ").filter((rule) => rule !== ""),
  exit,
  now: NOW,
  forged() {
    const forged = watched();
    tamper(forged.objects);
    return forged;
  },
});
