/** Reads the elements of one array of a JSON file of any size, one at a time, and then what stands around the array. */
import { isUtf8 } from "node:buffer";
import type { Json } from "../../evidence-schema/canonical.ts";
import { readFileBytes } from "./file-bytes.ts";
import { InputError } from "./input-error.ts";
import { findJsonFault } from "./json-fault.ts";
import { JsonScanner } from "./json-scanner.ts";
import { parseJsonValue } from "./json-value.ts";
import { ScanError, nameByte } from "./scan-error.ts";
import { findEncodingFault, refuseOtherEncoding } from "./text-encoding.ts";

export type JsonFile = {
  readonly path: string;
  /** How messages call the file. */
  readonly name: string;
  /** Name of the array in the object at the top level; null where the file is the array. */
  readonly array: string | null;
};

type Members = { readonly [member: string]: Json };

/** What stands around the array. `ended`: the file's own end was seen; without it, what was read is not all there is. */
export type Wrapper = { readonly ended: boolean; readonly members: Members };

/**
 * Calls `element` with every element in order and the byte where it begins. A file that ends early gives the elements
 * before the cut, and no members. Rejects with InputError on bytes that are not JSON, not UTF-8 or not this array, and
 * with what `element` throws.
 */
export async function readJsonElements(
  file: JsonFile,
  element: (value: Json, offset: number) => void,
): Promise<Wrapper> {
  const scanner = new JsonScanner(file.array, (bytes, offset, careful) =>
    element(
      parse(file, bytes, (at) => offset + at, careful),
      offset,
    ),
  );
  let started = false;
  const { cut } = await readFileBytes(file, (chunk) => {
    if (!started) refuseOtherEncoding(file.name, chunk);
    started = true;
    try {
      scanner.push(chunk);
    } catch (error) {
      throw error instanceof ScanError ? inputError(file, error.offset, error.found, error.expected, error) : error;
    }
  });
  const { wrapper, unfinished } = scanner;
  const place = (at: number): number => wrapper.offset(at);
  if (wrapper.state === "done") {
    const members = parse(file, wrapper.bytes, place, true);
    return { ended: !cut, members: Array.isArray(members) ? {} : (members as Members) };
  }
  // What is broken must not pass for an early end.
  refuseFault(file, wrapper.bytes, place);
  if (unfinished !== null) refuseFault(file, unfinished.bytes, (at) => unfinished.offset + at);
  return { ended: false, members: {} };
}

function parse(file: JsonFile, bytes: Buffer, place: (at: number) => number, careful: boolean): Json {
  if (!isUtf8(bytes)) refuseFault(file, bytes, place);
  try {
    return parseJsonValue(bytes.toString("utf8"), careful);
  } catch (cause) {
    refuseFault(file, bytes, place);
    throw inputError(file, place(bytes.length), "the end of a value", "JSON", cause);
  }
}

/** Throws unless `bytes` are JSON or the beginning of it. */
function refuseFault(file: JsonFile, bytes: Buffer, place: (at: number) => number): void {
  const encoding = findEncodingFault(bytes);
  if (encoding !== null) throw inputError(file, place(encoding), "bytes that are not UTF-8", "UTF-8");
  const fault = findJsonFault(bytes);
  if (fault !== null) throw inputError(file, place(fault), nameByte(bytes[fault] as number), "JSON");
}

function inputError(file: JsonFile, offset: number, found: string, expected: string, cause?: unknown): InputError {
  return new InputError({ file: file.name, position: `byte ${offset}` }, found, expected, { cause });
}
