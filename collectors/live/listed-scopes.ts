// Defines the scopes that a cloud itself lists, so that none is missed.
import type { Problem } from "../../evidence-schema/record/record.ts";

export type ListedScopes = {
  /** Enrolled or not; without those that are closed. */
  readonly scopes: readonly string[];
  /** The names that people use for the scopes, by scope. */
  readonly names: { readonly [scope: string]: string };
  /** Parents whose scopes could not be listed: nobody can say that all of theirs are known. */
  readonly unlisted: readonly string[];
  /** Why they could not; null where they were. */
  readonly problem: Problem | null;
};

/** The value where a cloud lists no scopes: the cloud is not asked, or AWS answers that no organization is in use. */
export const NONE_LISTED: ListedScopes = { scopes: [], names: {}, unlisted: [], problem: null };
