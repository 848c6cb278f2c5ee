// Says what a worker is asked for and what it answers: all of it can be sent from one thread to another.
import type { Fault, Segment } from "../evidence/segment.ts";
import type { Entry } from "../zip/entry.ts";

/** An entry and its number in the central directory. */
export type Numbered = Entry & { readonly number: number };

/** `whole`: the digest of the ZIP file itself. `entries`: each entry of a stretch of the file, in the order of offsets. */
export type Job = { readonly is: "whole" } | { readonly is: "entries"; readonly entries: readonly Numbered[] };

/** What is kept of one entry. */
export type ReadEntry = {
  readonly number: number;
  /** SHA-256 of the unpacked bytes; null where they can't be had. */
  readonly digest: string | null;
  /** Where its data ends in the file. */
  readonly end: number;
  /** What is wrong with it as an entry of a ZIP file. */
  readonly wrong: string | null;
  /** Of objects below `evidence/records/`. */
  readonly segment: Segment | Fault | null;
  /** Of small entries whose text is needed again. */
  readonly text: string | null;
};

export type Answer =
  { readonly is: "whole"; readonly digest: string } | { readonly is: "entries"; readonly read: readonly ReadEntry[] };

/** Of a job: so many bytes more were read. */
export type Told = (bytes: number) => void;
