// Lies in the log: runs, slots, views, times, trees, keys and the end.
import { canonicalLine, type Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../../evidence-schema/bytes/digest.ts";
import { LOG, LOG_2 } from "../../forge/keys.ts";
import { endorsement } from "../../forge/endorsement.ts";
import { scheduleOf } from "../estate/company.ts";
import type { Random } from "../simulation/random.ts";
import { lastOfScopes, lie, type Lie, omission, openedOf, sealsOf, shifted, withOne } from "./lie.ts";
import type { Body, DraftLeaf, DraftRow, DraftSegment, Manuscript } from "./manuscript.ts";

const HOUR_MS = 3_600_000;
const slotted = (manuscript: Manuscript): DraftLeaf[] =>
  sealsOf(manuscript).filter(({ body }) => body["slot"] !== null);
const last = (manuscript: Manuscript): DraftLeaf[] => sealsOf(manuscript).slice(-1);
const textOf = ({ body }: DraftLeaf, member: string): string => body[member] as string;

/** Whether the run of a seal has a segment listed for a row, here or in an earlier seal. */
function ran(manuscript: Manuscript, leaf: DraftLeaf, scope: string): boolean {
  const until = sealsOf(manuscript).indexOf(leaf);
  return sealsOf(manuscript)
    .slice(0, until + 1)
    .some(({ rows }) =>
      rows.some((row) => row.scope === scope && row.segments.some((each) => openedOf(each).run === leaf.body["run"])),
    );
}

const asSlot = (leaf: DraftLeaf, slot: string): void => {
  leaf.body = { ...leaf.body, slot, run: `slot-${slot}` };
};

/** A row of a last segment, which the seal lists no longer. */
const takenAway = (
  random: Random,
  manuscript: Manuscript,
  change: (row: DraftRow, segment: DraftSegment) => void,
): boolean =>
  withOne(
    random,
    lastOfScopes(manuscript).filter(
      ({ leaf, row, segment }) => row.view === "observed" && openedOf(segment).run === leaf.body["run"],
    ),
    ({ row, segment }) => {
      row.segments = row.segments.filter((each) => each !== segment);
      change(row, segment);
    },
  );

/** A leaf put before the newest one; its frontier, index and void follow. */
const inserted = (manuscript: Manuscript, body: Body): boolean => {
  const [newest] = last(manuscript);
  if (newest === undefined) return false;
  const { v, ledger, time, by } = newest.body as { v: number; ledger: string; time: string; by: Body };
  const leaf = { raw: null, signers: newest.signers, body: { v, ledger, time, by, ...body }, rows: [] };
  manuscript.leaves.splice(manuscript.leaves.indexOf(newest), 0, leaf);
  return true;
};

/** A seal put after the newest one, by whom the newest is signed. */
function append({ leaves }: Manuscript, body: Body, rows: DraftRow[]): void {
  const at = leaves.findLastIndex((leaf) => leaf.body["kind"] === "seal");
  leaves.splice(at + 1, 0, { raw: null, signers: (leaves[at] as DraftLeaf).signers, body, rows });
}

const UNPLACED = { name: "", time: "" };

/** The ledger, and the index of what is inserted before its newest leaf. */
function placed(manuscript: Manuscript): readonly [ledger: string, index: number] {
  const [newest] = last(manuscript);
  const { ledger } = (newest?.body ?? {}) as { readonly ledger?: string };
  return [ledger ?? "", newest === undefined ? 0 : manuscript.leaves.indexOf(newest)];
}

const runs: readonly Lie[] = [
  lie("a run is sealed for the slot of another", "L9 L10", (manuscript, random) =>
    withOne(
      random,
      slotted(manuscript).filter((leaf) => leaf.rows.some(({ scope }) => ran(manuscript, leaf, scope))),
      (leaf) => asSlot(leaf, shifted(textOf(leaf, "slot"), HOUR_MS)),
    ),
  ),
  lie("the run of an earlier slot is sealed again", "L9 L10", (manuscript, random) => {
    const seals = slotted(manuscript);
    return withOne(random, seals.slice(1), (leaf) => asSlot(leaf, textOf(seals[0] as DraftLeaf, "slot")));
  }),
  lie("a run is sealed twice", "L10 L9", (manuscript, random) =>
    withOne(random, sealsOf(manuscript), ({ body, rows }) => {
      const { time } = (last(manuscript)[0] as DraftLeaf).body as { readonly time: string };
      const again = rows.map(({ scope }) => ({ scope, view: "failed", problem: "again", segments: [] }));
      const all = (last(manuscript)[0] as DraftLeaf).rows
        .filter(({ scope }) => !rows.some((row) => row.scope === scope))
        .map(({ scope }) => ({ scope, view: "failed", problem: "again", segments: [] }));
      const both = [...again, ...all].sort((a, b) => (a.scope < b.scope ? -1 : 1));
      const { roster, documents } = (last(manuscript)[0] as DraftLeaf).body as Body;
      const leaf = { ...body, time, roster: roster as Body, documents: documents as Body, stamps: [] };
      append(manuscript, leaf, both);
    }),
  ),
  lie("a slot of no schedule", "L9", (manuscript, random) =>
    withOne(random, slotted(manuscript), (leaf) => asSlot(leaf, shifted(textOf(leaf, "slot"), 60_000))),
  ),
  lie("observed, and no segment anywhere", "L9", (manuscript, random) =>
    takenAway(random, manuscript, () => undefined),
  ),
  lie("failed, told as observed", "L9", (manuscript, random) =>
    withOne(
      random,
      sealsOf(manuscript).flatMap((leaf) =>
        leaf.rows.filter(({ view, scope }) => view !== "observed" && !ran(manuscript, leaf, scope)),
      ),
      (row) => Object.assign(row, { view: "observed", problem: null }),
    ),
  ),
  lie("observed, told as silent", "L9", (manuscript, random) =>
    withOne(
      random,
      lastOfScopes(manuscript).filter(({ leaf, segment }) => openedOf(segment).run === leaf.body["run"]),
      ({ row }) => Object.assign(row, { view: "silent", problem: null }),
    ),
  ),
  omission("a failure told as silence", "W7", (manuscript, random) =>
    withOne(
      random,
      slotted(manuscript).flatMap((leaf) => {
        const { enrolled } = leaf.body["roster"] as { readonly enrolled: readonly string[] };
        return leaf.rows.filter(
          ({ view, scope, segments }) => view === "failed" && enrolled.includes(scope) && segments.length === 0,
        );
      }),
      (row) => Object.assign(row, { view: "silent", problem: null }),
    ),
  ),
];

const trees: readonly Lie[] = [
  lie("a seal is older than what it lists", "L4", (manuscript, random) =>
    withOne(random, lastOfScopes(manuscript), ({ leaf, segment }) => {
      leaf.body = { ...leaf.body, time: shifted(openedOf(segment).time, -1) };
    }),
  ),
  lie("a seal is older than the one before", "L4", (manuscript) => {
    const [before, newest] = sealsOf(manuscript).slice(-2);
    if (before === undefined || newest === undefined) return false;
    newest.body = { ...newest.body, time: shifted(textOf(before, "time"), -1) };
    return true;
  }),
  lie("the tree of another log", "L3", (manuscript, random) =>
    withOne(random, sealsOf(manuscript).slice(1), (leaf) => {
      leaf.after = (body) => ({ ...body, frontier: (body["frontier"] as string[]).map(() => "7".repeat(64)) });
    }),
  ),
  lie("a good seal is named void", "L7 N4", (manuscript) => {
    const [before, newest] = sealsOf(manuscript).slice(-2);
    if (before === undefined || newest === undefined) return false;
    // What it listed, the next one lists: nothing is hidden but that it was sealed.
    before.signers = [];
    newest.rows = newest.rows.map((row) => ({
      ...row,
      segments: [...(before.rows.find(({ scope }) => scope === row.scope)?.segments ?? []), ...row.segments],
    }));
    return true;
  }),
  lie("another count than the segment's", "L5", (manuscript, random) =>
    withOne(random, lastOfScopes(manuscript), ({ leaf, row }) => {
      leaf.after = (body) => ({
        ...body,
        scopes: (body["scopes"] as Body[]).map((each) => (each["scope"] === row.scope ? miscounted(each) : each)),
      });
    }),
  ),
  lie("another head than the chain's", "L6", (manuscript, random) =>
    withOne(random, sealsOf(manuscript), (leaf) => {
      leaf.after = (body) => ({
        ...body,
        scopes: (body["scopes"] as Body[]).map((each) => ({ ...each, head: "7".repeat(64) })),
      });
    }),
  ),
  lie("a stamp that is not there", "L11", (manuscript, random) =>
    withOne(random, sealsOf(manuscript).slice(1), (leaf) => {
      leaf.body = { ...leaf.body, stamps: [{ key: "log/000000000000.tsr", object: "7".repeat(64) }] };
    }),
  ),
  lie("a document that is not there", "K3", (manuscript, random) =>
    withOne(random, sealsOf(manuscript), (leaf) => {
      leaf.body = { ...leaf.body, documents: { ...(leaf.body["documents"] as Body), controls: "7".repeat(64) } };
    }),
  ),
  lie("a grace of a week", "K5", (manuscript, random) =>
    withOne(random, sealsOf(manuscript), (leaf) => {
      const bytes = canonicalLine(scheduleOf(3600, 604_800) as Json);
      const schedule = sha256Hex(bytes);
      manuscript.objects.set(`documents/schedule/${schedule}.json`, bytes);
      leaf.body = { ...leaf.body, documents: { ...(leaf.body["documents"] as Body), schedule } };
    }),
  ),
  lie("a new key that only the old one endorses", "N6", (manuscript) => {
    if (keyLeaves(manuscript).length > 0) return false;
    const endorsed = endorsement(...placed(manuscript), {
      ...UNPLACED,
      is: "key",
      add: LOG_2,
      retire: null,
      endorsers: [LOG],
    });
    return inserted(manuscript, { kind: "key", add: LOG_2.vkey, retire: null, endorsed, reason: "a new year" });
  }),
  lie("a key signs that is not in force yet", "N6", (manuscript, random) => {
    const [added] = keyLeaves(manuscript);
    const until = added === undefined ? 0 : manuscript.leaves.indexOf(added);
    return withOne(random, signedIn(manuscript.leaves.slice(0, until)), (leaf) => (leaf.signers = [LOG_2]));
  }),
  lie("a key signs that was retired", "N6", (manuscript, random) => {
    const retired = keyLeaves(manuscript).find(({ body }) => body["retire"] !== null);
    const from = retired === undefined ? manuscript.leaves.length : manuscript.leaves.indexOf(retired) + 1;
    return withOne(random, signedIn(manuscript.leaves.slice(from)), (leaf) => (leaf.signers = [LOG]));
  }),
  lie("a seal after the end", "L12", (manuscript) => {
    const endorsers = last(manuscript)[0]?.signers ?? [];
    const endorsed = endorsement(...placed(manuscript), { ...UNPLACED, is: "end", successor: null, endorsers });
    return inserted(manuscript, { kind: "end", successor: null, endorsed, reason: "it is over" });
  }),
];

const keyLeaves = ({ leaves }: Manuscript): DraftLeaf[] => leaves.filter(({ body }) => body["kind"] === "key");
const signedIn = (leaves: readonly DraftLeaf[]): DraftLeaf[] => leaves.filter(({ signers }) => signers.length > 0);

const miscounted = (row: Body): Body => ({
  ...row,
  segments: (row["segments"] as Body[]).map((each) => ({
    ...each,
    counts: { ...(each["counts"] as Body), pass: 99 },
  })),
});

const hidden: readonly Lie[] = [
  omission("a run's segment is left out of its seal", "W2", (manuscript, random) =>
    takenAway(random, manuscript, (row, segment) => {
      Object.assign(row, { view: "failed", problem: "it could not be read" });
      manuscript.unsealed.push(segment);
    }),
  ),
  omission("a slot is made up for hours later", "W1", (manuscript) => {
    const [newest] = last(manuscript);
    if (newest === undefined) return false;
    const time = textOf(newest, "time");
    const { enrolled } = newest.body["roster"] as { readonly enrolled: readonly string[] };
    const sealed = new Set(slotted(manuscript).map((leaf) => textOf(leaf, "slot")));
    const { every, from } = { every: 7_200_000, from: Date.parse("2026-09-01T07:00:00.000Z") };
    for (let slot = from + every; slot + 1_500_000 < Date.parse(time); slot += every) {
      const at = new Date(slot).toISOString();
      if (sealed.has(at) || Date.parse(textOf(sealsOf(manuscript)[0] as DraftLeaf, "time")) >= slot) continue;
      const rows = newest.rows.map(({ scope }) => ({
        scope,
        view: enrolled.includes(scope) ? "failed" : "silent",
        problem: enrolled.includes(scope) ? "too late" : null,
        segments: [],
      }));
      const body: Body = { ...newest.body, trigger: "slot", slot: at, run: `slot-${at}` };
      append(manuscript, body, rows);
      return true;
    }
    return false;
  }),
];

export const LOG_LIES: readonly Lie[] = [...runs, ...trees, ...hidden];
