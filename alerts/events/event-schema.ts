// Defines the events that Tidemark puts on its bus, as others may rely on them. The published JSON Schema is made here.
import { z } from "zod";
import { SEVERITIES } from "../../checks/check.ts";
import { OUTCOMES } from "../../evidence-schema/record/record.ts";

const text = z.string();
const count = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const outcome = z.enum(OUTCOMES);
// Any word: another version may write causes that this one does not know.
const problem = z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), detail: text });

const base = {
  v: z.literal(1),
  /** Digest of the ledger's genesis. */
  ledger: digest,
  system: text,
  /** The ledger is made of example data: nothing real has happened. */
  example: z.boolean(),
  /** The leaf of the log that says so, and the checkpoint of the tree that it ends: root in base64, as in a note. */
  seal: z.strictObject({
    index: count,
    time: text,
    slot: text.nullable(),
    checkpoint: z.strictObject({ size: z.int().min(1), root: text }),
  }),
  /** Digest of the record, or seal, that says so. An event that comes twice has the same id, check and scope. */
  id: digest,
};

const ResultChanged = z.strictObject({
  ...base,
  is: z.enum(["drift", "appeared", "recovered", "departed"]),
  /** The same from the failure's beginning to its end. */
  failure: text,
  scope: text,
  check: text,
  controls: z.array(text),
  severity: z.enum(SEVERITIES),
  /** The title of a role or team, or a person's reference: names don't leave the names store, where they can be erased. */
  owner: text.nullable(),
  waiver: text.nullable(),
  resource: z.strictObject({ key: text, name: text.nullable(), type: text, region: text.nullable() }),
  before: outcome.nullable(),
  after: outcome.nullable(),
  because: text,
  /** Time alone turned the result: a limit passed, and nothing was changed. */
  byTime: z.boolean(),
  differences: z.array(z.strictObject({ path: text, before: z.json().optional(), after: z.json().optional() })),
  /** As of when the source says so, and when it was recorded. */
  since: text.nullable(),
  recorded: text,
  record: text,
});

const CoverageChanged = z.strictObject({
  ...base,
  is: z.enum(["lost", "regained"]),
  scope: text,
  problem,
  units: z.array(text),
  /** The number of results that the gap hides or hid. */
  results: count,
  record: text,
});

const ScopeNotObserved = z.strictObject({ ...base, scope: text, problem: text });
/** `slots` slots in a row were not observed in time; `slot` is the first of them. */
const RunMissed = z.strictObject({ ...base, slot: text, slots: z.int().min(1) });
/** Comes with every seal, however quiet: kept outside the ledger, it is a witness of the log. */
const RunSealed = z.strictObject({ ...base, run: text });
/** A signed leaf that adds a key to the log or retires one. */
const KeysChanged = z.strictObject({ ...base, add: text.nullable(), retire: text.nullable(), reason: text });
/** A signed leaf that ends the ledger. `successor`: id of the ledger that goes on. */
const LedgerEnded = z.strictObject({ ...base, successor: digest.nullable(), reason: text });
const ScopeFound = z.strictObject({ ...base, scope: text });

const counted = z.array(z.strictObject({ check: text, results: count, failing: count }));
/** First runs, new checks and healed gaps: counts, and no event for each result. */
const Summary = z.strictObject({
  ...base,
  scopes: z.array(text),
  baseline: counted,
  rejudged: counted,
  unread: z.array(z.strictObject({ problem, results: count })),
});

const VerificationFailed = z.strictObject({
  v: z.literal(1),
  ledger: digest.nullable(),
  system: text,
  example: z.boolean(),
  id: digest,
  verdict: z.enum(["BROKEN", "INCOMPLETE", "STRAY"]),
  /** Text for the verdict: its meaning, what may have happened and what to do. */
  says: text,
  asked: z.strictObject({ from: text, to: text }),
  violations: z.array(
    z.strictObject({
      rule: text,
      object: text,
      expected: text,
      found: text,
      /** An object beside what is signed; left out where what is signed, or was due, is meant. */
      stray: z.literal(true).optional(),
    }),
  ),
  /** Slots in a row without a run: the first, and how many. */
  missedSlots: z.array(z.strictObject({ first: text, count: z.int() })),
  /** Where only a period was read: what was not asked across its bounds, in sentences. */
  notAsked: z.array(text),
});

/** By the event's `detail-type`; `source` is always `tidemark`. */
export const EVENTS = {
  "Result Changed": ResultChanged,
  "Coverage Changed": CoverageChanged,
  "Scope Not Observed": ScopeNotObserved,
  "Run Missed": RunMissed,
  "Scope Found": ScopeFound,
  "Run Sealed": RunSealed,
  "Keys Changed": KeysChanged,
  "Ledger Ended": LedgerEnded,
  Summary,
  "Verification Failed": VerificationFailed,
} as const;

export type EventType = keyof typeof EVENTS;
export type TidemarkEvent = {
  readonly [type in EventType]: { readonly type: type; readonly detail: z.infer<(typeof EVENTS)[type]> };
}[EventType];
