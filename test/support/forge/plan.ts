// The logical description of a ledger to forge: what is given; everything else is computed, and both can be lied about.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { DocumentKind } from "../../../evidence-schema/keys/object-key.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Signer } from "./keys.ts";

/** A change to bytes before anything is hashed over them. */
export type Rewrite = (bytes: Buffer) => Buffer;

/** One record. Members that `body` gives win over those that would be filled in, and the state goes on with them. */
export type Draft = {
  readonly type: string;
  readonly body: JsonObject;
  /** What is written in the place of the filled body; the state goes on as if it had been the truth. */
  readonly lie?: (body: JsonObject) => Json;
};

/** Where a full segment restates what is in state; `lie` may reorder, drop or change the bodies. */
export type Restatements = { readonly restate: true; readonly lie?: (drafts: readonly Draft[]) => readonly Draft[] };

/** null: none is named, where one would be otherwise. */
export type Document = JsonObject | Buffer | null;
export type DocumentPlan = { readonly [kind in DocumentKind]?: Document } & {
  readonly [kind: string]: Document | undefined;
};

export type SegmentPlan = {
  readonly is: "segment";
  readonly name: string;
  readonly scope: string;
  readonly gen: number;
  readonly run: string;
  readonly time: string;
  readonly records: readonly (Draft | Restatements)[];
  /** Documents that are in force beside or instead of the plan's own. */
  readonly documents?: DocumentPlan;
  /** The chain does not go on from it: a later segment restarts, and no seal lists it. */
  readonly abandoned?: boolean;
  /** Lies about a record's own members. `prev` and `seq` of the next one follow from what was written. */
  readonly record?: (record: JsonObject, at: number) => Json;
  readonly line?: (line: Buffer, at: number) => Buffer;
  readonly content?: Rewrite;
  readonly object?: Rewrite;
  readonly key?: (key: string) => string;
};

export type NotePlan = {
  readonly origin?: string;
  readonly size?: number;
  readonly root?: Buffer;
  readonly text?: (text: string) => string;
  readonly signers?: readonly Signer[];
  readonly lines?: (lines: readonly string[]) => readonly string[];
  readonly bytes?: Rewrite;
  readonly cosigners?: readonly Signer[];
};

/** What all leaves of the log have. */
type LeafPlan = {
  readonly name: string;
  readonly time: string;
  /** The leaf says nothing and has no note; the next leaf's `void` names it. */
  readonly bad?: boolean;
  readonly body?: (body: JsonObject) => Json;
  readonly bytes?: Rewrite;
  /** null: there is none. */
  readonly note?: NotePlan | null;
};

export type SealPlan = LeafPlan & {
  readonly is: "seal";
  readonly run: string;
  readonly slot: string | null;
  readonly documents?: DocumentPlan;
  /** Names of segments; those written since the last seal unless given. */
  readonly lists?: readonly string[];
  /** Scopes that could not be observed, and why. */
  readonly failed?: Readonly<Record<string, string>>;
  /** The document that the seal names fits it. */
  readonly roster?: JsonObject;
  /** Lies about the row of a segment, by its name; the scope's head follows from them. */
  readonly row?: (row: JsonObject, segment: string) => JsonObject;
  readonly scopes?: (scopes: readonly JsonObject[]) => readonly Json[];
};

/** A change of the log's keys. */
export type KeyPlan = LeafPlan & {
  readonly is: "key";
  readonly add: Signer | null;
  readonly retire: Signer | null;
} & Endorsing;

export type EndPlan = LeafPlan & { readonly is: "end"; readonly successor: string | null } & Endorsing;

type Endorsing = {
  /** Who endorses it: the log's own key, and the one that is added, unless given. */
  readonly endorsers?: readonly Signer[];
  /** The index that is endorsed: its own unless given. */
  readonly endorsedFor?: number;
  readonly endorsed?: (note: string) => string;
};

/** An object that is put beside what a writer writes: an attachment, a late cosignature, a stray one. */
export type ObjectPlan = {
  readonly is: "object";
  readonly name: string;
  readonly time: string;
  readonly key: string;
  /** From what was forged so far. */
  readonly bytes: (objects: ReadonlyMap<string, Buffer>) => Buffer;
};

export type Leaf = SealPlan | KeyPlan | EndPlan;
export type Step = SegmentPlan | Leaf | ObjectPlan;

export type Plan = {
  readonly genesis: JsonObject;
  readonly genesisBytes?: Rewrite;
  readonly documents: DocumentPlan;
  readonly enrolled: readonly string[];
  /** Regions of scopes in the roster document, where they are not the usual ones of the provider. */
  readonly regions?: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly Step[];
  /** The lines of the trust file, from those that fit the ledger and the roots of its trees by size, in base64. */
  readonly trust?: (lines: readonly string[], roots: readonly string[]) => readonly string[];
};
