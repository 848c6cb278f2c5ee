// Reads a file of JSON lines (one value a line, each ended by LF) of any size, one value at a time.
import { isUtf8 } from "node:buffer";
import { type Json, LF } from "../../../evidence-schema/bytes/canonical.ts";
import { readFileBytes } from "./file-bytes.ts";
import { InputError } from "../input-error.ts";
import { MAX_DEPTH } from "./json-bytes.ts";
import { findJsonFault } from "./json-fault.ts";
import { parseJsonValue } from "../../json-value.ts";
import { findEncodingFault, refuseOtherEncoding } from "./text-encoding.ts";

/**
 * Calls `take` with every value and its line, from 1. `ended`: the last line was whole; without it the file was cut, and
 * the lines before the cut were given. Empty lines are passed over. Rejects with InputError on a line that is not UTF-8
 * JSON, and with what `take` throws.
 */
export async function readJsonLines(
  file: { readonly path: string; readonly name: string },
  take: (value: Json, line: number) => void,
): Promise<{ readonly ended: boolean }> {
  let line = 0;
  let rest: Buffer[] = [];
  const end = (bytes: Buffer): void => {
    line += 1;
    if (!isBlank(bytes)) take(parse(file.name, bytes, line), line);
  };
  const { cut } = await readFileBytes(file, (chunk) => {
    if (line === 0 && rest.length === 0) refuseOtherEncoding(file.name, chunk);
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      end(Buffer.concat([...rest, chunk.subarray(from, at)]));
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(Buffer.from(chunk.subarray(from)));
  });
  const last = Buffer.concat(rest);
  if (isBlank(last)) return { ended: !cut };
  // A last line without its LF is whole if it is a whole value; what is broken must not pass for an early end.
  if (isWhole(last)) {
    end(last);
    return { ended: !cut };
  }
  refuseFault(file.name, last, line + 1);
  return { ended: false };
}

const isBlank = (bytes: Buffer): boolean => bytes.toString("latin1").trim() === "";

function isWhole(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString("utf8"));
    return findEncodingFault(bytes) === null;
  } catch {
    return false;
  }
}

function parse(name: string, bytes: Buffer, line: number): Json {
  // Where a fault is takes long to find: only a line that has one is looked through.
  if (!isUtf8(bytes)) refuseFault(name, bytes, line);
  const place = { file: name, position: `line ${line}` };
  let value: Json;
  try {
    value = parseJsonValue(bytes.toString("utf8"));
  } catch (cause) {
    refuseFault(name, bytes, line);
    throw new InputError(place, "the end of a value", "JSON", { cause });
  }
  if (isDeeper(value, MAX_DEPTH)) throw new InputError(place, "deeper nesting", `at most ${MAX_DEPTH} levels`);
  return value;
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each as Json, levels - 1));
}

function refuseFault(name: string, bytes: Buffer, line: number): void {
  const place = { file: name, position: `line ${line}` };
  if (findEncodingFault(bytes) !== null) throw new InputError(place, "bytes that are not UTF-8", "UTF-8");
  const fault = findJsonFault(bytes);
  if (fault !== null) throw new InputError(place, `bytes that are not JSON at byte ${fault} of the line`, "JSON");
}
