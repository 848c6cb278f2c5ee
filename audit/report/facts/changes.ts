// Lists what changed in a window beside the clouds themselves: controls, tests, schedule, boundary, scopes, Tidemark, and recorded acts.
import type { ControlEntry } from "../../../controls/controls-document.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { readActs } from "../../../ledger/read/read-acts.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import type { Stretch } from "../../period/stretches.ts";
import { plural } from "../../plural.ts";
import type { InForce, PolicyTimes } from "../../tables/policy/policy-times.ts";
import { instant, ms, type Rows } from "../../tables/rows.ts";
import type { Test } from "./tests-over-time.ts";

export const CHANGE_KINDS = ["control", "test", "boundary", "schedule", "scope", "Tidemark", "act"] as const;

export type Change = {
  /** Milliseconds since 1970: of the seal that names it first, or of the act. */
  readonly at: number;
  readonly kind: (typeof CHANGE_KINDS)[number];
  readonly subject: string;
  readonly said: string;
  /** Who sealed it, or did the act; people by reference. */
  readonly who: string | null;
  /** The entry of the log, or the record. */
  readonly record: string;
};

type Said = Pick<Change, "at" | "kind" | "subject" | "said">;

export type ChangesAsked = {
  readonly window: Stretch;
  readonly tests: ReadonlyMap<string, readonly Test[]>;
};

/** In order of time. The first seal of the ledger names documents and changes none. */
export async function changesIn(
  ledger: Ledger,
  rows: Rows,
  policy: PolicyTimes,
  { window, tests }: ChangesAsked,
): Promise<Change[]> {
  const isIn = ({ at }: { readonly at: number }): boolean => window.from <= at && at < window.to;
  const said = [
    ...controlChanges(policy),
    ...testChanges(tests),
    ...ofDocuments(
      policy.boundary,
      "boundary",
      ({ rules, otherwise }) => `${rules.length} rules, otherwise ${otherwise}`,
    ),
    ...scheduleChanges(policy),
    ...scopeChanges(rows),
    ...softwareChanges(rows),
  ].filter(isIn);
  const acts = (await readActs(ledger.store, ledger.id)).flatMap(({ key, line, record }): Change[] => {
    const { type, time, body } = record;
    // Accepted risks have a part of their own.
    if (type === "waiver") return [];
    const reason = body["reason"];
    return [
      {
        at: Date.parse(time),
        kind: "act",
        subject: type,
        said: typeof reason === "string" ? `${recipientOf(type, body)}${reason}` : subjectOf(body),
        who: typeof body["principal"] === "string" ? body["principal"] : null,
        record: `${key}:${line}`,
      },
    ];
  });
  const sealed = said.map((each) => ({
    ...each,
    said: `${each.said}${effectOf(rows, each, tests)}`,
    ...sealAt(rows, each.at),
  }));
  return [...sealed, ...acts.filter(isIn)].toSorted((a, b) => a.at - b.at || order(a, b));
}

const JUDGED = `select count(*) as n from failure where check_id = :check
  and ((began = 'judged otherwise' and known_at >= :from and known_at < :to) or (ended in ('judged otherwise', 'check withdrawn') and end_known_at >= :from and end_known_at < :to))`;

/** How many failures began or ended because other tests judged, until they changed again. */
function effectOf(rows: Rows, { kind, subject, at }: Said, tests: ReadonlyMap<string, readonly Test[]>): string {
  if (kind !== "test") return "";
  const next = tests.get(subject)?.find(({ from }) => from > at)?.from ?? LAST_INSTANT;
  // The records of a run come before its seal, which names the documents.
  const before = rows.get(`select max(time) as time from seal where time < :at`, { at: instant(at) })?.["time"] ?? "";
  const { n } = rows.get(JUDGED, { check: subject, from: before, to: instant(next) }) ?? {};
  return ` (${plural(Number(n), "failure")} began or ended by it)`;
}

const LAST_INSTANT = Date.UTC(9999, 11, 31);

const order = (a: Change, b: Change): number =>
  CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
  (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0);

type Body = { readonly [member: string]: Json };

/** To whom names or a window of the ledger were given. */
const recipientOf = (type: string, { recipient }: Body): string =>
  type === "disclosure" && typeof recipient === "string" ? `given to ${recipient}: ` : "";

/** The scope or subject that an act is about; of a deployment the documents that it changed. */
function subjectOf({ scope, subject, documents }: Body): string {
  if (typeof scope === "string") return scope;
  if (typeof subject === "string") return subject;
  const { before = {}, after = {} } = (documents ?? {}) as { readonly before?: Body; readonly after?: Body };
  const changed = Object.keys({ ...before, ...after }).filter((kind) => before[kind] !== after[kind]);
  return changed.length === 0 ? "" : `documents changed: ${changed.sort().join(", ")}`;
}

function sealAt(rows: Rows, at: number): Pick<Change, "who" | "record"> {
  const row = rows.get(`select leaf, principal from seal where time >= :at order by leaf limit 1`, { at: instant(at) });
  return { who: (row?.["principal"] ?? null) as string | null, record: `log entry ${String(row?.["leaf"] ?? "")}` };
}

/** A document and the one before it; the first has none. */
function* pairs<Document>(
  inForce: readonly InForce<Document>[],
): Generator<readonly [InForce<Document>, InForce<Document>]> {
  for (const [at, each] of inForce.entries()) {
    const before = inForce[at - 1];
    if (before !== undefined) yield [before, each];
  }
}

function ofDocuments<Document>(
  inForce: readonly InForce<Document>[],
  kind: Change["kind"],
  told: (document: Document) => string,
): Said[] {
  return [...pairs(inForce)].map(([before, after]) => ({
    at: after.from,
    kind,
    subject: kind,
    said: changed(told(before.document), told(after.document)),
  }));
}

const changed = (before: string, after: string): string =>
  before === after ? `other rules than before (${after})` : `${before}; from then on ${after}`;

function controlChanges({ controls }: PolicyTimes): Said[] {
  return [...pairs(controls)].flatMap(([before, after]) => {
    const [was, is] = [before, after].map(
      ({ document }) => new Map((document?.controls ?? []).map((control) => [control.id, control])),
    ) as [Map<string, ControlEntry>, Map<string, ControlEntry>];
    return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((subject): Said[] => {
      const said = differenceOf(was.get(subject), is.get(subject));
      return said === null ? [] : [{ at: after.from, kind: "control", subject, said }];
    });
  });
}

const MEMBERS = ["statement", "owner", "frequency", "correctWithin", "from", "until"] as const;
const NAMED: { readonly [member in (typeof MEMBERS)[number]]: string } = {
  statement: "statement",
  owner: "owner",
  frequency: "frequency",
  correctWithin: "time to correct",
  from: "in effect from",
  until: "in effect until",
};

function differenceOf(was: ControlEntry | undefined, is: ControlEntry | undefined): string | null {
  if (was === undefined) return "stated from then on";
  if (is === undefined) return "not stated any more";
  const said: string[] = MEMBERS.flatMap((member) =>
    was[member] === is[member]
      ? []
      : [`${NAMED[member]}: ${was[member] ?? "none"}, from then on ${is[member] ?? "none"}`],
  );
  const [before, after] = [was, is].map(({ criteria }) => criteria.join(" "));
  if (before !== after) said.push(`criteria: ${before}, from then on ${after}`);
  const [had, has] = [was, is].map(({ checks }) => checks.map(({ check }) => check)) as [string[], string[]];
  for (const check of has) if (!had.includes(check)) said.push(`rests on ${check} too`);
  for (const check of had) if (!has.includes(check)) said.push(`rests on ${check} no more`);
  return said.length === 0 ? null : said.join("; ");
}

function testChanges(tests: ReadonlyMap<string, readonly Test[]>): Said[] {
  const first = Math.min(...[...tests.values()].flatMap(([test]) => (test === undefined ? [] : [test.from])));
  return [...tests].flatMap(([subject, of]) =>
    of.flatMap((test, at): Said[] => {
      const before = of[at - 1];
      const next = of[at + 1];
      const ended: Said[] =
        test.to !== Infinity && next?.from !== test.to
          ? [{ at: test.to, kind: "test", subject, said: "not asked any more" }]
          : [];
      if (before === undefined || before.to !== test.from)
        return test.from === first
          ? ended
          : [{ at: test.from, kind: "test", subject, said: `asked from then on, version ${test.version}` }, ...ended];
      return [{ at: test.from, kind: "test", subject, said: testDifference(before, test) }, ...ended];
    }),
  );
}

function testDifference(before: Test, after: Test): string {
  const said: string[] = [];
  if (before.version !== after.version) said.push(`version ${before.version}, from then on ${after.version}`);
  for (const name of [...new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)])].sort()) {
    const [was, is] = [before, after].map(({ parameters }) => JSON.stringify(parameters[name] ?? null));
    if (was !== is) said.push(`parameter ${name}: ${was}, from then on ${is}`);
  }
  if (said.length === 0) said.push(`asked of ${after.types.length} types, before of ${before.types.length}`);
  return said.join("; ");
}

function scheduleChanges({ dues }: PolicyTimes): Said[] {
  return dues.flatMap((due, at): Said[] => {
    const before = dues[at - 1];
    if (before === undefined || JSON.stringify(before.schedule) === JSON.stringify(due.schedule)) return [];
    return [
      {
        at: due.from,
        kind: "schedule",
        subject: "schedule",
        said: `${runsEvery(before.schedule)}; from then on ${runsEvery(due.schedule)}`,
      },
    ];
  });
}

function runsEvery(schedule: PolicyTimes["dues"][number]["schedule"]): string {
  if (schedule === null || schedule.everySeconds === null) return "no run is due";
  return `a run is due every ${schedule.everySeconds} s`;
}

const ROSTER = `select name, is_kind, from_time from roster
  where from_time > (select min(time) from seal) order by from_time, name, is_kind`;
const BECAME: ReadonlyMap<string, string> = new Map([
  ["enrolled", "enrolled: runs observe it from then on"],
  ["excluded", "excluded by decision"],
  ["found", "found, and not enrolled"],
  ["unlisted", "the scopes in it could not be listed"],
]);

const scopeChanges = (rows: Rows): Said[] =>
  rows.all(ROSTER).map((row) => ({
    at: ms(row["from_time"]) as number,
    kind: "scope",
    subject: String(row["name"]),
    said: BECAME.get(String(row["is_kind"])) ?? String(row["is_kind"]),
  }));

const SOFTWARE = `select time, software, code, lag(software) over (order by leaf) as was_software, lag(code) over (order by leaf) as was_code from seal`;

const softwareChanges = (rows: Rows): Said[] =>
  rows
    .all(
      `select * from (${SOFTWARE}) where was_code is not null and (code <> was_code or software <> was_software) order by time`,
    )
    .map((row) => ({
      at: ms(row["time"]) as number,
      kind: "Tidemark",
      subject: String(row["software"]),
      said:
        row["software"] === row["was_software"]
          ? `other code: ${String(row["was_code"])}, from then on ${String(row["code"])}`
          : `before ${String(row["was_software"])}`,
    }));
