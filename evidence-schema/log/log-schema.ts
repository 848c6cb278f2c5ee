// Defines the zod schemas of genesis and of the leaves of the log (FORMAT.md sections 4 and 7), and their types.
import { z } from "zod";
import { isWithin } from "../bytes/bounds.ts";
import {
  by,
  count,
  counts,
  digest,
  documentDigests,
  gen,
  instant,
  key,
  name,
  nonEmpty,
  position,
  scope,
} from "../record/record-schema.ts";

const text = z.string();

/** The log's origin line: no scheme, no white space, no plus, no control character (FORMAT.md section 4). */
const ORIGIN = /^(?!.*:\/\/)[^\p{White_Space}+\p{Cc}]+$/u;

export const genesis = z.looseObject({
  v: z.literal(1),
  kind: z.literal("genesis"),
  legalEntity: nonEmpty,
  system: nonEmpty,
  /** Schema-less URL: the log's origin line. */
  origin: z
    .string()
    .regex(ORIGIN, "expected a schema-less URL without spaces or +")
    .refine((value) => isWithin(value, 255), "expected an origin of at most 255 bytes in UTF-8"),
  mode: z.enum(["local", "trial", "compliance"]),
  retentionDays: count,
  /** A checkpoint of the earlier ledger that this one goes on from. */
  continues: z.looseObject({ ledger: digest, size: z.int().min(1), root: digest, reason: nonEmpty }).nullable(),
  salt: digest,
  created: instant,
  /** Stands only where the ledger is made of example data; every reader says so. */
  example: z.literal(true).optional(),
});
export type Genesis = z.infer<typeof genesis>;

export const segmentRow = z.looseObject({
  key,
  content: digest,
  object: digest,
  first: position,
  last: position,
  before: digest,
  after: digest,
  root: digest.nullable(),
  counts: counts.nullable(),
  run: name,
  time: instant,
});
export type SegmentRow = z.infer<typeof segmentRow>;

const sealedScope = z.looseObject({
  scope,
  view: z.enum(["observed", "silent", "failed"]),
  problem: text.nullable(),
  gen,
  seq: z.int().min(-1),
  head: digest,
  root: digest.nullable(),
  full: z.looseObject({ gen, seq: position }).nullable(),
  segments: z.array(segmentRow),
});
export type SealedScope = z.infer<typeof sealedScope>;

const roster = z.looseObject({
  enrolled: z.array(scope),
  excluded: z.array(z.looseObject({ scope, reason: nonEmpty, approver: nonEmpty })),
  found: z.array(scope),
  unlisted: z.array(nonEmpty),
});
export type Roster = z.infer<typeof roster>;

/** Members of every leaf of the log. */
const leaf = {
  v: z.literal(1),
  ledger: digest,
  index: position,
  time: instant,
  by,
  frontier: z.array(digest),
  void: z.array(z.looseObject({ index: count, object: digest, reason: nonEmpty })),
};

export const seal = z.looseObject({
  ...leaf,
  kind: z.literal("seal"),
  run: name,
  trigger: z.enum(["slot", "manual", "event"]),
  slot: instant.nullable(),
  documents: documentDigests,
  scopes: z.array(sealedScope),
  roster,
  /** Stamps and cosignatures of earlier leaves that the sealer read back and no earlier seal lists. */
  stamps: z.array(z.looseObject({ key, object: digest })),
});
export type Seal = z.infer<typeof seal>;

/** A leaf that adds a key to the log or retires one. `endorsed` is a signed note of both holders. */
export const keyLeaf = z.looseObject({
  ...leaf,
  kind: z.literal("key"),
  add: nonEmpty.nullable(),
  retire: nonEmpty.nullable(),
  endorsed: nonEmpty,
  reason: nonEmpty,
});
export type KeyLeaf = z.infer<typeof keyLeaf>;

/** The leaf that closes the log; `successor`: id of the next ledger, or null; `endorsed`: a holder's signed note. */
export const endLeaf = z.looseObject({
  ...leaf,
  kind: z.literal("end"),
  successor: digest.nullable(),
  endorsed: nonEmpty,
  reason: nonEmpty,
});
export type EndLeaf = z.infer<typeof endLeaf>;

/** A leaf of a kind that version 1 names. */
export type Leaf = Seal | KeyLeaf | EndLeaf;
