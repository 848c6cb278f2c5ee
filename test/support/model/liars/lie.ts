// A lie of one who holds the key: one thing is told otherwise, and all after it is hashed and signed anew.
import type { Random } from "../simulation/random.ts";
import type { DraftLeaf, DraftRecord, DraftRow, DraftSegment, Manuscript } from "./manuscript.ts";

export type Lie = {
  readonly name: string;
  /** A reader must name one of these rules. */
  readonly rules: readonly string[];
  /** Whether it makes the ledger BROKEN, or what it hides is INCOMPLETE. */
  readonly exit: 1 | 2;
  /** Tells the lie; false where this history gives no occasion for it. */
  readonly tell: (manuscript: Manuscript, random: Random) => boolean | Promise<boolean>;
};

/** A lie that breaks one of these rules. */
export const lie = (name: string, rules: string, tell: Lie["tell"]): Lie => ({
  name,
  rules: rules.split(" "),
  exit: 1,
  tell,
});

/** A lie that leaves something missing. */
export const omission = (name: string, rules: string, tell: Lie["tell"]): Lie => ({
  ...lie(name, rules, tell),
  exit: 2,
});

/** A segment with the seal and the row that list it. */
export type Listed = { readonly leaf: DraftLeaf; readonly row: DraftRow; readonly segment: DraftSegment };

export const sealsOf = ({ leaves }: Manuscript): DraftLeaf[] => leaves.filter((leaf) => leaf.body["kind"] === "seal");

/** Every listed segment, in the order of the log. */
export const listedIn = (manuscript: Manuscript): Listed[] =>
  sealsOf(manuscript).flatMap((leaf) =>
    leaf.rows.flatMap((row) => row.segments.map((segment) => ({ leaf, row, segment }))),
  );

/** Segments of runs and event batches after which nothing of their scope is listed. */
export function lastOfScopes(manuscript: Manuscript): Listed[] {
  const last = new Map<string, Listed>();
  for (const listed of listedIn(manuscript)) if (!isActs(listed)) last.set(listed.segment.scope, listed);
  return [...last.values()];
}

export const isActs = ({ segment }: Pick<Listed, "segment">): boolean => segment.scope === "tidemark/ledger";

export const openedOf = ({ records }: DraftSegment): DraftRecord => records[0] as DraftRecord;
export const closedOf = ({ records }: DraftSegment): DraftRecord => records.at(-1) as DraftRecord;
export const recordsOf = ({ records }: DraftSegment, type: string): DraftRecord[] =>
  records.filter((record) => record.type === type);

/** Picks one and does it; false where there is none. */
export function withOne<T>(random: Random, list: readonly T[], change: (one: T) => void): boolean {
  if (list.length === 0) return false;
  change(random.pick(list));
  return true;
}

/** Gives a segment another run id, time, or whatever all of its lines share. */
export function everyLine(segment: DraftSegment, members: Partial<DraftRecord>): void {
  segment.records = segment.records.map((record) => ({ ...record, ...members }));
}

/** An instant as text, so many milliseconds later. */
export const shifted = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();
