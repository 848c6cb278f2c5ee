// What is right, by brute force: an observer who keeps every answer ever given and looks back over all of them.
// It shares no code with the rules that it judges: only the shapes of answers, and the synthetic checks as data.
import type { NamedAnswer, Snapshot, UnitReading, Unread } from "../../collectors/port.ts";
import { type Question, type Specification, TENANT } from "./specification.ts";

type Source = { readonly source: string; readonly atomic: boolean; readonly lagSeconds: number };

/** One run or event batch, as it was done. */
export type Act = {
  readonly event: boolean;
  readonly planned: readonly string[];
  /** Whether the other provider's scope is enrolled. */
  readonly tenant: boolean;
  readonly checks: readonly Specification[];
  readonly lanes: { readonly [type: string]: string };
  readonly sources: readonly Source[];
  readonly items: readonly (Snapshot | Unread)[];
  readonly units: readonly UnitReading[];
  readonly asked: readonly NamedAnswer[];
};

/** The last word of an act on a key. */
type Word =
  | {
      readonly is: "here";
      readonly snapshot: Snapshot;
      readonly unit: string;
      readonly first: string;
      readonly named: NamedAnswer | null;
    }
  | { readonly is: "failed"; readonly unit: string; readonly code: string; readonly named: boolean }
  | { readonly is: "not-found"; readonly unit: string };

type Row = {
  readonly complete: boolean;
  readonly code: string;
  /** Null if nothing was answered. */
  readonly time: number | null;
  /** As of when it is true for certain. */
  readonly certain: number;
  readonly source: string;
  readonly listed: number;
  readonly lists: ReadonlySet<string>;
  /** Whether it is older, for certain, than the last answer by name in the unit before this act. */
  readonly late: boolean;
  /** Whether a later answer by name took away or changed something that the row lists. */
  readonly overtaken: boolean;
};

type Entry = {
  readonly key: string;
  readonly incarnation: string;
  readonly unit: string;
  readonly attributes: string;
  readonly fields: { readonly [field: string]: string };
  /** Slices that the body did not fit. */
  readonly unfit: readonly string[];
  readonly since: number;
  /** Checks under which it was read. */
  readonly checks: readonly Specification[];
  readonly lanes: Act["lanes"];
};

/** What is said of a check on a resource. */
type Saying = {
  readonly outcome: string;
  readonly code: string | null;
  readonly version: string;
  readonly lanes: string;
  readonly keys: readonly string[];
  readonly units: readonly string[];
  readonly facts: string;
};

type Held = {
  readonly as: string;
  readonly outcome: string | null;
  readonly version: string;
  readonly lanes: string;
  readonly opened: string | null;
};
type Said = { readonly standing: Saying; readonly held: Held };

export type Told = {
  readonly departures: readonly string[];
  /** `key check transition`, in order for each key and check. */
  readonly changes: readonly string[];
  /** By `key check`: outcome, or `indeterminate: cause`. */
  readonly outcomes: ReadonlyMap<string, string>;
  /** By `key check`: what is held, and by which change it was opened (`act:nth change of this check in it`). */
  readonly held: ReadonlyMap<string, string>;
  /** By key: incarnation, unit and since. */
  readonly entries: ReadonlyMap<string, string>;
};

type View = {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly coverage: Coverage;
  readonly planned: readonly string[];
  readonly tenant: boolean;
  readonly checks: readonly Specification[];
};

type Coverage = {
  readonly rows: ReadonlyMap<string, Row>;
  readonly asked: ReadonlyMap<string, { readonly unit: string; readonly code: string | null }>;
};

const regionOf = (unit: string): string => unit.slice(unit.lastIndexOf("@") + 1);
const typeOf = (unit: string): string => unit.slice(0, unit.lastIndexOf("@"));
/** The type of a unit as the scope calls it that it was copied from. */
const ownType = (unit: string): string => typeOf(unit.slice(unit.indexOf("#") + 1));
const isCopied = (unit: string): boolean => unit.includes("#");
const sorted = (items: Iterable<string>): string[] => [...new Set(items)].sort();

const versionOf = ({ id, version, strict, fields, questions }: Specification): string =>
  JSON.stringify([
    id,
    version,
    strict,
    fields,
    questions.map(({ type, within, fields: read }) => [type, within, read]),
  ]);

const lanesOf = ({ type, questions }: Specification, lanes: Act["lanes"]): string =>
  sorted([type, ...questions.map((question) => question.type)].map((each) => lanes[each] as string)).join("+");

/** Slices of a type: id to the fields that are read. */
function slicesOf(checks: readonly Specification[], type: string): Map<string, readonly string[]> {
  const slices = new Map<string, readonly string[]>();
  for (const { id, type: subject, fields, questions } of checks) {
    if (subject === type) slices.set(id, fields);
    for (const question of questions) if (question.type === type) slices.set(`${id}/${question.name}`, question.fields);
  }
  return slices;
}

export class Model {
  readonly #acts: Act[] = [];
  readonly #words: Map<string, Word>[] = [];
  readonly #rows: Map<string, Row>[] = [];
  readonly #coverage: Coverage[] = [];
  readonly #entries: Map<string, Entry>[] = [];
  readonly #said: Map<string, Said>[] = [];

  /** Adds an act to the history, and says what is right after it. */
  add(act: Act): Told {
    const r = this.#acts.length;
    this.#acts.push(act);
    this.#rows.push(this.#rowsOf(r));
    this.#words.push(this.#wordsOf(r));
    this.#overtake(r);
    const departures = this.#place(r);
    this.#coverage.push(this.#coverageAt(r));
    return { departures, ...this.#judge(r) };
  }

  // ---- what counts

  // As of when the unit was last listed, or a key of it answered by name, for certain, before act r.
  #known(unit: string, r: number, how: "units" | "asked"): number {
    let last = Number.NEGATIVE_INFINITY;
    for (let s = 0; s < r; s += 1) {
      const { [how]: answers, sources } = this.#acts[s] as Act;
      for (const answer of answers)
        if (answer.unit === unit && answer.dataTime !== null) last = Math.max(last, certain(answer, sources));
    }
    return last;
  }

  // A listing older than the last one does not count. A unit that held something and lists nothing is believed the second time.
  #rowsOf(r: number): Map<string, Row> {
    const { event, planned, units, items, sources } = this.#acts[r] as Act;
    const rows = new Map<string, Row>();
    const before = r === 0 ? null : (this.#coverage[r - 1] as Coverage);
    for (const reading of units) {
      const { unit, source, listed, dataTime } = reading;
      const time = dataTime === null ? null : Date.parse(dataTime);
      const since = dataTime === null ? Number.NEGATIVE_INFINITY : certain(reading, sources);
      const old = dataTime !== null && since < this.#known(unit, r, "units");
      const lies =
        r > 0 && [...(this.#entries[r - 1] as Map<string, Entry>).values()].some((entry) => entry.unit === unit);
      const last = before?.rows.get(unit);
      const twice = last !== undefined && !last.complete && last.code === "suddenly-empty" && last.listed === 0;
      const emptied = reading.complete && listed === 0 && lies && !twice && !isCopied(unit);
      rows.set(unit, {
        complete: reading.complete && !old && !emptied,
        code: old ? "older-answer" : emptied ? "suddenly-empty" : (reading.problem?.code ?? ""),
        time,
        certain: since,
        source,
        listed,
        lists: new Set(old ? [] : items.filter((item) => item.unit === unit).map(({ key }) => key)),
        late: dataTime !== null && !old && since < this.#known(unit, r, "asked"),
        overtaken: false,
      });
    }
    if (event) return rows;
    for (const unit of planned) {
      if (!rows.has(unit)) rows.set(unit, { ...NOTHING, code: "no-answer" });
    }
    return rows;
  }

  // Several answers for one key count in order of reading: by name after the units, unless a unit that was certainly read
  // later lists the key, or is complete without it.
  #wordsOf(r: number): Map<string, Word> {
    const { items, asked, sources } = this.#acts[r] as Act;
    const rows = this.#rows[r] as Map<string, Row>;
    const words = new Map<string, Word>();
    for (const item of items) {
      const { key, unit } = item;
      if (!rows.get(unit)?.lists.has(key)) continue;
      if ("problem" in item) words.set(key, { is: "failed", unit, code: item.problem.code, named: false });
      // Who knows of a later answer by name believes a listing only where it says what is known.
      else if (rows.get(unit)?.late === true && this.#isNews(item, r))
        words.set(key, { is: "failed", unit, code: "older-answer", named: false });
      else words.set(key, this.#here(words.get(key), item, null, r));
    }
    const listed = new Set([...rows.values()].flatMap((row) => [...row.lists]));
    for (const { key, unit } of this.#before(r).values()) {
      const row = rows.get(unit);
      if (row?.late === true && row.complete && !listed.has(key))
        words.set(key, { is: "failed", unit, code: "older-answer", named: false });
    }
    for (const answer of asked) {
      const { key, unit, dataTime } = answer;
      const time = Date.parse(dataTime);
      const overruled = [...rows].some(
        ([of, row]) => row.certain > time && (row.lists.has(key) || (row.complete && of === unit)),
      );
      if (overruled) continue;
      const since = certain(answer, sources);
      const old = since < this.#known(unit, r, "units") || since < this.#known(unit, r, "asked");
      if (old) words.set(key, { is: "failed", unit, code: "older-answer", named: true });
      else if (answer.answer === "not-found") words.set(key, { is: "not-found", unit });
      else if ("problem" in answer.answer)
        words.set(key, { is: "failed", unit, code: answer.answer.problem.code, named: true });
      else words.set(key, this.#here(words.get(key), answer.answer.snapshot, answer, r));
    }
    return words;
  }

  #here(earlier: Word | undefined, snapshot: Snapshot, named: NamedAnswer | null, r: number): Word {
    const { key, unit, incarnation, dataTime } = snapshot;
    const now = { is: "here", snapshot, unit, first: dataTime, named } as const;
    if (earlier?.is !== "here" || earlier.snapshot.incarnation !== incarnation) return now;
    // A resource that several units list stays where it lies.
    const entry = named === null ? this.#before(r).get(key) : undefined;
    const stays = entry?.incarnation === incarnation && entry.unit === earlier.unit;
    const lies = stays ? earlier.unit : unit;
    // Answers that say the same say so from the first on.
    const same = lies === earlier.unit && this.#form(snapshot, r) === this.#form(earlier.snapshot, r);
    return { ...now, unit: lies, first: same ? earlier.first : dataTime };
  }

  // A later answer by name that takes away or changes what a unit listed: what was absent there may be there by now.
  #overtake(r: number): void {
    const rows = this.#rows[r] as Map<string, Row>;
    const { items } = this.#acts[r] as Act;
    for (const [unit, row] of rows) {
      const overtaken = items.some((item) => {
        if (item.unit !== unit || !row.lists.has(item.key)) return false;
        const word = this.#words[r]?.get(item.key);
        if (word?.is === "not-found") return true;
        if (word?.is !== "here" || word.named === null) return false;
        return "problem" in item || word.snapshot.unit !== unit || this.#form(item, r) !== this.#form(word.snapshot, r);
      });
      if (overtaken) rows.set(unit, { ...row, overtaken });
    }
  }

  // ---- what is there

  #before(r: number): ReadonlyMap<string, Entry> {
    return this.#entries[r - 1] ?? new Map();
  }

  /** What is kept of a body under the checks of act r: fields of the slices that it fits. */
  #read({ unit, body }: Snapshot, r: number): Pick<Entry, "fields" | "unfit"> {
    const fields: Record<string, string> = {};
    const unfit: string[] = [];
    for (const [id, read] of slicesOf((this.#acts[r] as Act).checks, ownType(unit))) {
      if (read.every((field) => typeof body[field] === "string"))
        for (const field of read) fields[field] = body[field] as string;
      else unfit.push(id);
    }
    return {
      fields: Object.fromEntries(sorted(Object.keys(fields)).map((field) => [field, fields[field] as string])),
      unfit: unfit.sort(),
    };
  }

  // Whether a listing says of a key what is not known of it.
  #isNews(snapshot: Snapshot, r: number): boolean {
    const known = this.#before(r).get(snapshot.key);
    if (known === undefined || known.incarnation !== snapshot.incarnation) return true;
    const { attributes, fields, unfit } = known;
    const { region, name, labels } = snapshot;
    const now = [JSON.stringify([region, name, labels]), this.#read(snapshot, r)];
    return JSON.stringify(now) !== JSON.stringify([attributes, { fields, unfit }]);
  }

  #form(snapshot: Snapshot, r: number): string {
    return JSON.stringify([snapshot.incarnation, this.#read(snapshot, r)]);
  }

  // Who departs, who comes, who stays.
  #place(r: number): string[] {
    const { checks, lanes } = this.#acts[r] as Act;
    const words = this.#words[r] as Map<string, Word>;
    const rows = this.#rows[r] as Map<string, Row>;
    const listed = new Set([...rows.values()].flatMap((row) => [...row.lists]));
    const entries = new Map<string, Entry>();
    const departures: string[] = [];
    for (const [key, entry] of this.#before(r)) {
      const word = words.get(key);
      if (word?.is === "here" && word.snapshot.incarnation !== entry.incarnation) departures.push(`${key} replaced`);
      else if (word?.is === "not-found") departures.push(`${key} not-found`);
      else if (word === undefined && !listed.has(key) && rows.get(entry.unit)?.complete === true)
        departures.push(`${key} gone`);
      else entries.set(key, entry);
    }
    for (const [key, word] of words) {
      if (word.is !== "here") continue;
      const { snapshot, unit } = word;
      const { incarnation, region, name, labels } = snapshot;
      const { fields, unfit } = this.#read(snapshot, r);
      const before = entries.get(key);
      const same =
        before !== undefined &&
        before.unit === unit &&
        JSON.stringify([before.fields, before.unfit]) === JSON.stringify([fields, unfit]);
      const since = same ? before.since : Date.parse(word.first);
      const attributes = JSON.stringify([region, name, labels]);
      entries.set(key, { key, incarnation, unit, attributes, fields, unfit, since, checks, lanes });
    }
    this.#entries.push(entries);
    return departures.sort();
  }

  // ---- what was covered

  // A run's own coverage; an event batch's, over what applied before, back to the last run.
  #coverageAt(r: number): Coverage {
    let start = r;
    while (start > 0 && (this.#acts[start] as Act).event) start -= 1;
    const rows = new Map<string, Row>();
    const asked = new Map<string, { unit: string; code: string | null }>();
    for (let s = start; s <= r; s += 1) {
      for (const [unit, row] of this.#rows[s] as Map<string, Row>) {
        // That a row was overtaken is not written down: later acts that rest on it read its unit again, or the subject.
        rows.set(unit, s === r ? row : { ...row, overtaken: false });
        for (const [key, answer] of asked) {
          if (answer.unit === unit && (answer.code === null || row.complete || row.lists.has(key))) asked.delete(key);
        }
      }
      for (const [key, word] of this.#words[s] as Map<string, Word>) {
        if (word.is === "failed") asked.set(key, { unit: word.unit, code: word.code });
        else if (word.is === "here" && word.named !== null) asked.set(key, { unit: word.named.unit, code: null });
        else if (word.is === "here" && asked.has(key)) asked.set(key, { unit: word.unit, code: null });
        else asked.delete(key);
      }
    }
    return { rows, asked };
  }

  // ---- what is said

  #judge(r: number): Omit<Told, "departures"> {
    const act = this.#acts[r] as Act;
    const entries = this.#entries[r] as Map<string, Entry>;
    const before = this.#before(r);
    const coverage = this.#coverage[r] as Coverage;
    const said = new Map(this.#said[r - 1] ?? []);
    const changes: string[] = [];
    const counts = new Map<string, number>();
    const outcomes = new Map<string, string>();
    // A key that departed, or is another resource now, begins anew.
    for (const id of said.keys()) {
      const key = id.split(" ")[0] as string;
      if (entries.get(key)?.incarnation !== before.get(key)?.incarnation) said.delete(id);
    }
    const follow = (id: string, now: Saying, as: string): Held => {
      const held = said.get(id)?.held ?? { as, outcome: null, version: "", lanes: "", opened: null };
      if (now.outcome === "indeterminate") return held;
      const { outcome, version, lanes } = now;
      if (held.outcome === outcome) return { ...held, version, lanes };
      const transition =
        held.outcome === null
          ? held.as
          : held.version !== version || held.lanes !== lanes
            ? "rejudged"
            : outcome === "fail"
              ? "drift"
              : held.outcome === "fail"
                ? "recovered"
                : null;
      const nth = counts.get(id) ?? 0;
      counts.set(id, nth + 1);
      if (transition !== null) changes.push(`${id} ${transition}`);
      return { as: held.as, outcome, version, lanes, opened: `${r}:${nth}` };
    };
    if (r > 0 && this.#testsDiffer(r)) {
      const view: View = {
        entries: before,
        coverage: this.#coverage[r - 1] as Coverage,
        planned: act.planned,
        tenant: act.tenant,
        checks: act.checks,
      };
      for (const [key, entry] of before) {
        if (entries.get(key)?.incarnation !== entry.incarnation) continue;
        for (const check of act.checks.filter(({ type }) => type === typeOf(entry.unit))) {
          const id = `${key} ${check.id}`;
          const last = said.get(id);
          if (last === undefined || last.standing.version === versionOf(check)) continue;
          const now = { ...this.#evaluate(entry, check, view, null), lanes: last.standing.lanes };
          if (now.outcome === "indeterminate") continue;
          // What is new and rests on absence waits for the subject to be read again.
          if (
            now.units.length > 0 &&
            (now.outcome === "fail" || last.held.outcome === "fail") &&
            now.outcome !== last.held.outcome
          )
            continue;
          said.set(id, { held: follow(id, now, "baseline"), standing: now });
        }
      }
    }
    const view: View = { entries, coverage, planned: act.planned, tenant: act.tenant, checks: act.checks };
    for (const [key, entry] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const known = before.get(key);
      const same = known?.incarnation === entry.incarnation;
      const ever = this.#everComplete(entry.unit, r);
      const as = !same && ever ? "appeared" : "baseline";
      const observed = !same || this.#differs(known as Entry, entry, r);
      const cause = this.#cause(key, entry.unit, coverage);
      const inForce = act.checks.filter(({ type }) => type === typeOf(entry.unit));
      const withdrawn = [...said].filter(
        ([id]) => id.startsWith(`${key} `) && !inForce.some((check) => id === `${key} ${check.id}`),
      );
      const judged: [string, Saying][] = inForce.map((check) => [
        `${key} ${check.id}`,
        this.#evaluate(entry, check, view, cause),
      ]);
      for (const [id, { standing }] of withdrawn)
        judged.push([id, unknown(cause ?? "check-withdrawn", standing.version, standing.lanes)]);
      for (const [id, evaluated] of judged) {
        const last = said.get(id);
        const standing = last?.standing;
        const rests = evaluated.outcome !== "indeterminate" && evaluated.units.length > 0;
        const news = standing === undefined || !sameSaying(standing, evaluated);
        const claims = evaluated.outcome === "fail" || last?.held.outcome === "fail";
        const unconfirmed = rests && news && claims && !this.#confirmed(key, evaluated.units, coverage, r);
        const now = unconfirmed ? unknown("unconfirmed", evaluated.version, evaluated.lanes) : evaluated;
        outcomes.set(id, now.code === null ? now.outcome : `${now.outcome}: ${now.code}`);
        const held = follow(id, now, as);
        const stays = !observed && standing !== undefined && this.#stands(entry, standing, now, view);
        said.set(id, { held, standing: stays ? standing : now });
      }
    }
    this.#said.push(said);
    const held = new Map(
      [...said].map(([id, each]) => [id, `${each.held.as} ${each.held.outcome} ${each.held.opened}`]),
    );
    const places = [...entries].map(
      ([key, { incarnation, unit, since }]) => [key, `${incarnation} ${unit} ${since}`] as const,
    );
    return { changes, outcomes, held, entries: new Map(places) };
  }

  // Nothing need be written where readers of what was written see the same.
  #stands(entry: Entry, standing: Saying, now: Saying, view: View): boolean {
    if (sameSaying(standing, now)) return true;
    if (now.outcome !== "indeterminate") return false;
    const { coverage, entries } = view;
    let code = this.#cause(entry.key, entry.unit, coverage);
    for (const key of standing.keys) {
      const witness = entries.get(key);
      code ??= witness === undefined ? "relied-gone" : this.#cause(key, witness.unit, coverage);
    }
    for (const unit of standing.units) code ??= this.#unread(unit, coverage);
    code ??= standing.code;
    return code === now.code;
  }

  #testsDiffer(r: number): boolean {
    const tests = ({ checks, lanes }: Act): string => JSON.stringify([checks, lanes]);
    return tests(this.#acts[r] as Act) !== tests(this.#acts[r - 1] as Act);
  }

  #differs(a: Entry, b: Entry, r: number): boolean {
    const plain = ({ unit, attributes, fields, unfit, checks, lanes }: Entry): string =>
      JSON.stringify([unit, attributes, fields, unfit, checks, lanes]);
    return this.#words[r]?.get(b.key)?.is === "here" && plain(a) !== plain(b);
  }

  #everComplete(unit: string, r: number): boolean {
    for (let s = 0; s < r; s += 1) if (this.#rows[s]?.get(unit)?.complete === true) return true;
    return false;
  }

  /** Why a key is not current; null if it is. */
  #cause(key: string, unit: string, { rows, asked }: Coverage): string | null {
    const answer = asked.get(key);
    if (answer !== undefined) return answer.code;
    const row = rows.get(unit);
    if (row === undefined) return "not-planned";
    return row.complete || row.lists.has(key) ? null : row.code;
  }

  /** Why a unit is not fully read; null if it is. */
  #unread(unit: string, { rows, asked }: Coverage): string | null {
    const row = rows.get(unit);
    if (row === undefined) return "not-planned";
    if (!row.complete) return row.code;
    const failed = [...asked]
      .filter(([, answer]) => answer.unit === unit && answer.code !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return failed[0]?.[1].code ?? null;
  }

  // Read by name after the units that the absence rests on (certainly after, if by another source), or all at one instant,
  // or at an instant that is certainly after them.
  #confirmed(key: string, units: readonly string[], { rows }: Coverage, r: number): boolean {
    const { sources } = this.#acts[r] as Act;
    const word = this.#words[r]?.get(key);
    if (word?.is !== "here") return false;
    return units.every((unit) => {
      const row = rows.get(unit);
      if (row === undefined || row.time === null) return false;
      const read = this.#rows[r]?.has(unit) === true;
      const { named } = word;
      if (named === null) {
        const { source, unit: own } = word.snapshot;
        if (!sources.some((each) => each.source === source && each.atomic)) return false;
        return (read && row.source === source) || (this.#rows[r]?.get(own)?.certain ?? 0) >= row.time;
      }
      const same = read && row.source === named.source;
      return (same ? Date.parse(named.dataTime) : certain(named, sources)) >= row.time;
    });
  }

  // ---- checks

  #captured(entry: Entry, slice: string, checks: readonly Specification[]): boolean {
    const now = slicesOf(checks, ownType(entry.unit)).get(slice);
    return JSON.stringify(slicesOf(entry.checks, ownType(entry.unit)).get(slice)) === JSON.stringify(now);
  }

  #evaluate(entry: Entry, check: Specification, view: View, cause: string | null): Saying {
    const version = versionOf(check);
    const lanes = lanesOf(check, this.#acts.at(-1)?.lanes ?? {});
    if (cause !== null) return unknown(cause, version, lanes);
    if (!this.#captured(entry, check.id, view.checks)) return unknown("not-captured", version, lanes);
    if (entry.unfit.includes(check.id)) return unknown("unexpected-shape", version, lanes);
    const say = (outcome: string, keys: string[] = [], units: string[] = [], facts = ""): Saying => ({
      outcome,
      code: null,
      version,
      lanes,
      keys,
      units: sorted(units),
      facts,
    });
    const { kind, fields, strict, questions } = check;
    if (kind === "value") {
      const bad = fields.filter((field) => entry.fields[field] === "bad" || (strict && entry.fields[field] === "poor"));
      return say(bad.length === 0 ? "pass" : "fail", [], [], bad.join());
    }
    const units: string[] = [];
    const absent: string[] = [];
    let unanswered: string | null = null;
    for (const question of questions) {
      const answer = this.#ask(entry, check, question, view);
      // That a question asked before was answered with none is part of what the verdict rests on; one without answer is not.
      if (answer.found !== null) return say(kind === "no" ? "fail" : "pass", [answer.found], absent);
      units.push(...answer.units);
      if (answer.unknown === null) absent.push(...answer.units);
      unanswered ??= answer.unknown;
    }
    if (unanswered === null) return say(kind === "no" ? "pass" : "fail", [], units);
    // The cause is that of the first unit that was not fully read, if it is that.
    const first = sorted(units)
      .map((unit) => this.#unread(unit, view.coverage))
      .find((code) => code !== null);
    return { ...unknown(first ?? unanswered, version, lanes), units: sorted(units) };
  }

  #ask(
    subject: Entry,
    check: Specification,
    question: Question,
    view: View,
  ): { found: string | null; units: string[]; unknown: string | null } {
    const { type, within, elsewhere = false, wanted } = question;
    const { coverage, entries, tenant } = view;
    const planned = elsewhere ? (tenant ? [`${TENANT}#${type}@global`] : []) : view.planned;
    const isAsked = (unit: string): boolean => isCopied(unit) === elsewhere && ownType(unit) === type;
    const slice = `${check.id}/${question.name}`;
    const ofType = [...entries.values()]
      .filter((entry) => isAsked(entry.unit))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const units =
      within === "region"
        ? [`${type}@${regionOf(subject.unit)}`]
        : sorted([...planned.filter(isAsked), ...ofType.map(({ unit }) => unit)]);
    const rows = ofType.filter(({ unit }) => units.includes(unit));
    const unreadable = (row: Entry): string | null =>
      !this.#captured(row, slice, view.checks) ? "not-captured" : row.unfit.includes(slice) ? "unexpected-shape" : null;
    let unknownBy: string | null = null;
    if (elsewhere && units.length === 0) return { found: null, units, unknown: "not-planned" };
    for (const row of rows) {
      if (unreadable(row) !== null || row.fields["target"] !== subject.fields["name"]) continue;
      const cause = this.#cause(row.key, row.unit, coverage);
      if (cause !== null) unknownBy ??= cause;
      else if (Object.entries(wanted).every(([field, value]) => row.fields[field] === value))
        return { found: row.key, units, unknown: null };
    }
    for (const unit of units) unknownBy ??= this.#unread(unit, coverage);
    for (const unit of units) {
      for (const row of rows) if (row.unit === unit) unknownBy ??= unreadable(row);
      const read = coverage.rows.get(unit);
      if (read === undefined || read.certain < subject.since || read.overtaken) unknownBy ??= "read-too-early";
    }
    return { found: null, units, unknown: unknownBy };
  }
}

const NOTHING: Row = {
  complete: false,
  code: "",
  time: null,
  certain: Number.NEGATIVE_INFINITY,
  source: "",
  listed: 0,
  lists: new Set(),
  late: false,
  overtaken: false,
};

const unknown = (code: string, version: string, lanes: string): Saying => ({
  outcome: "indeterminate",
  code,
  version,
  lanes,
  keys: [],
  units: [],
  facts: "",
});

const sameSaying = (a: Saying, b: Saying): boolean => JSON.stringify(a) === JSON.stringify(b);

/** As of when an answer is true for certain: its data time, less what its source may be late by. */
function certain(
  { source, dataTime }: { readonly source: string; readonly dataTime: string | null },
  sources: readonly Source[],
): number {
  const lag = sources.find((each) => each.source === source)?.lagSeconds ?? 0;
  return dataTime === null ? Number.NEGATIVE_INFINITY : Date.parse(dataTime) - lag * 1000;
}
