// Reads objects that have to be there, since evidence names their keys; and the lines of segments.
import { LF } from "../../evidence-schema/bytes/canonical.ts";
import { StoreError, type ReadStore } from "../store.ts";
import { gunzipMember } from "./gzip-member.ts";

/** The bytes of an object. Rejects with StoreError where there is none. */
export async function stored(store: ReadStore, key: string): Promise<Buffer> {
  const bytes = await store.get(key);
  if (bytes === null) throw new StoreError(`${key} is missing. Run tidemark verify`);
  return bytes;
}

/** The lines of a segment, each with its LF. Rejects as `stored` does, and with Violation on what is no segment. */
export const storedLines = async (store: ReadStore, key: string): Promise<readonly Buffer[]> =>
  splitLines(gunzipMember(await stored(store, key)));

/** The lines of an inflated segment, each with its LF: the bytes that a digest is over. */
export function splitLines(inflated: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < inflated.length;) {
    const end = inflated.indexOf(LF, at) + 1;
    if (end === 0) return [...lines, inflated.subarray(at)];
    lines.push(inflated.subarray(at, end));
    at = end;
  }
  return lines;
}
