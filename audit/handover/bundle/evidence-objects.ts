// Reads the objects of an evidence window one by one: all that its seals list, and all that a verifier asks for beside them.
import { LF } from "../../../evidence-schema/bytes/canonical.ts";
import {
  ACTS_SCOPE,
  attachmentKey,
  documentKey,
  GENESIS_KEY,
  parseObjectKey,
  sealKey,
  segmentsPrefix,
  WORD,
} from "../../../evidence-schema/keys/object-key.ts";
import { isDigest } from "../../../evidence-schema/bytes/digest.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import { gunzipMember } from "../../../ledger/read/gzip-member.ts";
import { parseLeaf } from "../../../ledger/read/log-tail.ts";
import { readActs } from "../../../ledger/read/read-acts.ts";
import { documentsOf, restartIn } from "../../../ledger/read/segment-opening.ts";
import { objectsAfter, segmentObjects } from "../../../ledger/read/segment-objects.ts";
import { documentsIn, looseLeaf } from "../../../ledger/read/unsigned-leaf.ts";
import { TooLong, type ReadStore } from "../../../ledger/store.ts";
import type { EvidenceWindow } from "./evidence-window.ts";

export type EvidenceObject = { readonly key: string; readonly bytes: Buffer };

/**
 * Each object once, and one in memory at a time. An object that is missing, or longer than any may be, is left out: a verifier of the
 * evidence finds that it is not there. Rejects with StoreError or ChainError.
 */
export async function* evidenceObjects(ledger: Ledger, window: EvidenceWindow): AsyncGenerator<EvidenceObject> {
  yield* new Evidence(ledger, window).objects();
}

class Evidence {
  readonly #store: ReadStore;
  readonly #ledger: Ledger;
  readonly #window: EvidenceWindow;
  /** Those that seals of the window list. */
  readonly #listed = new Set<string>();
  // Collected while leaves and segments are read, and read after them.
  readonly #segments = new Set<string>();
  readonly #documents = new Set<string>();
  readonly #attachments = new Set<string>();

  constructor(ledger: Ledger, window: EvidenceWindow) {
    this.#store = ledger.store;
    this.#ledger = ledger;
    this.#window = window;
  }

  async *objects(): AsyncGenerator<EvidenceObject> {
    yield* this.#read(GENESIS_KEY);
    for (const key of await this.#store.list("log/")) {
      const parsed = parseObjectKey(key);
      if (parsed === null || !("index" in parsed)) continue;
      const { index } = parsed;
      if (index < this.#window.firstLeaf || index > this.#window.lastLeaf) continue;
      for await (const object of this.#read(key)) {
        if (parsed.class === "seal") this.#noteLeaf(index, object.bytes);
        yield object;
      }
    }
    await this.#addActs();
    // A set that grows while it is gone through: a restart names objects that it left behind.
    for (const key of this.#segments)
      for await (const object of this.#read(key)) {
        await this.#noteSegment(object);
        yield object;
      }
    for (const key of [...this.#documents, ...this.#attachments].sort()) yield* this.#read(key);
  }

  async *#read(key: string): AsyncGenerator<EvidenceObject> {
    try {
      const bytes = await this.#store.get(key);
      if (bytes !== null) yield { key, bytes };
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
    }
  }

  /** Leaves without a note are read too: whether one may be called void depends on what it names. */
  #noteLeaf(index: number, bytes: Buffer): void {
    const { firstSeal, lastSeal } = this.#window;
    const leaf = orEmpty(() => looseLeaf(index, bytes));
    if (index > lastSeal) return;
    if (index < firstSeal) return this.#nameDocument("schedule", documentsIn(leaf)["schedule"]);
    this.#nameDocuments(documentsIn(leaf));
    for (const scope of listIn(leaf["scopes"]))
      for (const { key } of listIn(scope["segments"])) {
        this.#addSegment(key);
        if (typeof key === "string") this.#listed.add(key);
      }
  }

  #addSegment(key: unknown): void {
    if (typeof key === "string" && parseObjectKey(key)?.class === "segment") this.#segments.add(key);
  }

  /** All acts up to the last seal: those before the window say what was disowned, and tell a reader what was recorded by then. */
  async #addActs(): Promise<void> {
    const { lastSeal } = this.#window;
    const bytes = (await this.#store.get(sealKey(lastSeal))) as Buffer;
    const leaf = parseLeaf(bytes, lastSeal);
    const stand = leaf?.kind === "seal" ? leaf.scopes.find(({ scope }) => scope === ACTS_SCOPE) : undefined;
    if (stand === undefined || stand.seq === -1) return;
    for (const { key, record } of await readActs(this.#store, this.#ledger.id))
      if (record.gen < stand.gen || (record.gen === stand.gen && record.seq <= stand.seq)) this.#segments.add(key);
  }

  async #noteSegment({ key, bytes }: EvidenceObject): Promise<void> {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "segment") return;
    const inflated = orEmpty(() => ({ of: gunzipMember(bytes) })).of;
    if (inflated === undefined) return;
    this.#nameDocuments(documentsOf(inflated));
    if (parsed.scope === ACTS_SCOPE) this.#noteActs(inflated, this.#listed.has(key));
    const restart = parsed.gen > 0 && parsed.firstSeq === 0 ? restartIn(bytes) : null;
    if (restart === null) return;
    const all = segmentObjects(await this.#store.list(segmentsPrefix(parsed.scope)));
    for (const each of objectsAfter(all, restart)) if (each.gen < parsed.gen) this.#segments.add(each.key);
  }

  #noteActs(inflated: Buffer, isListed: boolean): void {
    for (const line of linesOf(inflated)) {
      const { type, body } = orEmpty(() => JSON.parse(line) as { readonly type?: unknown; readonly body?: unknown });
      const { digest, place, objects } = (body ?? {}) as { readonly [member: string]: unknown };
      if ((type === "attachment" || type === "population") && place === "ledger" && isDigestText(digest))
        this.#attachments.add(attachmentKey(digest));
      // A verifier of the window asks whether it would have continued its chain (A2).
      if (type === "disowned" && isListed) for (const object of listIn(objects)) this.#addSegment(object["key"]);
    }
  }

  #nameDocuments(documents: { readonly [kind: string]: unknown }): void {
    for (const [kind, digest] of Object.entries(documents)) this.#nameDocument(kind, digest);
  }

  #nameDocument(kind: string, digest: unknown): void {
    if (WORD.test(kind) && isDigestText(digest)) this.#documents.add(documentKey(kind, digest));
  }
}

const isDigestText = (value: unknown): value is string => typeof value === "string" && isDigest(value);

/** The objects of a list that was read loosely. */
const listIn = (value: unknown): readonly { readonly [member: string]: unknown }[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).filter(
    (each): each is { readonly [member: string]: unknown } => typeof each === "object" && each !== null,
  );

/** `{}` for bytes of another form: a verifier says what is wrong with them. */
function orEmpty<T extends object>(read: () => T): Partial<T> {
  try {
    return read();
  } catch (error) {
    if (error instanceof Violation || error instanceof SyntaxError) return {};
    throw error;
  }
}

function* linesOf(inflated: Buffer): Generator<string> {
  for (let at = 0; at < inflated.length;) {
    const end = inflated.indexOf(LF, at);
    if (end === -1) return;
    yield inflated.toString("utf8", at, end);
    at = end + 1;
  }
}
