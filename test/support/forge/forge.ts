// Forges a whole ledger from its plan: every object by key, and the trust file that fits it.
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { rootOfFrontier } from "../../../evidence-schema/log/merkle.ts";
import {
  cosignatureKey,
  DOCUMENT_KINDS,
  documentKey,
  GENESIS_KEY,
  noteKey,
  parseObjectKey,
  sealKey,
} from "../../../evidence-schema/keys/object-key.ts";
import { Chain, type Documents, type ForgedSegment } from "./chain.ts";
import { inForce } from "./documents.ts";
import { LOG } from "./keys.ts";
import type { ForgedLeaf } from "./forged-leaf.ts";
import { Log } from "./leaves.ts";
import { checkpointText, cosignatureBytes, noteBytes } from "./note.ts";
import type { Document, DocumentPlan, Leaf, NotePlan, ObjectPlan, Plan, SegmentPlan } from "./plan.ts";

export type Objects = Map<string, Buffer>;
export type Forged = { readonly objects: Objects; readonly trust: string };

/** The objects of the plan's ledger and its trust file. The same plan gives the same bytes. */
export function forge(plan: Plan): Forged {
  return new Forge(plan).forged();
}

/** The roots of the trees of the plan's log in base64, by size. */
export function rootsOf(plan: Plan): readonly string[] {
  return new Forge(plan).roots;
}

class Forge {
  readonly objects: Objects = new Map();
  readonly roots: string[] = [rootOfFrontier([]).toString("base64")];
  readonly #plan: Plan;
  readonly #ledger: string;
  readonly #log: Log;
  readonly #chains = new Map<string, Chain>();
  readonly #segments: ForgedSegment[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
    const line = canonicalLine(plan.genesis);
    const genesis = plan.genesisBytes?.(line) ?? line;
    this.objects.set(GENESIS_KEY, genesis);
    this.#ledger = sha256Hex(genesis);
    this.#log = new Log(this.#ledger, plan.enrolled);
    for (const step of plan.steps) {
      if (step.is === "segment") this.#append(step);
      else if (step.is === "object") this.#put(step);
      else this.#seal(step);
    }
  }

  forged(): Forged {
    const lines = [`ledger ${this.#ledger}`, `log ${LOG.vkey}`, "quorum none"];
    const trust = this.#plan.trust?.(lines, this.roots) ?? lines;
    return { objects: this.objects, trust: trust.map((line) => `${line}\n`).join("") };
  }

  #append(step: SegmentPlan): void {
    const chain = this.#chains.get(step.scope) ?? new Chain(this.#ledger);
    this.#chains.set(step.scope, chain);
    const segment = chain.append(step, this.#documents(inForce(this.#plan, step)));
    this.#segments.push(segment);
    this.objects.set(segment.row["key"] as string, segment.object);
  }

  #put(step: ObjectPlan): void {
    const bytes = step.bytes(this.objects);
    this.objects.set(step.key, bytes);
    const { class: stored } = parseObjectKey(step.key) ?? {};
    if (stored === "timestamp" || stored === "cosignature") this.#log.stamped(step.key, bytes);
  }

  #seal(step: Leaf): void {
    const leaf = this.#leaf(step);
    this.roots.push(rootOfFrontier(leaf.frontier).toString("base64"));
    this.objects.set(sealKey(leaf.index), leaf.bytes);
    if (step.note === null || (step.bad === true && step.note === undefined)) return;
    const plan: NotePlan = step.note ?? {};
    const note = noteBytes(checkpointText(leaf, plan), plan);
    this.objects.set(noteKey(leaf.index), note);
    if (plan.cosigners === undefined) return;
    const cosignatures = cosignatureBytes(plan.cosigners, note);
    this.objects.set(cosignatureKey(leaf.index), cosignatures);
    this.#log.stamped(cosignatureKey(leaf.index), cosignatures);
  }

  #leaf(step: Leaf): ForgedLeaf {
    switch (step.is) {
      case "seal": {
        const abandoned = abandonedBy(this.#plan);
        const sealed = this.#segments.filter(({ name }) => step.lists !== undefined || !abandoned.has(name));
        return this.#log.seal(step, sealed, this.#documents(inForce(this.#plan, step)).digests);
      }
      case "key":
        return this.#log.key(step);
      case "end":
        return this.#log.end(step);
    }
  }

  #documents(plans: DocumentPlan): Documents {
    const kinds = new Set([...DOCUMENT_KINDS, ...Object.keys(plans)]);
    return { plans, digests: Object.fromEntries([...kinds].map((kind) => [kind, this.#document(kind, plans[kind])])) };
  }

  #document(kind: string, document: Document | undefined): string | null {
    if (document === undefined || document === null) return null;
    const bytes = Buffer.isBuffer(document) ? document : canonicalLine(document);
    this.objects.set(documentKey(kind, sha256Hex(bytes)), bytes);
    return sha256Hex(bytes);
  }
}

const abandonedBy = ({ steps }: Plan): ReadonlySet<string> =>
  new Set(steps.flatMap((step) => (step.is === "segment" && step.abandoned === true ? [step.name] : [])));

/** The digest of an object of the plan's ledger. */
export const digestOf = (plan: Plan, key: string): string => sha256Hex(forge(plan).objects.get(key) as Buffer);
