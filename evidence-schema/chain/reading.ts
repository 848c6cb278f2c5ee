// Defines how a segment is read: who is told of its records, and what of it may be passed over.
import type { ChainRecord } from "../record/record.ts";
import type { Documents } from "./segment-place.ts";

/**
 * Told of records as they are read, with their 1-based line: what queries and reports are made of. Restatements of what is
 * in state already are told only where their text had to be looked into: they say nothing new.
 */
export type Listener = (record: ChainRecord, line: number) => void;

/** How a segment is read. */
export type Reading = {
  readonly listener?: Listener;
  /**
   * The object is, digest for digest, the one that a seal lists. Then restatements of what is in state already are passed
   * over: nothing can follow from them, and the state that comes of the segment still has to have its root.
   */
  readonly isAsListed?: boolean;
  /**
   * New observations are kept as text where that can be (PlainObservation): for readers who verify and ask little of entries.
   * Records of these are told to no listener.
   */
  readonly keepsText?: boolean;
  /** Left out: rules that rest on documents are not asked, as where what is read was verified before. */
  readonly documents?: Documents | null;
};
