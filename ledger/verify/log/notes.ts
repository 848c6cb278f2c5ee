// Verifies checkpoints: that each can be read, is of this tree, and is signed by a key in force (FORMAT.md N1 to N3, N6).
import { parseCheckpoint, type Checkpoint } from "../../../evidence-schema/log/checkpoint.ts";
import type { LogKeys } from "../../../evidence-schema/log/log-keys.ts";
import type { Genesis, KeyLeaf } from "../../../evidence-schema/log/log-schema.ts";
import { rootOfFrontier } from "../../../evidence-schema/log/merkle.ts";
import { noteKey } from "../../../evidence-schema/keys/object-key.ts";
import { NoteError, parseNote, verifyNote, type Note } from "../../../evidence-schema/log/signed-note.ts";
import type { Trust } from "../../../evidence-schema/log/trust.ts";
import type { VerifierKey } from "../../../evidence-schema/log/verifier-key.ts";
import type { Rule } from "../../../evidence-schema/rules.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import { violationOf, type ReportedViolation } from "../report.ts";

/** A checkpoint that verified. */
export type Verified = Checkpoint & { readonly index: number; readonly text: string };

/** The trust file lacks a key that signs for the log by now: no verdict can be given. */
export class TrustOutdated extends Error {
  override readonly name = "TrustOutdated";
}

/** A violation by a note, and not by its leaf. */
export class NoteViolation extends Violation {
  constructor(
    rule: Rule,
    found: string,
    expected = "a C2SP signed note by a log key of the trust file over this tree",
  ) {
    super(rule, expected, found);
  }
}

const say = ({ origin, size, root }: Checkpoint): string =>
  `origin ${origin}, size ${size}, root ${root.toString("hex")}`;

export class Notes {
  readonly #genesis: Genesis;
  readonly #known: readonly VerifierKey[];
  readonly #logs: ReadonlySet<VerifierKey>;
  /** Changed by take() alone, with the key leaves that the walk has verified. */
  readonly keys: LogKeys;
  /** Added to by verify(); outOfForce() asks at the end. */
  readonly #signed: { readonly index: number; readonly by: readonly VerifierKey[] }[] = [];

  constructor(genesis: Genesis, trust: Trust, keys: LogKeys) {
    this.#genesis = genesis;
    this.#logs = new Set(trust.logs.map(({ key }) => key));
    this.#known = [...this.#logs, ...trust.witnesses.map(({ key }) => key)];
    this.keys = keys;
  }

  /** The checkpoint of leaf `index` over the tree of this frontier. Throws NoteViolation, TrustOutdated. */
  verify(bytes: Buffer, index: number, frontier: readonly Buffer[]): Verified {
    const note = at("N1", () => parseNote(bytes));
    const checkpoint = at("N1", () => parseCheckpoint(note.text));
    const by = at("N2", () => verifyNote(note, this.#known)).verified.filter((key) => this.#logs.has(key));
    const expected = { origin: this.#genesis.origin, size: index + 1, root: rootOfFrontier(frontier) };
    const same =
      checkpoint.origin === expected.origin &&
      checkpoint.size === expected.size &&
      checkpoint.root.equals(expected.root);
    if (by.length === 0) {
      if (same) this.#refuseOutdated(note, index);
      throw new NoteViolation("N2", "no signature by a log key of the trust file");
    }
    if (!same) throw new NoteViolation("N3", say(checkpoint), say(expected));
    this.#signed.push({ index, by });
    return { ...checkpoint, index, text: note.text };
  }

  // A leaf that was verified says whose signature this is.
  #refuseOutdated(note: Note, index: number): void {
    for (const key of this.keys.strangers) {
      let isSigned = false;
      try {
        isSigned = verifyNote(note, [key]).verified.length > 0;
      } catch (error) {
        if (!(error instanceof NoteError)) throw error;
      }
      if (isSigned)
        throw new TrustOutdated(
          `${noteKey(index)} is signed by a key that the log has added and the trust file lacks. Ask the person who gave you the trust file for the newest one`,
        );
    }
  }

  take(leaf: KeyLeaf): void {
    this.keys.take(leaf);
  }

  /** N6, asked at the end: a later leaf may say that a key was not in force yet. */
  outOfForce(): ReportedViolation[] {
    return this.#signed
      .filter(({ index, by }) => !by.some((key) => this.keys.isInForce(key, index)))
      .map(({ index }) =>
        violationOf(
          "N6",
          noteKey(index),
          "a signature by a log key in force at this leaf",
          "signatures only by keys that are not in force",
        ),
      );
  }
}

function at<T>(rule: Rule, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Violation) throw error;
    throw new NoteViolation(rule, `another note (${(error as Error).message})`);
  }
}
