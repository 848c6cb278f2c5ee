// What lies in a ledger, read as simply as can be: this is what a verifier's words are held against, so it shares no code with one.
import { gunzipSync } from "node:zlib";
import type { Moment } from "../history.ts";

type Parsed = { readonly [member: string]: unknown };

export type SealFact = {
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly run: string;
  readonly slot: number | null;
  readonly schedule: ScheduleFact | null;
  readonly listed: readonly string[];
  readonly roots: ReadonlyMap<string, string | null>;
  readonly problems: readonly string[];
};

export type ScheduleFact = {
  readonly every: number | null;
  readonly from: number;
  readonly grace: number;
  readonly cadence: number;
};

export type SegmentFact = {
  readonly key: string;
  readonly time: number;
  /** Null for acts. */
  readonly trigger: string | null;
  readonly abandons: readonly string[];
};

export type Facts = {
  readonly now: number;
  readonly created: number;
  /** All seals with a note, in order. */
  readonly seals: readonly SealFact[];
  /** Indexes of all leaves, whether or not somebody honest wrote them. */
  readonly leaves: readonly number[];
  readonly notes: ReadonlySet<number>;
  /** Leaves that a seal with a note names void. */
  readonly voids: ReadonlySet<number>;
  /** Segments that writers appended. */
  readonly segments: readonly SegmentFact[];
  /** Objects under records/ that nobody honest put. */
  readonly garbage: readonly string[];
};

const json = (bytes: Buffer | undefined): Parsed => JSON.parse((bytes ?? Buffer.from("{}")).toString()) as Parsed;
const at = (instant: unknown): number => Date.parse(instant as string);

/** The facts of a moment. */
export function factsOf({ objects, now, garbage }: Moment): Facts {
  const indexes = (suffix: string): number[] =>
    [...objects.keys()]
      .filter((key) => key.startsWith("log/") && key.endsWith(suffix))
      .map((key) => Number(key.slice(4, 16)))
      .sort((a, b) => a - b);
  const notes = new Set(indexes(".note"));
  const noted = [...notes].sort((a, b) => a - b).map((index) => json(objects.get(leafName(index))));
  const records = [...objects.keys()].filter((key) => key.startsWith("records/"));
  return {
    now: at(now),
    created: at(json(objects.get("genesis.json"))["created"]),
    seals: noted.filter(({ kind }) => kind === "seal").map((leaf) => sealOf(leaf, objects)),
    leaves: indexes(".json"),
    notes,
    voids: new Set(noted.flatMap((leaf) => ((leaf["void"] ?? []) as { index: number }[]).map(({ index }) => index))),
    segments: records.filter((key) => !garbage.has(key)).map((key) => segmentOf(key, objects.get(key) as Buffer)),
    garbage: records.filter((key) => garbage.has(key)),
  };
}

export const leafName = (index: number): string => `log/${String(index).padStart(12, "0")}.json`;

type Row = { readonly problem: string | null; readonly segments: readonly { key: string; root: string | null }[] };

function sealOf(leaf: Parsed, objects: Moment["objects"]): SealFact {
  const { documents } = leaf as { readonly documents: { readonly schedule?: string | null } };
  const rows = leaf["scopes"] as readonly Row[];
  const digest = documents.schedule ?? null;
  const schedule = digest === null ? null : json(objects.get(`documents/schedule/${digest}.json`));
  const listed = rows.flatMap(({ segments }) => segments);
  return {
    index: leaf["index"] as number,
    time: at(leaf["time"]),
    run: leaf["run"] as string,
    slot: leaf["slot"] === null ? null : at(leaf["slot"]),
    schedule: schedule === null ? null : scheduleOf(schedule),
    listed: listed.map(({ key }) => key),
    roots: new Map(listed.map(({ key, root }) => [key, root])),
    problems: rows.flatMap(({ problem }) => (problem === null ? [] : [problem])),
  };
}

const scheduleOf = ({ everySeconds, from, graceSeconds, eventCadenceSeconds }: Parsed): ScheduleFact => ({
  every: everySeconds === null ? null : (everySeconds as number) * 1000,
  from: at(from),
  grace: (graceSeconds as number) * 1000,
  cadence: (eventCadenceSeconds as number) * 1000,
});

function segmentOf(key: string, bytes: Buffer): SegmentFact {
  const text = gunzipSync(bytes).toString();
  const { time, body } = JSON.parse(text.slice(0, text.indexOf("\n"))) as {
    readonly time: string;
    readonly body: {
      readonly trigger?: string;
      readonly restarts?: { readonly abandoned: readonly { key: string }[] };
    };
  };
  const abandons = (body.restarts?.abandoned ?? []).map((each) => each.key);
  return { key, time: at(time), trigger: body.trigger ?? null, abandons };
}
