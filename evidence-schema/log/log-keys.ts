// Decides which keys sign for the log, and for which leaves of it (FORMAT.md N6).
import type { EndLeaf, KeyLeaf } from "./log-schema.ts";
import { NoteError, parseNote, verifyNote } from "./signed-note.ts";
import type { Trust } from "./trust.ts";
import {
  verifierKeyText,
  parseVerifierKey,
  UnverifiableKey,
  VerifierKeyError,
  type VerifierKey,
} from "./verifier-key.ts";
import { require, Violation } from "../violation.ts";

/**
 * The text that holders of the log's keys sign for a leaf of kind `key` or `end` (FORMAT.md section 7). The text contains the
 * index, so that no endorsement serves twice.
 */
export function endorsement(leaf: Endorsed): string {
  const { ledger, index } = leaf;
  return leaf.kind === "key"
    ? `tidemark/key/v1\n${ledger}\nindex ${index}\nadd ${leaf.add ?? "-"}\nretire ${leaf.retire ?? "-"}\n`
    : `tidemark/end/v1\n${ledger}\nindex ${index}\nsuccessor ${leaf.successor ?? "-"}\n`;
}

/** The members that an endorsement speaks of. */
export type Endorsed =
  | Pick<KeyLeaf, "kind" | "ledger" | "index" | "add" | "retire">
  | Pick<EndLeaf, "kind" | "ledger" | "index" | "successor">;

type Change = { readonly index: number; readonly adds: boolean };

/** The log keys of a trust file, as the key leaves that were verified change them. */
export class LogKeys {
  readonly #trust: Pick<Trust, "logs" | "untils">;
  // Both are changed by take() alone.
  readonly #changes = new Map<string, Change[]>();
  readonly #strangers = new Map<string, VerifierKey>();

  constructor(trust: Pick<Trust, "logs" | "untils">) {
    this.#trust = trust;
  }

  /** Whether signatures by a key count for leaf `index`. Among several key leaves the newest that is not after it decides. */
  isInForce(key: VerifierKey, index: number): boolean {
    if (
      this.#trust.untils.some((until) => verifierKeyText(until.key) === verifierKeyText(key) && index + 1 > until.size)
    )
      return false;
    let inForce: boolean | null = null;
    for (const { index: at, adds } of this.#changes.get(verifierKeyText(key)) ?? []) {
      // A key is in force at the leaf that adds it, and still at the one that retires it.
      inForce ??= !adds;
      if (adds ? index >= at : index > at) inForce = adds;
    }
    return inForce ?? true;
  }

  inForce(index: number): VerifierKey[] {
    return this.#trust.logs.map(({ key }) => key).filter((key) => this.isInForce(key, index));
  }

  /** Throws Violation of N6 unless those have endorsed a key or end leaf who must. */
  checkEndorsed(leaf: KeyLeaf | EndLeaf): void {
    const { index, endorsed } = leaf;
    const { add, retire } = leaf.kind === "key" ? leaf : { add: null, retire: null };
    const isChange = leaf.kind === "end" || add !== null || retire !== null;
    require(isChange, "L1", "a key that is added or retired", () => "neither");
    const expected = endorsement(leaf);
    const added = add === null ? null : keyOf(add);
    if (retire !== null) keyOf(retire);
    const signers = this.inForce(index).filter((key) => verifierKeyText(key) !== add);
    try {
      const note = parseNote(Buffer.from(endorsed));
      require(note.text === expected, "N6", () => `an endorsement of the text ${JSON.stringify(expected)}`, () =>
        JSON.stringify(note.text));
      require(verifyNote(note, signers).verified.length > 0, "N6", "an endorsement by a log key in force", () =>
        "none");
      const isByBoth = added === null || verifyNote(note, [added]).verified.length > 0;
      require(isByBoth, "N6", "an endorsement by the added key too", () => "endorsements by other keys only");
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      throw new Violation("N6", "a signed note of the holders", `other text (${error.message})`);
    }
  }

  /** A key leaf that was verified, note included. */
  take({ index, add, retire }: KeyLeaf): void {
    for (const [text, adds] of [
      [add, true],
      [retire, false],
    ] as const) {
      if (text === null) continue;
      this.#changes.set(text, [...(this.#changes.get(text) ?? []), { index, adds }]);
      const key = keyOf(text);
      if (adds && key !== null && !this.#trust.logs.some((log) => verifierKeyText(log.key) === text))
        this.#strangers.set(text, key);
    }
  }

  /** Keys that verified leaves add and the trust file lacks. */
  get strangers(): readonly VerifierKey[] {
    return [...this.#strangers.values()];
  }
}

/** The key of a key leaf; null where it is of a type that this version can't verify. Throws Violation of N6. */
function keyOf(text: string): VerifierKey | null {
  try {
    const key = parseVerifierKey(text);
    require(key.type === 1 || key.type === 2, "N6", "a key of type 0x01, 0x02 or 0x06", () => text);
    return key;
  } catch (error) {
    if (error instanceof UnverifiableKey) return null;
    if (error instanceof VerifierKeyError) throw new Violation("L1", "a verifier key", `other text (${error.message})`);
    throw error;
  }
}
