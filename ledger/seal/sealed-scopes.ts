// Makes a seal's entry for each scope: where its chain stands,
// and every segment since the seal before (FORMAT.md section 7).
import { sha256Hex, ZERO_DIGEST } from "../../evidence-schema/bytes/digest.ts";
import type { SealedScope, SegmentRow } from "../../evidence-schema/log/log-schema.ts";
import { listScopes } from "./list-scopes.ts";
import { objectsAfter, type SegmentObject } from "../read/segment-objects.ts";
import { segmentRowOf } from "../read/segment-row.ts";
import { ACTS_SCOPE, parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { ChainError, type Ledger, type LoadedChain, type NewestSeal, type StoredSegment } from "../read/ledger.ts";
import { foulAct } from "./foul-acts.ts";
import { oneLine } from "../read/one-line.ts";
import type { Written } from "../write/open-segment.ts";
import { disownedBy, readActs } from "../read/read-acts.ts";
import { earliestOf, type RunToSeal } from "./run-to-seal.ts";

/** Every scope with a chain, and every enrolled one, as it stands. Segments later than `latest` are not sealed yet. */
export async function sealedScopes(
  ledger: Ledger,
  newest: NewestSeal | null,
  run: RunToSeal,
  latest: string,
): Promise<SealedScope[]> {
  const before = newest?.seal.scopes ?? [];
  const chained = await listScopes(ledger.store, before);
  const scopes = [...new Set([...chained.keys(), ...run.roster.enrolled, ...before.map(({ scope }) => scope)])].sort();
  const disowned = await freshlyDisowned(ledger, newest, chained.get(ACTS_SCOPE) ?? []);
  const sealed: SealedScope[] = [];
  for (const scope of scopes) {
    const objects = disowned.has(scope) ? null : (chained.get(scope) ?? []);
    sealed.push(await sealedScope(ledger, newest, run, { scope, objects, latest }));
  }
  return sealed;
}

/** Whether a chain has a valid segment, not later than `latest`, that no seal lists. */
export async function hasUnsealed(ledger: Ledger, newest: NewestSeal | null, latest: string): Promise<boolean> {
  for (const [scope, objects] of await listScopes(ledger.store, newest?.seal.scopes ?? [])) {
    const before = newest?.seal.scopes.find((each) => each.scope === scope) ?? NOWHERE;
    if (objectsAfter(objects, before).length === 0) continue;
    const stands = await standing(ledger, newest, scope, { stood: NOWHERE, objects, latest });
    if (stands.segments.length > 0) return true;
  }
  return false;
}

async function sealedScope(
  ledger: Ledger,
  newest: NewestSeal | null,
  run: RunToSeal,
  {
    scope,
    objects,
    latest,
  }: { readonly scope: string; readonly objects: readonly SegmentObject[] | null; readonly latest: string },
): Promise<SealedScope> {
  const before = newest?.seal.scopes.find((each) => each.scope === scope) ?? NOWHERE;
  // A scope to which nothing was added since needs no reading: cost grows with change, not with scopes times history.
  const isNew = objects === null ? [] : objectsAfter(objects, before).map(({ key }) => key);
  const { gen, seq, head, root, full } = before;
  const stood: Standing = { gen, seq, head, root, full, segments: [], broken: objects === null ? HELD_BACK : null };
  const own = isNew.length > 0 ? await asWritten(ledger, stood, isNew, run.observed.get(scope) ?? null) : null;
  const stands =
    own ??
    (isNew.length > 0 ? await standing(ledger, newest, scope, { stood, objects: objects ?? [], latest }) : stood);
  const observed =
    run.observed.has(scope) ||
    stands.segments.some((segment) => segment.run === run.run) ||
    (await isSealedOf(ledger, newest, run, scope));
  const problem = stands.broken ?? (observed ? null : (run.failed.get(scope) ?? null));
  return {
    scope,
    view: problem !== null ? "failed" : observed ? "observed" : "silent",
    problem,
    gen: stands.gen,
    seq: stands.seq,
    head: stands.head,
    root: stands.root,
    full: stands.full,
    segments: [...stands.segments],
  };
}

// Another process may have sealed this run's segment already, and appended it without living to tell.
async function isSealedOf(ledger: Ledger, newest: NewestSeal | null, run: RunToSeal, scope: string): Promise<boolean> {
  return run.failed.has(scope) && ledger.hasSealedRun(scope, run.run, earliestOf(run), newest);
}

// A segment that this process wrote passed the fold line by line. Read back with the same digest, it needs no second reading.
async function asWritten(
  ledger: Ledger,
  stood: Standing,
  keys: readonly string[],
  written: Written | null,
): Promise<Standing | null> {
  if (written === null || keys.length !== 1 || keys[0] !== written.key || written.before !== stood.head) return null;
  const there = await ledger.store.get(written.key);
  if (there === null || sha256Hex(there) !== written.object) return null;
  const { gen, full, ...row } = written;
  const { first, last, after, root } = row;
  return {
    gen,
    seq: last,
    head: after,
    root,
    full: full ? { gen, seq: first } : stood.full,
    segments: [row],
    broken: null,
  };
}

type Standing = {
  gen: number;
  seq: number;
  head: string;
  root: string | null;
  full: { gen: number; seq: number } | null;
  segments: readonly SegmentRow[];
  broken: string | null;
};

const NOWHERE: Standing = { gen: 0, seq: -1, head: ZERO_DIGEST, root: null, full: null, segments: [], broken: null };

// Segments are verified before they are sealed: what is not a valid continuation is left out, and said.
async function standing(
  ledger: Ledger,
  newest: NewestSeal | null,
  scope: string,
  {
    stood,
    objects,
    latest,
  }: { readonly stood: Standing; readonly objects: readonly SegmentObject[]; readonly latest: string },
): Promise<Standing> {
  let loaded: LoadedChain;
  try {
    loaded = await ledger.loadChain(scope, newest, objects);
  } catch (error) {
    if (error instanceof ChainError) return { ...stood, broken: error.message };
    throw error;
  }
  const { chain, broken } = loaded;
  // A segment of the future would hold back every seal until then: its scope waits, and no other scope.
  const early = loaded.unsealed.findIndex(({ time }) => time > latest);
  const foul = scope === ACTS_SCOPE ? await foulAct(ledger, newest, loaded.unsealed) : null;
  const end = Math.min(early === -1 ? Infinity : early, foul?.at ?? Infinity);
  const isWhole = end === Infinity;
  const unsealed = isWhole ? loaded.unsealed : loaded.unsealed.slice(0, end);
  const next = loaded.unsealed[end] as StoredSegment;
  const why = isWhole ? brokenText(broken) : end === early ? futureText(next) : foulText(next, foul?.object ?? "");
  const last = unsealed.at(-1);
  if (last === undefined) return { ...stood, broken: why };
  const full = unsealed.findLast(({ opened }) => opened?.extent === "full");
  return {
    gen: last.gen,
    seq: last.last,
    head: last.after,
    root: last.root,
    full:
      isWhole && chain.full !== null
        ? { ...chain.full }
        : full === undefined
          ? stood.full
          : { gen: full.gen, seq: full.first },
    segments: unsealed.map(segmentRowOf),
    broken: why,
  };
}

const futureText = ({ key, time }: StoredSegment): string =>
  `the time of ${key} lies in the future (${time}); a later run seals the segment after that time`;

const foulText = ({ key }: StoredSegment, object: string): string =>
  `${key} disowns ${object}, which belongs to the ledger; no run seals such an act`;

const brokenText = (
  broken: { readonly objects: readonly { readonly key: string }[]; readonly violation: Error } | null,
): string | null =>
  broken === null
    ? null
    : `${broken.objects[0]?.key} is no valid continuation of its chain (${oneLine(broken.violation.message)}). Run tidemark restart-scope for this scope`;

/**
 * Text for a scope whose new segments the next seal lists: an act that disowns an object of a scope is judged by where that
 * chain stood then (FORMAT.md A2).
 */
const HELD_BACK =
  "an act that this seal lists disowns an object of this scope; the next seal lists the scope's new segments";

/** Scopes of objects that acts disown which no seal lists yet. */
async function freshlyDisowned(
  ledger: Ledger,
  newest: NewestSeal | null,
  objects: readonly SegmentObject[],
): Promise<ReadonlySet<string>> {
  const before = newest?.seal.scopes.find(({ scope }) => scope === ACTS_SCOPE) ?? NOWHERE;
  const scopes = new Set<string>();
  if (objectsAfter(objects, before).length === 0) return scopes;
  const acts = await readActs(ledger.store, ledger.id);
  const all = disownedBy(acts, { gen: Number.MAX_SAFE_INTEGER, seq: 0 });
  const sealed = new Set(disownedBy(acts, before).map(({ key, object }) => `${key} ${object}`));
  for (const { key, object } of all) {
    const parsed = sealed.has(`${key} ${object}`) ? null : parseObjectKey(key);
    // The acts hold themselves back never: the act would not be sealed by any seal.
    if (parsed?.class === "segment" && parsed.scope !== ACTS_SCOPE) scopes.add(parsed.scope);
  }
  return scopes;
}
