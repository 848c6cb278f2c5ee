// Defines the task of verifying one scope, and its result: both go from thread to thread.
import type { Head } from "../../../evidence-schema/chain/segment-place.ts";
import type { Seal, SegmentRow } from "../../../evidence-schema/log/log-schema.ts";
import type { ReportedViolation, Gap, Proven, Unknown } from "../report.ts";

/** The members that the seal of a run and the run's segments both state (FORMAT.md L9). */
export type SealOfRun = Pick<Seal, "trigger" | "slot" | "documents">;

/** A sealed segment as a seal lists it. `own`: the seal of the segment's run; null where that seal was not read. */
export type SealedRow = ListedRow & { readonly own: SealOfRun | null };

/** A segment as a seal lists it. `isOwn`: that seal is of the segment's run. */
export type ListedRow = SegmentRow & { readonly seal: number; readonly isOwn: boolean };

export type Stand = {
  readonly upTo: number;
  readonly seal: string;
  readonly full: { readonly gen: number; readonly seq: number } | null;
};

/** An object that a sealed act disowns. `seal`: index of the seal that lists the act; null where it lies before a window. */
export type DisownedHere = {
  readonly key: string;
  readonly object: string;
  readonly reason: string;
  readonly seal: number | null;
  /** Where the act stands. */
  readonly act: RecordPlace;
};

/** A line of a segment object. */
export type RecordPlace = { readonly object: string; readonly line: number };

/** An attachment that an act names. `seal`: index of the seal that lists the act; null where none does. */
export type NamedAttachment = {
  readonly digest: string;
  readonly place: string;
  readonly act: RecordPlace;
  readonly seal: number | null;
};

export type ChainTask = {
  readonly ledger: string;
  readonly scope: string;
  readonly rows: readonly SealedRow[];
  /** The latest full segment as seals state it, each after so many of the rows. */
  readonly stands: readonly Stand[];
  /** Where the window's first seal says that the chain stood; null: from the beginning. */
  readonly from: Head | null;
  /** The latest full segment as the seal before a window says; undefined where that seal is not there, or none is before. */
  readonly fullBefore: Stand["full"] | undefined;
  /** Keys of all segment objects of the scope. */
  readonly keys: readonly string[];
  /** Whether objects after the last row belong to the period. */
  readonly toEnd: boolean;
  readonly disowned: readonly DisownedHere[];
  /** Set where acts are only looked through for what they disown: whether a restart names all objects is asked later. */
  readonly isFirstLook?: true;
};

/** How a unit's complete rows fell behind the slots that they are for. */
export type OldUnit = { readonly unit: string; readonly slots: number; readonly oldestSeconds: number };

export type ChainReport = {
  readonly scope: string;
  readonly breaches: readonly ReportedViolation[];
  readonly gaps: readonly Gap[];
  readonly unknown: readonly Unknown[];
  readonly proven: Proven;
  readonly abandoned: readonly { readonly key: string; readonly reason: string }[];
  /** Valid segments that no seal lists. */
  readonly unsealed: readonly { readonly key: string; readonly trigger: string; readonly time: string }[];
  /** Documents that runs of sealed segments name, `<kind>/<digest>`, and the index of the first seal that lists such a run. */
  readonly documents: readonly { readonly name: string; readonly seal: number }[];
  /** Segments of runs, and those of them without any complete row. */
  readonly runs: { readonly all: number; readonly readNothing: number };
  readonly old: readonly OldUnit[];
  /** Segments that name another document of a kind than the seal of their run: the first, and how many. */
  readonly differs: readonly { readonly kind: string; readonly first: string; readonly segments: number }[];
  /** Rows that a second source counted, and those in which it counted otherwise. */
  readonly expected: { readonly rows: number; readonly differ: number };
  /** The objects that acts of sealed segments disown; empty for other scopes. */
  readonly disowned: readonly DisownedHere[];
  readonly attachments: readonly NamedAttachment[];
  readonly objects: number;
  readonly records: number;
};
