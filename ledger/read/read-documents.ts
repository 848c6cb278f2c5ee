// Reads the documents that rules rest on from the store before they are asked for, each once (FORMAT.md K2, K5).
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import {
  readRoster,
  readSchedule,
  readTests,
  type RosterDocument,
  type Schedule,
  type TestsDocument,
} from "../../evidence-schema/documents/document-schema.ts";
import { documentKey, WORD } from "../../evidence-schema/keys/object-key.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import type { Documents } from "../../evidence-schema/chain/segment-place.ts";
import { require, Violation } from "../../evidence-schema/violation.ts";
import { boundedGet } from "./bounded-get.ts";
import type { ReadStore } from "../store.ts";

const FORMS = { schedule: readSchedule, roster: readRoster, tests: readTests } as const;
type Kind = keyof typeof FORMS;
const KINDS = Object.keys(FORMS) as Kind[];

/** Whether rules rest on documents of this kind. */
const isRestedOn = (kind: string): kind is Kind => Object.hasOwn(FORMS, kind);

/** Digests by kind, as a seal or a run names them; not more is known of them. */
export type NamedDocuments = { readonly [kind: string]: unknown };

/** Throws Violation of K2, B1, B5 or K5, in this order, where the bytes are no document of this kind and digest. */
export function readDocument(kind: string, digest: string, bytes: Buffer): Json {
  require(sha256Hex(bytes) === digest, "K2", digest, () => sha256Hex(bytes));
  const value = readCanonical(bytes);
  return isRestedOn(kind) ? (FORMS[kind](value) as unknown as Json) : value;
}

export class ReadDocuments implements Documents {
  readonly #store: ReadStore;
  /** By key: filled by load(), as are the violations. A document never changes, so none is read twice. */
  readonly #read = new Map<string, Json | null>();
  /** Keys of documents that require() found right. */
  readonly #right = new Set<string>();
  /** Why a document counts for nothing, by its key; null where it is not there. */
  readonly violations = new Map<string, Violation | null>();

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** Reads those of `documents` that rules rest on, unless they were read before. Rejects with StoreError. */
  async load(documents: NamedDocuments): Promise<void> {
    for (const kind of KINDS) {
      const digest = Object.hasOwn(documents, kind) ? documents[kind] : null;
      if (typeof digest === "string" && /^[0-9a-f]{64}$/.test(digest)) await this.#load(kind, digest);
    }
  }

  /** Throws Violation of K3, or of what is wrong with it, unless every document of `documents` is there and right. */
  async require(documents: NamedDocuments): Promise<void> {
    for (const [kind, digest] of Object.entries(documents)) {
      if (typeof digest !== "string" || !WORD.test(kind) || !/^[0-9a-f]{64}$/.test(digest)) continue;
      const key = documentKey(kind, digest);
      if (this.#right.has(key)) continue;
      const bytes = await boundedGet(this.#store, key);
      require(bytes !== null, "K3", () => `document ${kind}/${digest}`, () => "no such object");
      readDocument(kind, digest, bytes);
      this.#right.add(key);
    }
  }

  async #load(kind: Kind, digest: string): Promise<void> {
    const key = documentKey(kind, digest);
    if (this.#read.has(key)) return;
    let value: Json | null = null;
    try {
      const bytes = await boundedGet(this.#store, key);
      if (bytes === null) this.violations.set(key, null);
      else value = readDocument(kind, digest, bytes);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.violations.set(key, error);
    }
    this.#read.set(key, value);
  }

  tests = (digest: string): TestsDocument | null => this.#of<TestsDocument>("tests", digest);
  roster = (digest: string): RosterDocument | null => this.#of<RosterDocument>("roster", digest);
  schedule = (digest: string): Schedule | null => this.#of<Schedule>("schedule", digest);

  #of<T>(kind: Kind, digest: string): T | null {
    return (this.#read.get(documentKey(kind, digest)) ?? null) as T | null;
  }
}
