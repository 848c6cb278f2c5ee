// Reads the first line of a segment object loosely, for what has to be known before the segment is read.
import { LF } from "../../evidence-schema/bytes/canonical.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import type { Restart } from "../../evidence-schema/record/record.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import type { ReadStore } from "../store.ts";
import { boundedGet } from "./bounded-get.ts";
import { gunzipMember } from "./gzip-member.ts";

type Opening = { readonly documents?: unknown; readonly restarts?: unknown; readonly trigger?: unknown };

/** The body of the first line of an inflated segment; {} where none can be read, which reading the segment tells. */
function openingOf(inflated: Buffer): Opening {
  try {
    const line = readCanonical(inflated.subarray(0, inflated.indexOf(LF) + 1)) as { readonly body?: unknown } | null;
    const body = line?.body;
    return typeof body === "object" && body !== null ? (body as Opening) : {};
  } catch (error) {
    if (error instanceof Violation) return {};
    throw error;
  }
}

/** The documents that a segment's first line names, by kind. */
export function documentsOf(inflated: Buffer): { readonly [kind: string]: unknown } {
  const { documents } = openingOf(inflated);
  return typeof documents === "object" && documents !== null ? (documents as { readonly [kind: string]: unknown }) : {};
}

/** The restart that opens a segment object; null where its first line says nothing of a restart that can be read. */
export function restartIn(bytes: Buffer): Restart | null {
  let restarts: Restart | undefined;
  try {
    restarts = openingOf(gunzipMember(bytes)).restarts as Restart | undefined;
  } catch (error) {
    if (error instanceof Violation) return null;
    throw error;
  }
  const well =
    typeof restarts === "object" &&
    restarts !== null &&
    Number.isSafeInteger(restarts.gen) &&
    Number.isSafeInteger(restarts.seq) &&
    typeof restarts.head === "string" &&
    Array.isArray(restarts.abandoned) &&
    restarts.abandoned.every((each) => typeof each === "object" && each !== null);
  return well ? (restarts as Restart) : null;
}

/** The restart that opens the object of a key; null too where there is none, or one longer than any segment may be. */
export async function restartOf(store: ReadStore, key: string): Promise<Restart | null> {
  try {
    const bytes = await boundedGet(store, key);
    return bytes === null ? null : restartIn(bytes);
  } catch (error) {
    if (error instanceof Violation) return null;
    throw error;
  }
}
