// Checks whether a leaf that a writer left without a note breaks a rule: then the next leaf names it void (FORMAT.md L7).
import { checkLeaf } from "../../evidence-schema/log/check-leaf.ts";
import type { LogBefore } from "../../evidence-schema/log/log-before.ts";
import type { Leaf, Seal } from "../../evidence-schema/log/log-schema.ts";
import { documentKey, sealKey } from "../../evidence-schema/keys/object-key.ts";
import { maxBytes } from "../../evidence-schema/keys/max-bytes.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { require, Violation } from "../../evidence-schema/violation.ts";
import { boundedGet } from "./bounded-get.ts";
import { readDocument, type ReadDocuments } from "./read-documents.ts";
import { compareWithObject } from "./segment-row.ts";
import type { ReadStore } from "../store.ts";

/** The bytes of a leaf as a value, read loosely; {} where they are no object. Throws Violation of B1, B5. */
export function looseLeaf(index: number, bytes: Buffer): { readonly [member: string]: unknown } {
  const most = maxBytes({ class: "seal", index });
  require(bytes.length <= most, "B5", () => `${sealKey(index)} of at most ${most} bytes`, () => `${bytes.length}`);
  const value = readCanonical(bytes);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { readonly [member: string]: unknown })
    : {};
}

/** The documents that a leaf, read loosely, names. */
export function documentsIn(leaf: { readonly [member: string]: unknown }): { readonly [kind: string]: unknown } {
  const { documents } = leaf;
  return typeof documents === "object" && documents !== null ? (documents as { readonly [kind: string]: unknown }) : {};
}

/** The leaf, checked as if it were signed, with all that it lists and names. Rejects with Violation, StoreError. */
export async function checkUnsigned(
  store: ReadStore,
  documents: ReadDocuments,
  bytes: Buffer,
  before: LogBefore,
): Promise<Leaf> {
  await documents.load(documentsIn(looseLeaf(before.index, bytes)));
  const leaf = checkLeaf(bytes, before);
  if (leaf.kind === "seal") await checkListed(store, leaf);
  return leaf;
}

async function checkListed(store: ReadStore, seal: Seal): Promise<void> {
  for (const [kind, digest] of Object.entries(seal.documents)) {
    if (digest === null) continue;
    let found: Buffer | null = null;
    try {
      found = await boundedGet(store, documentKey(kind, digest));
    } catch (error) {
      // A kind that is no word names no object.
      if (!(error instanceof RangeError)) throw error;
    }
    require(found !== null, "K3", () => `document ${kind}/${digest}`, () => "no such object");
    try {
      readDocument(kind, digest, found);
    } catch (error) {
      if (error instanceof Violation && error.rule === "K2")
        throw new Violation("K3", `document ${kind}/${digest}`, `a document that breaks ${error.message}`);
      throw error;
    }
  }
  for (const { segments } of seal.scopes)
    for (const row of segments) compareWithObject(row, await boundedGet(store, row.key));
  for (const { key, object } of seal.stamps) {
    const stamp = await boundedGet(store, key);
    require(stamp !== null && sha256Hex(stamp) === object, "L11", () => `${key} with digest ${object}`, () =>
      stamp === null ? "no such object" : sha256Hex(stamp));
  }
}
