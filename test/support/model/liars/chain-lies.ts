// Lies in chains: when a run was, what it asked, what it left behind.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import {
  everyLine,
  lastOfScopes,
  lie,
  type Lie,
  listedIn,
  openedOf,
  recordsOf,
  sealsOf,
  shifted,
  withOne,
} from "./lie.ts";
import type { Body, DraftRecord, DraftSegment, Manuscript } from "./manuscript.ts";

const HOUR_MS = 3_600_000;

type Row = { unit: string; complete: boolean; listed: number; observed: number; dataTime: string | null } & Body;

/** The rows of a coverage record; changing them changes it. */
export const rowsOf = ({ body }: DraftRecord): Row[] => body["units"] as unknown as Row[];

export const CHAIN_LIES: readonly Lie[] = [
  lie("a run is made before its slot", "R10", (manuscript, random) =>
    withOne(
      random,
      sealsOf(manuscript)
        .slice(-1)
        .filter(({ body, rows }) => body["slot"] !== null && rows.some(({ view }) => view === "observed")),
      (leaf) => {
        const [run, slot] = [leaf.body["run"], shifted(leaf.body["slot"] as string, 2 * HOUR_MS)];
        for (const { segment } of listedIn(manuscript)) {
          if (openedOf(segment).run !== run) continue;
          everyLine(segment, { run: `slot-${slot}` });
          openedOf(segment).body = { ...openedOf(segment).body, slot };
        }
        leaf.body = { ...leaf.body, slot, run: `slot-${slot}` };
      },
    ),
  ),
  lie("a segment is claimed for another slot", "R2 R10 L9", (manuscript, random) =>
    withOne(
      random,
      lastOfScopes(manuscript).filter(({ segment }) => openedOf(segment).body["trigger"] === "slot"),
      ({ segment }) => {
        const slot = shifted(openedOf(segment).body["slot"] as string, -2 * HOUR_MS);
        openedOf(segment).body = { ...openedOf(segment).body, slot };
      },
    ),
  ),
  lie("time goes back from segment to segment", "C6 R9", (manuscript, random) =>
    withOne(
      random,
      lastOfScopes(manuscript).filter(({ segment }) => openedOf(segment).seq > 0),
      ({ segment }) => everyLine(segment, { time: "2026-09-01T06:00:00.000Z" }),
    ),
  ),
  lie("two segments have one run", "C8", (manuscript, random) => {
    const batches = listedIn(manuscript).filter(({ segment }) => openedOf(segment).body["trigger"] === "event");
    const pairs = batches.flatMap(({ segment }, i) =>
      batches
        .slice(i + 1)
        .flatMap((later) => (later.segment.scope === segment.scope ? [[segment, later.segment]] : [])),
    );
    return withOne(random, pairs as [DraftSegment, DraftSegment][], ([one, other]) =>
      everyLine(other, { run: openedOf(one).run }),
    );
  }),
  lie("a line names another before it", "C5", (manuscript, random) =>
    withOne(random, lastOfScopes(manuscript), ({ segment }) => {
      segment.after = (record, at) => (at === 1 ? { ...record, prev: "7".repeat(64) } : record);
    }),
  ),
  lie("a planned unit has no row", "R11 R7", (manuscript, random) =>
    withOne(
      random,
      // Of a run with rows of its own: acts have none, and an event batch asks what it likes.
      lastOfScopes(manuscript).filter(
        ({ segment }) =>
          ["slot", "manual"].includes(openedOf(segment).body["trigger"] as string) &&
          recordsOf(segment, "coverage").some((record) => rowsOf(record).some(({ unit }) => unit.startsWith("test/"))),
      ),
      ({ segment }) => {
        for (const record of recordsOf(segment, "coverage"))
          record.body = { ...record.body, units: rowsOf(record).filter(({ unit }) => !unit.startsWith("test/")) };
      },
    ),
  ),
  lie("more was read than listed", "R6", (manuscript, random) =>
    withOne(
      random,
      lastOfScopes(manuscript).flatMap(({ segment }) => completeRows(segment.records)),
      (row) => Object.assign(row, { observed: row.listed + 1 }),
    ),
  ),
  lie("an answer of the future", "R9", (manuscript, random) =>
    withOne(
      random,
      lastOfScopes(manuscript).filter(({ segment }) => completeRows(segment.records).length > 0),
      ({ segment }) => {
        const row = random.pick(completeRows(segment.records));
        row.dataTime = shifted(openedOf(segment).time, 120_001);
      },
    ),
  ),
  lie("a resource leaves that nobody missed", "R3 S3 S5 S2 R5", (manuscript, random) =>
    departed(manuscript, random, "not-found"),
  ),
  lie("a restart names less than it leaves behind", "C7", (manuscript, random) =>
    withOne(
      random,
      listedIn(manuscript).filter(({ segment }) => mustName(manuscript, segment)),
      ({ segment }) => {
        const { body } = openedOf(segment);
        openedOf(segment).body = { ...body, restarts: { ...(body["restarts"] as Body), abandoned: [] } };
      },
    ),
  ),
];

/** Whether the segment restarts its scope and leaves an object behind that no act disowned: those alone must be named. */
function mustName(manuscript: Manuscript, segment: DraftSegment): boolean {
  const restarts = openedOf(segment).body["restarts"] as { readonly abandoned: readonly Body[] } | undefined;
  const disowned = listedIn(manuscript).flatMap(({ segment: each }) =>
    recordsOf(each, "disowned").flatMap(({ body }) => (body["objects"] as Body[]).map((object) => object["key"])),
  );
  return restarts?.abandoned.some(({ key }) => !disowned.includes(key)) === true;
}

const completeRows = (records: readonly DraftRecord[]): Row[] =>
  records
    .filter(({ type }) => type === "coverage")
    .flatMap((record) => rowsOf(record).filter(({ complete }) => complete));

/** A departure of something that the chain's newest observations tell of, whatever the rows say. */
function departed(manuscript: Manuscript, random: Parameters<Lie["tell"]>[1], reason: string): boolean {
  const occasions = lastOfScopes(manuscript).flatMap((listed) =>
    listedIn(manuscript)
      .filter(({ segment }) => segment.scope === listed.segment.scope)
      .flatMap(({ segment }) => recordsOf(segment, "observation"))
      .map(({ body }) => ({ listed, key: body["key"] as Json, incarnation: body["incarnation"] as Json })),
  );
  return withOne(random, occasions, ({ listed: { segment }, key, incarnation }) => {
    const { records } = segment;
    const isAsked = recordsOf(segment, "coverage").some((record) =>
      JSON.stringify(record.body["asked"]).includes(`"${key as string}"`),
    );
    const departure = { ...openedOf(segment), type: "departure", seq: -1, body: { key, incarnation, reason } };
    if (!isAsked) segment.records = [records[0] as DraftRecord, departure, ...records.slice(1)];
    else
      segment.records = [
        records[0] as DraftRecord,
        { ...departure, body: { key: `${key as string}-other`, incarnation, reason } },
        ...records.slice(1),
      ];
  });
}
