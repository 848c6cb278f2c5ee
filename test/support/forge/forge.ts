// Forges a whole ledger from its plan: every object by key, and the trust file that fits it.
import { canonicalLine } from "../../../evidence-schema/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/digest.ts";
import {
  cosignatureKey,
  DOCUMENT_KINDS,
  type DocumentKind,
  documentKey,
  GENESIS_KEY,
  noteKey,
  sealKey,
} from "../../../evidence-schema/object-key.ts";
import type { JsonObject } from "../../../evidence-schema/record.ts";
import { Chain, type ForgedSegment } from "./chain.ts";
import { LOG, type Signer } from "./keys.ts";
import { checkpointText, noteBytes, signatureLine } from "./note.ts";
import type { DocumentPlan, NotePlan, Plan, SealPlan } from "./plan.ts";
import { type ForgedLeaf, Log } from "./seal.ts";

export type Objects = Map<string, Buffer>;
export type Forged = { readonly objects: Objects; readonly trust: string };

/** The objects of the plan's ledger and its trust file. The same plan gives the same bytes. */
export function forge(plan: Plan): Forged {
  const objects: Objects = new Map();
  const genesisLine = canonicalLine(plan.genesis);
  const genesis = plan.genesisBytes?.(genesisLine) ?? genesisLine;
  objects.set(GENESIS_KEY, genesis);
  const ledger = sha256Hex(genesis);
  const log = new Log(ledger, plan.enrolled);
  const chains = new Map<string, Chain>();
  const segments: ForgedSegment[] = [];
  for (const step of plan.steps) {
    const documents = { ...plan.documents, ...step.documents };
    const digests = putDocuments(objects, documents);
    if (step.is === "seal") {
      const sealed = segments.filter(({ name }) => step.lists !== undefined || !isAbandoned(plan, name));
      const schedule = documents.schedule;
      putLeaf(objects, log.seal(step, sealed, digests, isPlain(schedule) ? schedule : null), step);
      continue;
    }
    const chain = chains.get(step.scope) ?? new Chain(ledger);
    chains.set(step.scope, chain);
    const segment = chain.append(step, digests);
    segments.push(segment);
    objects.set(segment.row["key"] as string, segment.object);
  }
  const lines = [`ledger ${ledger}`, `log ${LOG.vkey}`, "quorum none"];
  return { objects, trust: (plan.trust?.(lines) ?? lines).map((line) => `${line}\n`).join("") };
}

const isPlain = (document: JsonObject | Buffer | undefined): document is JsonObject =>
  document !== undefined && !Buffer.isBuffer(document);

const isAbandoned = ({ steps }: Plan, name: string): boolean =>
  steps.some((step) => step.is === "segment" && step.name === name && step.abandoned === true);

function putDocuments(objects: Objects, documents: DocumentPlan): JsonObject {
  return Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, putDocument(objects, kind, documents[kind])]));
}

function putDocument(objects: Objects, kind: DocumentKind, document: JsonObject | Buffer | undefined): string | null {
  if (document === undefined) return null;
  const bytes = isPlain(document) ? canonicalLine(document) : document;
  objects.set(documentKey(kind, sha256Hex(bytes)), bytes);
  return sha256Hex(bytes);
}

function putLeaf(objects: Objects, leaf: ForgedLeaf, { note, bad }: SealPlan): void {
  objects.set(sealKey(leaf.index), leaf.bytes);
  if (note === null || (bad === true && note === undefined)) return;
  const plan: NotePlan = note ?? {};
  const text = checkpointText(leaf, plan);
  objects.set(noteKey(leaf.index), noteBytes(text, plan));
  if (plan.cosigners !== undefined) objects.set(cosignatureKey(leaf.index), cosignatures(plan.cosigners, text));
}

const cosignatures = (cosigners: readonly Signer[], text: string): Buffer =>
  Buffer.from(cosigners.map((witness) => `${signatureLine(witness, text)}\n`).join(""));
