// Defines an operator's requests to the program that holds the keys of the log, and its answers.
import { z } from "zod";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** `principal`: who asks, as they say it themselves. */
const asking = { reason: z.string().min(1), principal: z.string().min(1) };

export const OperatorRequest = z.discriminatedUnion("act", [
  /** Adds the next key that the log never had. */
  z.strictObject({ act: z.literal("add-key"), ...asking }),
  /** Retires `key` (a verifier key); null: the one that is in force beside the newest. */
  z.strictObject({ act: z.literal("retire-key"), key: z.string().min(1).nullable(), ...asking }),
  /** Ends the ledger. `successor`: id of the ledger that goes on, or null. */
  z.strictObject({ act: z.literal("end-ledger"), successor: digest.nullable(), ...asking }),
]);
export type OperatorRequest = z.output<typeof OperatorRequest>;

const at = { index: z.int().min(0), isNew: z.boolean() };

/** `index`: the entry of the log. `isNew`: false where it was there before. */
export const ChangedKey = z.strictObject({
  /** The verifier key that was added or retired. */
  key: z.string().min(1),
  ...at,
  /** Root of the tree that ends with the entry. */
  root: digest,
  /** The seal by hand that follows it; null where the log needed none, or has no seal of a run yet. */
  sealed: z.strictObject({ run: z.string(), index: z.int().min(0), root: digest }).nullable(),
});
export type ChangedKey = z.output<typeof ChangedKey>;

export const EndedLedger = z.strictObject({ ...at, time: z.string(), successor: digest.nullable() });
export type EndedLedger = z.output<typeof EndedLedger>;
