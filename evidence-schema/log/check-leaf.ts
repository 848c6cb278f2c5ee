// Checks a leaf of the log against the log before it (FORMAT.md section 7). Pure; what it lists is read elsewhere.
import { checkSeal, checkSealForm } from "./check-seal.ts";
import { jsonEqual } from "../bytes/equal.ts";
import type { LogBefore } from "./log-before.ts";
import {
  endLeaf,
  keyLeaf,
  seal as sealSchema,
  type EndLeaf,
  type KeyLeaf,
  type Leaf,
  type Seal,
} from "./log-schema.ts";
import { sealKey } from "../keys/object-key.ts";
import { checkShape } from "../record/parse-body.ts";
import { readCanonical } from "../record/record-line.ts";
import { require, show } from "../violation.ts";

const SCHEMAS = { seal: sealSchema, key: keyLeaf, end: endLeaf } as const;

/** Whether version 1 names this kind of leaf. */
export const isKnownKind = (kind: unknown): kind is keyof typeof SCHEMAS =>
  typeof kind === "string" && Object.hasOwn(SCHEMAS, kind);

/** Names of the members of a leaf that version 1 does not know. */
export const unknownMembersOf = (leaf: Leaf): string[] =>
  Object.keys(leaf).filter((member) => !Object.hasOwn(SCHEMAS[leaf.kind].shape, member));

/** Reads leaf `at.index` of a known kind; throws Violation where it has not its members (B1, B2, L1, L2). */
function readLeaf(bytes: Buffer, at: Pick<LogBefore, "ledger" | "index">): Leaf {
  const value = readCanonical(bytes);
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  require(isKnownKind(kind), "L1", "a leaf of kind seal, key or end", () => show(kind));
  checkShape("L1", SCHEMAS[kind], value);
  const leaf = value as unknown as Leaf;
  require(leaf.ledger === at.ledger, "L1", () => `ledger ${at.ledger}`, () => leaf.ledger);
  require(leaf.index === at.index, "L2", () => `index ${at.index} in ${sealKey(at.index)}`, () => `${leaf.index}`);
  return leaf;
}

/** The seal before a window, of which nothing else is asked than its form. Throws Violation. */
export function readSealBefore(bytes: Buffer, at: Pick<LogBefore, "ledger" | "index">): Seal {
  const leaf = readLeaf(bytes, at);
  require(leaf.kind === "seal", "L1", "a seal", () => leaf.kind);
  checkSealForm(leaf);
  return leaf;
}

/** Reads leaf `before.index` of a known kind; throws Violation at the first rule that it breaks. */
export function checkLeaf(bytes: Buffer, before: LogBefore): Leaf {
  const leaf = readLeaf(bytes, before);
  require(!before.ended, "L12", "no leaf after the end", () => `a leaf of kind ${leaf.kind}`);
  const frontier = before.frontier.map((root) => root.toString("hex"));
  require(jsonEqual(leaf.frontier, frontier), "L3", () => show(frontier), () => show(leaf.frontier));
  checkVoid(leaf, before);
  require(before.time === null || leaf.time >= before.time, "L4", () => `a time not before ${before.time}`, () =>
    leaf.time);
  if (leaf.kind === "seal") checkSeal(leaf as Seal, before);
  if (leaf.kind === "key" || leaf.kind === "end") before.keys.checkEndorsed(leaf as KeyLeaf | EndLeaf);
  return leaf;
}

function checkVoid(leaf: Leaf, { voided, start }: LogBefore): void {
  const named = leaf.void.filter(({ index }) => index >= start).map(({ index, object }) => ({ index, object }));
  const expected = voided.map(({ index, object }) => ({ index, object }));
  require(jsonEqual(named, expected), "L7", () => `void ${show(expected)}`, () => show(named));
}
