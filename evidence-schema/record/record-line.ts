// Reads one line of a ledger: its canonical text, and the members that every record has (FORMAT.md B1, C1, B2).
import { decodeLine, parseCanonicalLine, type Json } from "../bytes/canonical.ts";
import type { ChainRecord } from "./record.ts";
import { z } from "zod";
import { chainRecord } from "./record-schema.ts";
import { checkShape } from "./parse-body.ts";
import { require, show, Violation } from "../violation.ts";

/** The value of a canonical line; throws Violation of B1. */
export const readCanonical = (line: Buffer | string): Json => asB1(() => parseCanonicalLine(line));

/** The text of a line; throws Violation of B1. */
export const textOf = (line: Buffer): string => asB1(() => decodeLine(line));

function asB1<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Violation("B1", "one line of RFC 8785 JSON and LF", `another line (${(error as Error).message})`);
  }
}

// Whose they are is asked by other rules: here they only have to be there.
const there = z.unknown().refine((value) => value !== undefined, "expected a value");
const record = chainRecord.extend({ ledger: there, scope: there });

/** The record of a line; throws Violation of B1, C1, B2 or B5. Its links and its body are not looked at. */
export function readLine(line: string): ChainRecord {
  const value = readCanonical(line);
  require(typeof value === "object" && value !== null && !Array.isArray(value), "C1", "a record", () => show(value));
  checkShape("C1", record, value);
  return value as unknown as ChainRecord;
}
