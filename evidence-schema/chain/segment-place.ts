// Defines where a segment stands in its chain, and under which documents: its records are checked against these facts.
import type { RosterDocument, Schedule, TestsDocument } from "../documents/document-schema.ts";

/**
 * The documents that rules rest on, by digest. Null: not there, or without its form; that is told elsewhere (FORMAT.md K3,
 * K5), and what would be asked of it is not asked.
 */
export interface Documents {
  tests(digest: string): TestsDocument | null;
  roster(digest: string): RosterDocument | null;
  schedule(digest: string): Schedule | null;
}

/** Where a chain stands: its last line. `seq` -1 and 64 zeros before the first. */
export type Head = {
  readonly gen: number;
  readonly seq: number;
  readonly head: string;
  readonly time: string | null;
};

export type SegmentPlace = {
  readonly gen: number;
  /** First segment of its gen. */
  readonly first: boolean;
  /** `tests` digest of the segment before, null where there is none. */
  readonly testsBefore: string | null;
  /** The chain's own scope. */
  readonly scope: string;
  readonly run: string;
  /** Time of the segment's records. */
  readonly time: string;
  /** False while the state before is not known (a window that has not reached a full segment). */
  readonly proven: boolean;
  /** Null: rules that rest on documents are not asked, as where what is read was verified before. */
  readonly documents: Documents | null;
};
