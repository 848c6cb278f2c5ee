// Reads the elements of one array of a JSON file of any size, one at a time, and then what stands around the array.
import { isUtf8 } from "node:buffer";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { readFileBytes } from "./file-bytes.ts";
import { InputError } from "../input-error.ts";
import { findJsonFault } from "./json-fault.ts";
import { JsonScanner } from "./json-scanner.ts";
import { parseJsonValue } from "../../json-value.ts";
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

/** The members around the array. `ended`: the reader saw the file's own end; if false, the file had more than was read. */
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
  const text = new Text(file, 0, element);
  const { cut } = await readChunks(file, (chunk) => text.push(chunk));
  return text.end(cut);
}

/**
 * As `readJsonElements`, for a file of one or several texts one after the other, as commands write that append to it.
 * Calls `page` with what stood around the array of each, once its elements were given; a file of none gives one that has
 * not ended.
 */
export async function readJsonPages(
  file: JsonFile,
  element: (value: Json, offset: number) => void,
  page: (wrapper: Wrapper) => void,
): Promise<void> {
  let text = new Text(file, 0, element);
  let pages = 0;
  let read = 0;
  const { cut } = await readChunks(file, (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      at += text.pushText(chunk.subarray(at));
      if (!text.isDone) continue;
      page(text.end(false));
      pages += 1;
      text = new Text(file, read + at, element);
    }
    read += chunk.length;
  });
  if (cut || pages === 0 || !text.isBlank) page(text.end(cut));
}

/** A JSON text of a file, from the byte `began` on. */
class Text {
  readonly #file: JsonFile;
  readonly #began: number;
  readonly #scanner: JsonScanner;

  constructor(file: JsonFile, began: number, element: (value: Json, offset: number) => void) {
    this.#file = file;
    this.#began = began;
    this.#scanner = new JsonScanner(file.array, (bytes, offset, careful) =>
      element(
        parse(file, bytes, (at) => began + offset + at, careful),
        began + offset,
      ),
    );
  }

  get isDone(): boolean {
    return this.#scanner.wrapper.state === "done";
  }

  /** White space only: no text has begun. */
  get isBlank(): boolean {
    const { state, bytes } = this.#scanner.wrapper;
    return state === "before" && bytes.toString("latin1").trim() === "";
  }

  push(chunk: Buffer): void {
    this.#scan(() => this.#scanner.push(chunk));
  }

  pushText(chunk: Buffer): number {
    return this.#scan(() => this.#scanner.pushText(chunk));
  }

  #scan<T>(scan: () => T): T {
    try {
      return scan();
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      throw inputError(this.#file, this.#began + error.offset, error.found, error.expected, error);
    }
  }

  end(cut: boolean): Wrapper {
    const { wrapper, unfinished } = this.#scanner;
    const place = (at: number): number => this.#began + wrapper.offset(at);
    if (wrapper.state === "done") {
      const members = parse(this.#file, wrapper.bytes, place, true);
      return { ended: !cut, members: Array.isArray(members) ? {} : (members as Members) };
    }
    // A broken file must not pass for a file that ends early.
    refuseFault(this.#file, wrapper.bytes, place);
    if (unfinished !== null) {
      refuseFault(this.#file, unfinished.bytes, (at) => this.#began + unfinished.offset + at);
    }
    return { ended: false, members: {} };
  }
}

function readChunks(file: JsonFile, take: (chunk: Buffer) => void): Promise<{ cut: boolean }> {
  let started = false;
  return readFileBytes(file, (chunk) => {
    if (!started) refuseOtherEncoding(file.name, chunk);
    started = true;
    take(chunk);
  });
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
