// Defines the zod schemas of everything a chain says (FORMAT.md 5.1, 5.2); the published JSON Schema is made from them.
import { z } from "zod";
import { isScopeWithin, isWithin, MAX_GEN, MAX_KEY, MAX_NAME, MAX_POSITION } from "../bytes/bounds.ts";
import { isScope, WORD } from "../keys/object-key.ts";
import type { JsonObject } from "./record.ts";
import { OUTCOMES, TRANSITIONS } from "./record.ts";
import { isTimestamp } from "../bytes/timestamp.ts";

const DIGEST = /^[0-9a-f]{64}$/;

export const instant = z
  .string()
  .refine(isTimestamp, "expected an RFC 3339 UTC instant with three decimals")
  .meta({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" });
export const digest = z.string().regex(DIGEST, "expected 64 lower-case hex digits");
export const count = z.int().min(0);
const countTo = (most: number) => count.refine((value) => value <= most, `at most ${most}`).meta({ maximum: most });
/** A seq, or the index of a leaf; a larger one breaks rule B5. */
export const position = countTo(MAX_POSITION);
export const gen = countTo(MAX_GEN);
const text = z.string();
/** A text that is not empty, and a bound that `checkShape` knows as rule B5. */
const named = (max: number) =>
  z
    .string()
    .min(1)
    .refine((value) => isWithin(value, max), `at most ${max} bytes of UTF-8`);
/** Check, source, run, type, scope or principal. */
export const name = named(MAX_NAME);
/** A key or a unit. */
export const key = named(MAX_KEY);
export const nonEmpty = z.string().min(1);
export const word = z.string().regex(WORD, "expected a word of a-z, 0-9 and dashes, at most 32 long");
export const scope = name
  .refine(isScope, "expected a scope <provider>/<id>")
  .refine(isScopeWithin, "at most 200 bytes of a percent-encoded id");
// Its content is JSON by construction (the line was parsed); only that it is an object is asked.
const object = z
  .custom<JsonObject>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "expected an object",
  )
  .meta({ type: "object" });

const problem = z.looseObject({ code: word, detail: text });
const recordAt = z.looseObject({ gen, seq: position });
const outcome = z.enum(OUTCOMES);

export const held = z.looseObject({
  as: z.enum(["baseline", "appeared"]),
  outcome: outcome.nullable(),
  version: text.nullable(),
  lanes: text.nullable(),
  opened: recordAt.nullable(),
});

export const finding = z.looseObject({
  check: name,
  version: text,
  lanes: text,
  outcome,
  because: text,
  facts: object,
  basis: word,
  problem: problem.nullable(),
  relied: z.looseObject({ keys: z.array(key), units: z.array(key) }),
  held,
  transition: z.enum(TRANSITIONS).nullable(),
});

export const documentDigests = z.record(text, digest.nullable());

const source = z.looseObject({
  source: name.refine((value) => value !== "none", 'expected a name other than "none"'),
  lane: text,
  principal: name,
  endpoint: text,
  query: digest.nullable(),
  atomic: z.boolean(),
  lagSeconds: count,
});

const unitState = z.looseObject({
  unit: key,
  ever: z.boolean(),
  listed: instant.nullable(),
  named: instant.nullable(),
});

export const by = z.looseObject({ principal: name, software: nonEmpty, code: digest });

const restart = z.looseObject({
  gen: count,
  seq: z.int().min(-1),
  head: digest,
  abandoned: z.array(z.looseObject({ key, object: digest })),
  reason: nonEmpty,
  principal: name,
});

const runOpened = z.looseObject({
  trigger: z.enum(["slot", "manual", "event"]),
  slot: instant.nullable(),
  extent: z.enum(["full", "delta"]),
  asOf: instant,
  began: instant,
  by,
  documents: documentDigests.and(z.looseObject({ tests: digest })),
  sources: z.array(source),
  units: z.array(unitState).optional(),
  restarts: restart.optional(),
});

const departure = z.looseObject({ key, incarnation: text, reason: z.enum(["gone", "not-found", "replaced"]) });

const observation = z.looseObject({
  key,
  incarnation: text,
  unit: key,
  region: text.nullable(),
  name: text.nullable(),
  createdAt: text.nullable(),
  labels: z.record(text, text),
  source: text.nullable(),
  dataTime: instant.nullable(),
  since: instant,
  tests: digest,
  projection: object,
  findings: z.array(finding),
  restated: z.boolean(),
});

const context = z.looseObject({
  key,
  incarnation: text,
  unit: key,
  from: scope,
  source: text.nullable(),
  dataTime: instant.nullable(),
  since: instant,
  tests: digest,
  projection: object,
  restated: z.boolean(),
});

const row = z.looseObject({
  unit: key,
  complete: z.boolean(),
  dataTime: instant.nullable(),
  listed: count,
  observed: count,
  expected: count.optional(),
  problem: problem.nullable(),
  seen: z.array(key).optional(),
  unseen: z.union([z.literal("all"), z.array(key)]).optional(),
  pages: count,
  first: text.nullable(),
  last: text.nullable(),
  server: text.nullable(),
});

const askedKey = z.looseObject({ key, unit: key, dataTime: instant });

const coverage = z.looseObject({
  source: name,
  units: z.array(row),
  asked: z.looseObject({
    seen: z.array(askedKey),
    notFound: z.array(askedKey),
    failed: z.array(askedKey.extend({ problem })),
  }),
});

export const counts = z.looseObject({ pass: count, fail: count, indeterminate: count, "not-applicable": count });

const runClosed = z.looseObject({
  counts,
  population: count,
  calls: z.record(text, count),
  root: digest,
});

/** Body schema and rule of each record type of a run; unknown types have none. */
export const RUN_RECORDS = {
  "run-opened": { rule: "R2", body: runOpened },
  departure: { rule: "R3", body: departure },
  observation: { rule: "R4", body: observation },
  context: { rule: "R4", body: context },
  finding: { rule: "R5", body: z.looseObject({ key, incarnation: text, finding }) },
  coverage: { rule: "R6", body: coverage },
  "run-closed": { rule: "R8", body: runClosed },
} as const;

const act = z.looseObject({ principal: name });
const place = z.enum(["ledger", "elsewhere"]);

/** Body schema of each act (FORMAT.md 5.2). */
export const ACTS = {
  deployment: act.extend({
    documents: z.looseObject({ before: documentDigests, after: documentDigests }),
    // A claim that no rule looks into: by name the digest of the code of each function.
    functions: z.unknown().optional(),
  }),
  "roster-change": act.extend({ scope, status: text, reason: nonEmpty }),
  waiver: act.extend({
    id: nonEmpty,
    risk: text,
    reason: nonEmpty,
    ticket: text,
    requester: text,
    approver: nonEmpty,
    from: instant,
    until: instant,
    match: object,
  }),
  response: act.extend({
    subject: text,
    about: recordAt.extend({ scope, check: name }).nullable(),
    text,
  }),
  attachment: act.extend({ subject: text, digest, bytes: count, mediaType: text, name: text, place }),
  erasure: act.extend({ references: z.array(text), attachments: z.array(digest), reason: nonEmpty }),
  disowned: act.extend({
    objects: z.array(z.looseObject({ key: nonEmpty, object: digest })).meta({ minItems: 1 }),
    reason: nonEmpty,
  }),
  restart: act.extend({ restarts: restart }),
  disclosure: act.extend({ recipient: nonEmpty, from: instant, until: instant, reason: nonEmpty }),
  population: act.extend({
    asked: text,
    from: instant,
    until: instant,
    seal: count,
    root: digest,
    count,
    digest,
    place,
  }),
  sample: act.extend({ population: recordAt, seed: text, drawn: z.array(text), purpose: text }),
} as const;

/** The body schema of a type of act; undefined for a type that is not known. */
export const actOf = (type: string): (typeof ACTS)[keyof typeof ACTS] | undefined =>
  Object.hasOwn(ACTS, type) ? ACTS[type as keyof typeof ACTS] : undefined;

/** Whether records of a run have this type. */
export const isRunType = (type: string): type is keyof typeof RUN_RECORDS => Object.hasOwn(RUN_RECORDS, type);

/** A line's own members; its body is looked at by type. */
export const chainRecord = z.looseObject({
  v: z.literal(1),
  ledger: digest,
  scope: name,
  gen,
  seq: position,
  prev: digest,
  run: name,
  time: instant,
  type: name,
  body: object,
});
