// Writes the seals of the bundle that CHECK-ME is measured with, and signs each tree with a key made for it.
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import { appendLeaf, leafHash, rootOfFrontier } from "../evidence-schema/log/merkle.ts";
import { formatNote } from "../evidence-schema/log/signed-note.ts";
import { ED25519, formatVerifierKey, keyIdOf } from "../evidence-schema/log/verifier-key.ts";

export type Row = { readonly [member: string]: Json };

export class Log {
  readonly trust: string;
  readonly #ledger: string;
  readonly #origin: string;
  readonly #schedule: string;
  readonly #key: KeyObject;
  readonly #keyId: Buffer;
  #frontier: readonly Buffer[] = [];
  #size = 0;

  /** `schedule`: the digest of the document. */
  constructor(ledger: string, origin: string, schedule: string) {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const bytes = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
    [this.#ledger, this.#origin, this.#schedule, this.#key] = [ledger, origin, schedule, privateKey];
    this.#keyId = keyIdOf(origin, ED25519, bytes);
    this.trust = `ledger ${ledger}\nlog ${formatVerifierKey(origin, ED25519, bytes)}\nquorum none\n`;
  }

  /** The next leaf and its note. */
  seal(
    scopes: readonly Row[],
    slot: string,
    enrolled: readonly string[],
  ): { readonly leaf: Buffer; readonly note: Buffer } {
    const leaf = canonicalLine({
      v: 1,
      kind: "seal",
      ledger: this.#ledger,
      index: this.#size,
      time: slot,
      frontier: this.#frontier.map((root) => root.toString("hex")),
      void: [],
      run: `slot-${slot}`,
      trigger: "slot",
      slot,
      documents: { schedule: this.#schedule },
      scopes: [...scopes],
      roster: { enrolled: [...enrolled], excluded: [], found: [], unlisted: [] },
      stamps: [],
    });
    this.#frontier = appendLeaf(this.#frontier, this.#size, leafHash(leaf));
    this.#size += 1;
    const body = `${this.#origin}\n${this.#size}\n${rootOfFrontier(this.#frontier).toString("base64")}\n`;
    const signature = sign(null, Buffer.from(body), this.#key);
    return { leaf, note: formatNote(body, [{ name: this.#origin, keyId: this.#keyId, signature }]) };
  }

  /** The member `evidence` of the manifest: first and last seal, size and root of the log. */
  evidence(): { readonly firstSeal: number; readonly lastSeal: number; readonly size: number; readonly root: string } {
    const root = rootOfFrontier(this.#frontier).toString("hex");
    return { firstSeal: 0, lastSeal: this.#size - 1, size: this.#size, root };
  }
}
