// Reads whether a cache of ElastiCache is there at all.
import { notApplicable, type Verdict } from "../../kernel.ts";

/**
 * The verdict on a cache that could not be made, or that is being deleted: it holds nothing. Null for every other. ElastiCache writes
 * states in small letters, its reference in capitals.
 */
export const notThere = (status: string | undefined): Verdict | null =>
  /^(?:create-failed|deleting)$/i.test(status ?? "")
    ? notApplicable("the cache is being deleted, or could not be made", { status: status ?? null })
    : null;
