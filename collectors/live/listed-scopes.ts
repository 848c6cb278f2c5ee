/** The scopes that a cloud itself lists, so that none is missed. */
import type { Problem } from "../../evidence-schema/record/record.ts";

export type ListedScopes = {
  /** Enrolled or not; without those that are closed. */
  readonly scopes: readonly string[];
  /** What people call them, by scope. */
  readonly names: { readonly [scope: string]: string };
  /** Parents whose scopes could not be listed: nobody can say that all of theirs are known. */
  readonly unlisted: readonly string[];
  /** Why they could not; null where they were. */
  readonly problem: Problem | null;
};

/** Of a cloud that is not asked. */
export const NONE_LISTED: ListedScopes = { scopes: [], names: {}, unlisted: [], problem: null };
