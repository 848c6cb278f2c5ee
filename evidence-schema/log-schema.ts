// The zod schemas of genesis, seals and schedule (FORMAT.md sections 4, 7, 9), and the types that follow from them.
import { z } from "zod";
import { count, counts, digest, documentDigests, instant } from "./record-schema.ts";

const text = z.string();
const name = z.string().min(1);

export const genesis = z.looseObject({
  v: z.literal(1),
  kind: z.literal("genesis"),
  legalEntity: name,
  system: name,
  /** Schema-less URL: the log's origin line. */
  origin: z.string().regex(/^[^\s+]+$/, "expected a schema-less URL without spaces or +"),
  mode: z.enum(["local", "trial", "compliance"]),
  retentionDays: count,
  continues: z.looseObject({ ledger: digest, size: count, root: text, reason: text }).nullable(),
  salt: digest,
  created: instant,
});
export type Genesis = z.infer<typeof genesis>;

export const schedule = z.looseObject({
  v: z.literal(1),
  kind: z.literal("schedule"),
  everySeconds: z.int().min(1).nullable(),
  from: instant,
  graceSeconds: count,
  eventCadenceSeconds: count,
});
export type Schedule = z.infer<typeof schedule>;

const segmentRow = z.looseObject({
  key: name,
  content: digest,
  object: digest,
  first: count,
  last: count,
  before: digest,
  after: digest,
  root: digest.nullable(),
  counts: counts.nullable(),
  run: name,
  time: instant,
});
export type SegmentRow = z.infer<typeof segmentRow>;

const sealedScope = z.looseObject({
  scope: name,
  view: z.enum(["observed", "silent", "failed"]),
  problem: text.nullable(),
  gen: count,
  seq: z.int().min(-1),
  head: digest,
  root: digest.nullable(),
  full: z.looseObject({ gen: count, seq: count }).nullable(),
  segments: z.array(segmentRow),
});
export type SealedScope = z.infer<typeof sealedScope>;

const roster = z.looseObject({
  enrolled: z.array(name),
  excluded: z.array(z.looseObject({ scope: name, reason: text, approver: text })),
  found: z.array(name),
  unlisted: z.array(name),
});
export type Roster = z.infer<typeof roster>;

export const seal = z.looseObject({
  v: z.literal(1),
  kind: name,
  ledger: digest,
  index: count,
  time: instant,
  run: name,
  trigger: z.enum(["slot", "manual", "event"]),
  slot: instant.nullable(),
  documents: documentDigests,
  scopes: z.array(sealedScope),
  roster,
  slots: z.array(z.looseObject({ slot: instant, run: text.nullable() })),
  frontier: z.array(digest),
  void: z.array(z.looseObject({ index: count, object: digest, reason: text })),
});
export type Seal = z.infer<typeof seal>;
