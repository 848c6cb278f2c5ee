// Defines a normaliser's result from a cloud's answer, whichever way the answer came: out of a file, or from a call.

import type { Problem } from "../evidence-schema/record/record.ts";

/** Who told of an item, and as of when the answer is true. */
export type Provenance = { readonly source: string; readonly dataTime: string };

/** A provenance with the scope's id, without its provider. */
export type Origin = Provenance & { readonly id: string };

/**
 * An answer that is of another scope, or no answer to this call. Both texts go into an error's message, and never repeat
 * a person or a secret.
 */
export type Refused = { readonly found: string; readonly expected: string; readonly cause?: unknown };

/** Whether an answer was refused. */
export const isRefused = (made: object): made is Refused => "found" in made;

/** The part of a resource that an answer tells; the caller adds unit, source and data time. */
export type Answered = {
  readonly key: string;
  /** JSON as a schema cut it: what is not there is left out, which its type can't say. */
  readonly body: object;
  readonly incarnation?: string;
  readonly name?: string | null;
  readonly createdAt?: string | null;
  readonly labels?: { readonly [label: string]: string };
};

/** A part of an answer that can't be used; the rest of the answer can. */
export type Unanswered = { readonly key: string; readonly problem: Problem };

/** The key that `make` makes; refused where `make` throws RangeError. */
export function keyed(make: () => string, refused: Refused): string | Refused {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return { ...refused, cause };
  }
}
