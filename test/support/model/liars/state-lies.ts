// Lies about what was found: verdicts, what was held, since when, counts, roots, and what was not read.
import type { Chain } from "../../../../evidence-schema/chain/chain.ts";
import type { Random } from "../simulation/random.ts";
import { chainAfter } from "./chain-after.ts";
import { rowsOf } from "./chain-lies.ts";
import {
  closedOf,
  lastOfScopes,
  lie,
  type Lie,
  type Listed,
  listedIn,
  isActs,
  openedOf,
  recordsOf,
  shifted,
  withOne,
} from "./lie.ts";
import type { Body, DraftRecord, DraftSegment, Manuscript } from "./manuscript.ts";

type Told = { readonly segment: DraftSegment; readonly record: DraftRecord; readonly finding: Body };

/** New findings of all listed segments, open to change. */
function findingsIn(manuscript: Manuscript): Told[] {
  return listedIn(manuscript).flatMap(({ segment }) =>
    segment.records.flatMap((record) => {
      if (record.type === "finding") return [{ segment, record, finding: record.body["finding"] as Body }];
      if (record.type !== "observation" || record.body["restated"] === true) return [];
      return (record.body["findings"] as Body[]).map((finding) => ({ segment, record, finding }));
    }),
  );
}

const isSaid = ({ finding }: Told): boolean => finding["outcome"] !== "indeterminate";

const restatedIn = (manuscript: Manuscript): { segment: DraftSegment; record: DraftRecord }[] =>
  listedIn(manuscript).flatMap(({ segment }) =>
    segment.records.filter(({ body }) => body["restated"] === true).map((record) => ({ segment, record })),
  );

const forged = (name: string, rules: string, change: (random: Random, told: Told) => void): Lie =>
  lie(name, rules, (manuscript, random) =>
    withOne(random, findingsIn(manuscript).filter(isSaid), (told) => change(random, told)),
  );

const runsIn = (manuscript: Manuscript): Listed[] => listedIn(manuscript).filter((each) => !isActs(each));

export const STATE_LIES: readonly Lie[] = [
  forged("held is opened by another record", "S5", (_, { finding }) => {
    finding["held"] = { ...(finding["held"] as Body), opened: { gen: 0, seq: 999 } };
  }),
  forged("another outcome was held", "S5", (_, { finding }) => {
    const held = finding["held"] as Body;
    finding["held"] = { ...held, outcome: held["outcome"] === "pass" ? "fail" : "pass" };
  }),
  forged("a drift is told as nothing, or nothing as a recovery", "S5", (_, { finding }) => {
    finding["transition"] = finding["transition"] === null ? "recovered" : null;
  }),
  forged("a verdict of a version that no test has", "S7 S5", (_, { finding }) => {
    Object.assign(finding, { version: "9-other", held: { ...(finding["held"] as Body), version: "9-other" } });
  }),
  forged("a verdict by a lane that nobody takes", "S7 S5", (_, { finding }) => {
    Object.assign(finding, { lanes: "elsewhere", held: { ...(finding["held"] as Body), lanes: "elsewhere" } });
  }),
  lie("it is so since a year ago", "S2", (manuscript, random) =>
    withOne(
      random,
      runsIn(manuscript).flatMap(({ segment }) =>
        recordsOf(segment, "observation").filter(({ body }) => body["restated"] === false),
      ),
      ({ body }) => (body["since"] = "2025-09-01T00:00:00.000Z"),
    ),
  ),
  lie("another root", "S1", (manuscript, random) =>
    withOne(random, runsIn(manuscript), ({ segment }) => (closedOf(segment).body["root"] = "7".repeat(64))),
  ),
  lie("failures are counted as passes", "S6", (manuscript, random) =>
    withOne(
      random,
      runsIn(manuscript).filter(({ segment }) => ((closedOf(segment).body["counts"] as Body)["fail"] as number) > 0),
      ({ segment }) => {
        const { fail, pass, ...rest } = closedOf(segment).body["counts"] as { fail: number; pass: number };
        closedOf(segment).body["counts"] = { ...rest, fail: 0, pass: pass + fail };
      },
    ),
  ),
  lie("a resource more", "S6", (manuscript, random) =>
    withOne(random, runsIn(manuscript), ({ segment: { records } }) => {
      const { body } = records.at(-1) as DraftRecord;
      body["population"] = (body["population"] as number) + 1;
    }),
  ),
  lie("a full segment leaves one out", "R1 S3 R3", (manuscript, random) =>
    withOne(random, restatedIn(manuscript), ({ segment, record }) => {
      segment.records = segment.records.filter((each) => each !== record);
    }),
  ),
  lie("a restatement says otherwise", "S3", (manuscript, random) =>
    withOne(random, restatedIn(manuscript), ({ record: { body } }) => {
      body["since"] = shifted(body["since"] as string, -1000);
    }),
  ),
  lie("a unit was read as never before", "S4", (manuscript, random) =>
    withOne(
      random,
      runsIn(manuscript).filter(
        ({ segment }) => ((openedOf(segment).body["units"] as Body[] | undefined) ?? []).length > 0,
      ),
      ({ segment }) => {
        const [first] = openedOf(segment).body["units"] as Body[];
        Object.assign(first as Body, { ever: (first as Body)["ever"] !== true });
      },
    ),
  ),
  lie("rows are complete that nobody read", "R7 S6 R6", (manuscript, random) =>
    withIncomplete(manuscript, random, ({ row, segment, lying, asked }) => {
      // Where as many were read as lie there, that there are no more is the writer's own word.
      const unasked = lying.filter((key) => !asked.includes(`"${key}"`));
      if (unasked.length <= (row["observed"] as number)) return false;
      delete row["seen"];
      delete row["unseen"];
      Object.assign(row, { complete: true, problem: null, dataTime: openedOf(segment).time });
      return true;
    }),
  ),
  lie("a resource leaves out of an incomplete unit", "R3 S3 S5 S2", (manuscript, random) =>
    withIncomplete(manuscript, random, ({ segment, lying, chain, asked }) => {
      const key = lying.find((each) => !asked.includes(`"${each}"`));
      if (key === undefined) return false;
      const { incarnation } = chain.state.entries.get(key) as { readonly incarnation: string };
      chain.state.remove(key);
      const departure = {
        ...openedOf(segment),
        type: "departure",
        seq: -1,
        body: { key, incarnation, reason: "gone" },
      };
      segment.records = [
        openedOf(segment),
        departure,
        ...segment.records.slice(1).filter(({ body, type }) => type !== "finding" || body["key"] !== key),
      ];
      const closed = closedOf(segment);
      closed.body = {
        ...closed.body,
        root: chain.state.root(),
        counts: chain.state.counts(),
        population: chain.state.population,
      };
      return true;
    }),
  ),
];

type Incomplete = {
  readonly segment: DraftSegment;
  readonly row: Body;
  /** Keys of entries that lie in the unit after the segment. */
  readonly lying: readonly string[];
  /** The chain after the segment. */
  readonly chain: Chain;
  readonly asked: string;
};

/** An incomplete row of its own of the last segment of a scope, with what the chain says then. */
function withIncomplete(manuscript: Manuscript, random: Random, change: (one: Incomplete) => boolean): boolean {
  const occasions = lastOfScopes(manuscript).flatMap(({ segment }) =>
    recordsOf(segment, "coverage").flatMap((record) =>
      rowsOf(record).flatMap((row) =>
        row.complete || row.unit.includes("#") ? [] : [{ segment, row, asked: JSON.stringify(record.body["asked"]) }],
      ),
    ),
  );
  if (occasions.length === 0) return false;
  const one = random.pick(occasions);
  const chain = chainAfter(manuscript, one.segment.scope);
  const lying = chain.state.entriesIn(one.row.unit).map(({ key }) => key);
  return change({ ...one, lying, chain });
}
