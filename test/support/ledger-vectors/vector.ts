// One ledger that shows one rule: what must be said of it, and how its objects are made.
import { type Forged, forge, type Objects } from "../forge/forge.ts";
import type { Plan } from "../forge/plan.ts";
import { NOW } from "../forge/small.ts";

/** What is asked of a verifier, beside the ledger and the trust file. */
export type Asked = {
  readonly from?: string;
  readonly to?: string;
  readonly now?: string;
  /** Kept checkpoints that are given beside the trust file: texts of lines, or of a note. */
  readonly kept?: readonly string[];
};

/** What a verifier exits with: INTACT, BROKEN, INCOMPLETE, no verdict, STRAY. */
export type Exit = 0 | 1 | 2 | 3 | 4;

export type LedgerVector = Asked & {
  /** File name without `.json`: the rule (or `valid`) and what it shows. */
  readonly name: string;
  /** The rule that a verifier names first; null where none is broken. */
  readonly rule: string | null;
  readonly exit: Exit;
  /** One sentence. */
  readonly what: string;
  readonly forged: () => Forged;
};

/** A plan to forge, or what somebody without the key made of a forged ledger. */
type Ledger = Plan | (() => Forged);

const make = (ledger: Ledger) => (): Forged => (typeof ledger === "function" ? ledger() : forge(ledger));

export const broken = (rule: string, name: string, what: string, ledger: Ledger, asked: Asked = {}): LedgerVector => ({
  name: `${rule}-${name}`,
  rule,
  exit: 1,
  what,
  now: NOW,
  ...asked,
  forged: make(ledger),
});

export const incomplete = (
  rule: string,
  name: string,
  what: string,
  ledger: Ledger,
  asked: Asked = {},
): LedgerVector => ({
  ...broken(rule, name, what, ledger, asked),
  exit: 2,
});

/** What is signed is intact, and beside it lies what no signature covers. */
export const stray = (rule: string, name: string, what: string, ledger: Ledger, asked: Asked = {}): LedgerVector => ({
  ...broken(rule, name, what, ledger, asked),
  exit: 4,
});

/** Nothing can be said: the trust file has to be asked for anew. */
export const unread = (name: string, what: string, ledger: Ledger, asked: Asked = {}): LedgerVector => ({
  ...broken("unread", name, what, ledger, asked),
  rule: null,
  exit: 3,
});

export const valid = (name: string, what: string, ledger: Ledger, asked: Asked = {}): LedgerVector => ({
  ...broken("valid", name, what, ledger, asked),
  rule: null,
  exit: 0,
});

/** The plan's ledger after its objects were changed where they lie. */
export const tampered =
  (plan: Plan, tamper: (objects: Objects) => void): (() => Forged) =>
  () => {
    const forged = forge(plan);
    tamper(forged.objects);
    return forged;
  };

/** Replaces text in bytes, once. Throws where it is not there: a vector would break nothing. */
export const respelled =
  (from: string, to: string) =>
  (bytes: Buffer): Buffer => {
    const text = bytes.toString("latin1");
    if (!text.includes(from)) throw new Error(`found no ${from}, expected it in the bytes to respell`);
    return Buffer.from(
      text.replace(from, () => to),
      "latin1",
    );
  };
