// What lies in a ledger, read as simply as can be: this is what a verifier's words are held against, so it shares no code with one.
import { gunzipSync } from "node:zlib";
import type { Moment } from "../moment.ts";

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
  /** When the log was ended; null where it was not. */
  readonly ended: number | null;
  /** Whether the newest leaf is a signed seal or end. */
  readonly endsWell: boolean;
  /** Keys that acts disown which a seal lists. */
  readonly disowned: ReadonlySet<string>;
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
  const seals = noted.filter(({ kind }) => kind === "seal").map((leaf) => sealOf(leaf, objects));
  const end = noted.find(({ kind }) => kind === "end");
  const newest = indexes(".json").at(-1);
  const kind = newest !== undefined && notes.has(newest) ? json(objects.get(leafName(newest)))["kind"] : null;
  return {
    ended: end === undefined ? null : at(end["time"]),
    endsWell: kind === "seal" || kind === "end",
    disowned: new Set(seals.flatMap(({ listed }) => listed).flatMap((key) => disownedIn(objects.get(key)))),
    now: at(now),
    created: at(json(objects.get("genesis.json"))["created"]),
    seals,
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

/** Of acts: what they disown. */
function disownedIn(bytes: Buffer | undefined): string[] {
  if (bytes === undefined) return [];
  const lines = gunzipSync(bytes).toString().split("\n").slice(0, -1);
  if (!lines[0]?.includes('"scope":"tidemark/ledger"')) return [];
  return lines
    .map((line) => JSON.parse(line) as { type: string; body: { objects?: readonly { key: string }[] } })
    .filter(({ type }) => type === "disowned")
    .flatMap(({ body }) => (body.objects ?? []).map(({ key }) => key));
}

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
