// Writes a ledger that was taken apart and changed: hashes, state, rows, roots and signatures follow from what it now says.
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { appendLeaf, frontierLength, leafHash, rootOfFrontier } from "../../../evidence-schema/log/merkle.ts";
import { GENESIS_KEY } from "../../../evidence-schema/keys/object-key.ts";
import type { Forged, Objects } from "../forge/forge.ts";
import type { Decoded, Document, Leaf, Segment } from "./decoded.ts";
import { LeafRepair } from "./leaf-repair.ts";
import type { Repairs } from "./repairs.ts";
import { type Built, ChainRepair } from "./chain-repair.ts";
import { resigned } from "./signing.ts";
import { isMembers, lineOf, type Members, type Value, withStrings, textOf } from "./value.ts";

export type Rebuilt = Forged & {
  /** What something was called before, and is now: digests, keys of segments, roots, whole notes. */
  readonly names: ReadonlyMap<string, string>;
};

/** The ledger that `decoded` says, with these repairs. Without any change, and with all repairs, it is the same one. */
export function rebuild(decoded: Decoded, repairs: Repairs): Rebuilt {
  return new Rebuilding(decoded, repairs).rebuilt();
}

class Rebuilding {
  readonly #decoded: Decoded;
  readonly #repairs: Repairs;
  readonly #objects: Objects = new Map();
  readonly #names = new Map<string, string>();
  /** By the digest of the document. */
  readonly #documents = new Map<string, Value>();
  readonly #chains: ChainRepair;
  readonly #leaves: LeafRepair;
  #frontier: Buffer[] = [];
  #size = 0;

  constructor(decoded: Decoded, repairs: Repairs) {
    this.#decoded = decoded;
    this.#repairs = repairs;
    const genesis = lineOf(decoded.genesis.value);
    this.#objects.set(GENESIS_KEY, genesis);
    const ledger = sha256Hex(genesis);
    this.#rename(decoded.genesis.digest, ledger);
    for (const document of decoded.documents) this.#document(document);
    const rename = (value: Value): Value => this.#renamed(value);
    this.#chains = new ChainRepair({ ledger, repairs, documents: this.#documents, rename });
    this.#leaves = new LeafRepair({ ledger, repairs, documents: this.#documents, rename });
    for (const step of inOrder(decoded)) {
      if ("lines" in step) this.#segment(step);
      else this.#leaf(step);
    }
    for (const [key, bytes] of decoded.others) this.#objects.set(key, bytes);
  }

  rebuilt(): Rebuilt {
    const trust = this.#decoded.trust.replace(/[^\s]+/g, (word) => this.#names.get(word) ?? word);
    return { objects: this.#objects, trust, names: this.#names };
  }

  #rename(before: string, now: string): void {
    if (before !== now) this.#names.set(before, now);
  }

  #renamed(value: Value): Value {
    if (this.#names.size === 0 || !this.#repairs.has("names")) return value;
    return withStrings(value, (text) => this.#names.get(text) ?? text);
  }

  #document({ kind, value, digest }: Document): void {
    const bytes = lineOf(value);
    const now = sha256Hex(bytes);
    this.#documents.set(now, value);
    this.#rename(digest, now);
    this.#objects.set(`documents/${kind}/${now}.json`, bytes);
  }

  #segment(segment: Segment): void {
    const built: Built = this.#chains.write(segment);
    this.#objects.set(built.key, built.object);
    this.#rename(segment.key, built.key);
    this.#rename(segment.object, sha256Hex(built.object));
    for (const [before, now] of built.digests) this.#rename(before, now);
    this.#leaves.built(segment.key, built);
  }

  #leaf(leaf: Leaf): void {
    const isVoid = leaf.note === null && leaf !== this.#decoded.leaves.at(-1);
    if (leaf.index > this.#size) this.#goOn(leaf);
    const value = this.#leaves.write(leaf, this.#repairs.has("frontier") ? this.#frontier : null, isVoid);
    const bytes = lineOf(value);
    const digits = String(leaf.index).padStart(12, "0");
    this.#objects.set(`log/${digits}.json`, bytes);
    this.#rename(leaf.digest, sha256Hex(bytes));
    this.#frontier = appendLeaf(this.#frontier, this.#size, leafHash(bytes));
    this.#size += 1;
    const root = rootOfFrontier(this.#frontier);
    if (leaf.note === null) return;
    const [origin = "", , before = ""] = leaf.note.text.split("\n");
    this.#rename(before, root.toString("base64"));
    this.#rename(Buffer.from(before, "base64").toString("hex"), root.toString("hex"));
    const repaired = `${this.#origin(origin)}\n${this.#size}\n${root.toString("base64")}\n`;
    const text = !this.#repairs.has("note") || leaf.kept.has("note") ? leaf.note.text : repaired;
    const note = resigned(text, leaf.note.signatures);
    this.#objects.set(`log/${digits}.note`, Buffer.from(note));
    this.#rename(leaf.note.bytes, note);
    for (const { key, digest, signatures } of leaf.cosignatures) {
      const lines = Buffer.from(resigned(this.#repairs.has("cosignature") ? text : leaf.note.text, signatures, ""));
      this.#objects.set(key, lines);
      this.#rename(digest, sha256Hex(lines));
    }
  }

  /** Leaves before were taken away: the frontier that this one names leads on. */
  #goOn({ index, value }: Leaf): void {
    const frontier = (value as Members)["frontier"];
    const roots = Array.isArray(frontier) ? frontier.map((root) => Buffer.from(textOf(root), "hex")) : [];
    if (roots.length !== frontierLength(index) || roots.some(({ length }) => length !== 32)) return;
    [this.#frontier, this.#size] = [roots, index];
  }

  /** That of genesis: the keys' names go on being what they were. */
  #origin(before: string): string {
    const { value } = this.#decoded.genesis;
    const origin = isMembers(value) ? (value as Members)["origin"] : null;
    return typeof origin === "string" && origin !== "" ? origin : before;
  }
}

/** Segments and leaves as they were written; the acts last among those of one time, a leaf after what it lists. */
function inOrder({ segments, leaves }: Decoded): (Segment | Leaf)[] {
  const rank = (step: Segment | Leaf): number => ("lines" in step ? (step.scope === "tidemark/ledger" ? 1 : 0) : 2);
  const steps = [...segments, ...leaves];
  // Leaves keep their order whatever their times say.
  const order = new Map(steps.map((step, i) => [step, i]));
  return steps.toSorted((a, b) => {
    if (rank(a) === 2 && rank(b) === 2) return (order.get(a) as number) - (order.get(b) as number);
    return (
      (a.time === b.time ? 0 : a.time < b.time ? -1 : 1) ||
      rank(a) - rank(b) ||
      (order.get(a) as number) - (order.get(b) as number)
    );
  });
}
