// Says what a worker is asked for and what it answers: all of it can be sent from one thread to another.
import type { Fault, Segment } from "../evidence/segment.ts";
import type { Entry } from "../zip/entry.ts";

/** An entry and its number in the central directory. */
export type Numbered = Entry & { readonly number: number };

/** `whole`: the digest of the ZIP file itself. `entries`: each entry of a stretch of the file, in the order of offsets. */
export type Job = { readonly is: "whole" } | { readonly is: "entries"; readonly entries: readonly Numbered[] };

/** An entry, and what is kept of it. */
export type ReadEntry = {
  readonly number: number;
  /** SHA-256 of the unpacked bytes; null where they can't be had. */
  readonly digest: string | null;
  /** Where its data ends in the file. */
  readonly end: number;
  /** Says what is wrong with it as an entry of a ZIP file. */
  readonly wrong: string | null;
  /** There for objects below `evidence/records/`. */
  readonly segment: Segment | Fault | null;
  /** There for small entries whose text is needed again. */
  readonly text: string | null;
};

export type Answer =
  { readonly is: "whole"; readonly digest: string } | { readonly is: "entries"; readonly read: readonly ReadEntry[] };

/** Hears that a job has read so many bytes more. */
export type Told = (bytes: number) => void;
