// Joins the readers of several clouds: each scope is read by its own, and a cloud that nobody is signed in to costs no other.
import type { ReadRequest, Reader, RereadingReader } from "../port.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { NoCredentials } from "./call.ts";
import { nothingRead } from "./read-scope.ts";

/** `of`: the reader of a scope; null where no cloud that is read live has it. */
export function manyClouds(
  readers: readonly RereadingReader[],
  of: (scope: string) => RereadingReader | null,
): RereadingReader {
  const scopes = [...new Set(readers.flatMap((reader) => reader.scopes))].toSorted();
  const orSignedOut = async (request: ReadRequest, read: (reader: RereadingReader) => ReturnType<Reader["read"]>) => {
    const reader = of(request.scope);
    if (reader === null) return nothingRead(request, UNKNOWN);
    try {
      return await read(reader);
    } catch (error) {
      if (!(error instanceof NoCredentials)) throw error;
      return nothingRead(request, { code: "denied", detail: error.message });
    }
  };
  return {
    lanes: Object.assign({}, ...readers.map(({ lanes }) => lanes)) as Reader["lanes"],
    lanesOf: Object.assign({}, ...readers.map(({ lanesOf }) => lanesOf ?? {})) as NonNullable<Reader["lanesOf"]>,
    scopes,
    scopesAtOnce: Math.max(1, ...readers.map(({ scopesAtOnce }) => scopesAtOnce ?? 1)),
    names: Object.assign({}, ...readers.map(({ names }) => names ?? {})) as NonNullable<Reader["names"]>,
    unlisted: readers.flatMap(({ unlisted }) => unlisted ?? []),
    read: (request, emit) => orSignedOut(request, (reader) => reader.read(request, emit)),
    reread: async (request, keys) => {
      const reading = await orSignedOut(request, (reader) => reader.reread(request, keys));
      return reading.named.length === keys.length ? reading : { ...reading, units: [], named: [] };
    },
  };
}

const UNKNOWN: Problem = { code: "no-answer", detail: "no cloud that is read live has this scope" };
