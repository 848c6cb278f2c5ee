// Decides with which seals the evidence of a window begins and ends, so that all that its report cites lies in it and can be verified.
import { ACTS_SCOPE, parseObjectKey, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import { readLeaf } from "../../../ledger/read/log-tail.ts";
import type { Stretch } from "../../period/stretches.ts";
import { instant, type Rows } from "../../tables/rows.ts";
import { keptFrom } from "./kept-from.ts";
import { ListingSeals } from "./listing-seals.ts";

/** Indexes are those of leaves of the log; times are RFC 3339. */
export type EvidenceWindow = {
  /** The half-open period that a verifier of this evidence is asked for. */
  readonly from: string;
  readonly to: string;
  /** The first and the last seal whose segments are in. */
  readonly firstSeal: number;
  readonly lastSeal: number;
  /** The first and the last leaf that is in: from the seal before on, and as far as the kept checkpoints need. */
  readonly firstLeaf: number;
  readonly lastLeaf: number;
};

export type WindowAsked = {
  /** Milliseconds since 1970. `soFar`: it ends at the newest seal. */
  readonly window: Stretch & { readonly soFar: boolean };
  /** Segments that a reader of the report has to find in the evidence, by their keys. */
  readonly cited: ReadonlySet<string>;
  /** Sizes of the trees whose checkpoints the trust file keeps. */
  readonly kept: readonly number[];
};

function isOfActs(key: string): boolean {
  const parsed = parseObjectKey(key);
  return parsed?.class === "segment" && parsed.scope === ACTS_SCOPE;
}

const NEWEST = `select max(leaf) as leaf from seal`;
const AT_OR_AFTER = `select min(leaf) as leaf from seal where time >= :time`;
const UP_TO = `select max(leaf) as leaf from seal where time <= :time`;
const BEFORE = `select max(leaf) as leaf from seal where leaf < :leaf`;

/** Something has to be sealed. Rejects with ChainError or StoreError where the log can't be read. */
export async function evidenceWindow(
  ledger: Ledger,
  rows: Rows,
  { window, cited, kept }: WindowAsked,
): Promise<EvidenceWindow> {
  const seals = new ListingSeals(ledger, rows);
  const { true: actsCited = [], false: runsCited = [] } = Object.groupBy(cited, (key) => String(isOfActs(key)));
  const listed = await seals.ofAll(runsCited);
  const newest = seals.first(NEWEST) as number;
  const atEnd = seals.first(AT_OR_AFTER, { time: instant(window.to) }) ?? newest;
  // All acts before the end are in: one that is cited moves the end alone.
  const last = Math.max(atEnd, ...listed, ...(await seals.ofAll(actsCited)));
  const base = seals.first(UP_TO, { time: instant(window.from) });
  const first = Math.min(last, ...listed, ...(await proving(ledger, rows, seals, { base, last })));
  const from = seals.timeOf(first);
  const end = window.soFar ? ((await ledger.end())?.index ?? null) : null;
  const goesOn = last > atEnd || (window.soFar && end === null);
  const { to, lastSeal } = endOf(seals, goesOn ? seals.timeOf(last) : (instant(window.to) as string), from, last);
  // Several seals may be of one millisecond: a reader begins with the first of them.
  const firstSeal = seals.first(AT_OR_AFTER, { time: from }) as number;
  return {
    from,
    to,
    firstSeal,
    lastSeal,
    firstLeaf: await keptFrom(ledger.store, kept, seals.first(BEFORE, { leaf: firstSeal }) ?? 0),
    lastLeaf: Math.max(end ?? lastSeal, ...kept.map((size) => size - 1)),
  };
}

const ENROLLED = `select distinct name from roster
  where is_kind = 'enrolled' and from_time <= :last and (to_time is null or to_time > :base) order by name`;

/**
 * The seals that list the segment by which the state of each scope is proven when the window begins: its latest full one by then. The seal
 * that was the newest when the window began is one of them, so that no time of the window lies before the evidence.
 */
async function proving(
  ledger: Ledger,
  rows: Rows,
  seals: ListingSeals,
  { base, last }: { readonly base: number | null; readonly last: number },
): Promise<number[]> {
  if (base === null) return [seals.first(`select min(leaf) as leaf from seal`) as number];
  const { leaf } = await readLeaf(ledger.store, base);
  const times = { base: seals.timeOf(base), last: seals.timeOf(last) };
  const enrolled = new Set(rows.all(ENROLLED, times).map(({ name }) => String(name)));
  const full = (leaf?.kind === "seal" ? leaf.scopes : []).flatMap(({ scope, full: at }) =>
    at !== null && scope !== ACTS_SCOPE && enrolled.has(scope) ? [segmentKey(scope, at.gen, at.seq)] : [],
  );
  return [base, ...(await seals.ofAll(full))];
}

/**
 * The end of the period to ask for, and the seal with which a reader of it ends: the first one at or after that end, or the newest. `wanted`: the end
 * that would do; the period must not be empty, and a reader has to come as far as `last`.
 */
function endOf(
  seals: ListingSeals,
  wanted: string,
  from: string,
  last: number,
): Pick<EvidenceWindow, "to" | "lastSeal"> {
  const reached = (to: string): number => seals.first(AT_OR_AFTER, { time: to }) ?? (seals.first(NEWEST) as number);
  const after = (time: string): string => instant(parseTimestamp(time) + 1) as string;
  const to = wanted > from ? wanted : after(from);
  if (reached(to) >= last) return { to, lastSeal: reached(to) };
  const later = after(seals.timeOf(last));
  return { to: later, lastSeal: reached(later) };
}
