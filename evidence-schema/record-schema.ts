// The zod schemas of everything a chain says; the published JSON Schema is generated from them. FORMAT.md 5.1 and 5.2.
import { z } from "zod";
import type { JsonObject } from "./record.ts";
import { OUTCOMES, PROBLEM_CODES, TRANSITIONS } from "./record.ts";
import { isTimestamp } from "./timestamp.ts";

const DIGEST = /^[0-9a-f]{64}$/;

export const instant = z
  .string()
  .refine(isTimestamp, "expected an RFC 3339 UTC instant with three decimals")
  .meta({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" });
export const digest = z.string().regex(DIGEST, "expected 64 lower-case hex digits");
export const count = z.int().min(0);
const text = z.string();
const name = z.string().min(1);
// Its content is JSON by construction (the line was parsed); only that it is an object is asked.
const object = z
  .custom<JsonObject>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "expected an object",
  )
  .meta({ type: "object" });

const problem = z.looseObject({ code: z.enum(PROBLEM_CODES), detail: text });
const position = z.looseObject({ gen: count, seq: count });
const outcome = z.enum(OUTCOMES);

export const held = z.looseObject({
  as: z.enum(["baseline", "appeared"]),
  outcome: outcome.nullable(),
  version: text.nullable(),
  lanes: text.nullable(),
  opened: position.nullable(),
});

export const finding = z.looseObject({
  check: name,
  version: text,
  lanes: text,
  outcome,
  because: text,
  facts: object,
  basis: z.enum(["configured", "provider"]),
  problem: problem.nullable(),
  relied: z.looseObject({ keys: z.array(text), units: z.array(text) }),
  held,
  transition: z.enum(TRANSITIONS).nullable(),
});

export const documentDigests = z.record(text, digest.nullable());

const source = z.looseObject({
  source: name.refine((value) => value !== "none", 'expected a name other than "none"'),
  lane: text,
  principal: text,
  endpoint: text,
  query: digest.nullable(),
  atomic: z.boolean(),
  lagSeconds: count,
});

const unitState = z.looseObject({ unit: name, ever: z.boolean(), dataTime: instant.nullable() });

const restart = z.looseObject({
  gen: count,
  seq: z.int().min(-1),
  head: digest,
  abandoned: z.array(z.looseObject({ key: name, object: digest })),
  reason: text,
  principal: text,
});

const runOpened = z.looseObject({
  trigger: z.enum(["slot", "manual", "event"]),
  slot: instant.nullable(),
  extent: z.enum(["full", "delta"]),
  asOf: instant,
  documents: documentDigests.and(z.looseObject({ tests: digest })),
  sources: z.array(source),
  units: z.array(unitState).optional(),
  restarts: restart.optional(),
});

const departure = z.looseObject({ key: name, incarnation: text, reason: z.enum(["gone", "not-found", "replaced"]) });

const observation = z.looseObject({
  key: name,
  incarnation: text,
  unit: name,
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
  key: name,
  incarnation: text,
  unit: name,
  from: name,
  source: text.nullable(),
  dataTime: instant.nullable(),
  since: instant,
  projection: object,
  restated: z.boolean(),
});

const row = z.looseObject({
  unit: name,
  complete: z.boolean(),
  dataTime: instant.nullable(),
  listed: count,
  observed: count,
  problem: problem.nullable(),
  seen: z.array(text).optional(),
  unseen: z.union([z.literal("all"), z.array(text)]).optional(),
  pages: count,
  first: text.nullable(),
  last: text.nullable(),
  server: text.nullable(),
});

const askedKey = z.looseObject({ key: name, unit: name, dataTime: instant });

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
  finding: { rule: "R5", body: z.looseObject({ key: name, incarnation: text, finding }) },
  coverage: { rule: "R6", body: coverage },
  "run-closed": { rule: "R8", body: runClosed },
} as const;

const act = z.looseObject({ principal: name });

/** Body schema of each act (FORMAT.md 5.2). */
export const ACTS = {
  deployment: act.extend({ documents: z.looseObject({ before: documentDigests, after: documentDigests }) }),
  "roster-change": act.extend({ scope: name, status: text, reason: text }),
  waiver: act.extend({
    id: name,
    risk: text,
    reason: text,
    ticket: text,
    requester: text,
    approver: text,
    from: instant,
    until: instant,
    match: object,
  }),
  response: act.extend({ subject: text, text }),
  attachment: act.extend({ subject: text, digest }),
  erasure: act.extend({ references: z.array(text), reason: text }),
} as const;

/** A line's own members; its body is looked at by type. */
export const chainRecord = z.looseObject({
  v: z.literal(1),
  ledger: digest,
  scope: name,
  gen: count,
  seq: count,
  prev: digest,
  run: name,
  time: instant,
  type: name,
  body: object,
});
