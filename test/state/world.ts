// A true estate as a timeline, and readers that answer from it: unit after unit, late, in part, or not at all.
import type { NamedAnswer, Snapshot, UnitReading, Unread } from "../../collectors/port.ts";
import type { JsonObject, Problem, ProblemCode, Source } from "../../evidence-schema/record/record.ts";
import type { Reading } from "./driver.ts";
import { GLOBAL, LEFT, PLAIN, RIGHT, type Specification, SUBJECT, TENANT, USER, WITNESS } from "./specification.ts";

export type Random = {
  /** True with probability `p`. */
  readonly chance: (p: number) => boolean;
  /** An integer in [from, to]. */
  readonly between: (from: number, to: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
};

/** A generator with a seed (mulberry32). */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return { chance: (p) => next() < p, between, pick: (items) => items[between(0, items.length - 1)] as never };
}

export const iso = (ms: number): string => new Date(ms).toISOString();
export const regionOf = (unit: string): string => unit.slice(unit.lastIndexOf("@") + 1);
export const typeOf = (unit: string): string => unit.slice(0, unit.lastIndexOf("@"));

export const REGIONS = ["r1", "r2"] as const;
export const TYPES = [SUBJECT, LEFT, RIGHT, PLAIN, WITNESS, GLOBAL] as const;

const KEYS: { readonly [type: string]: readonly string[] } = {
  [SUBJECT]: ["s1", "s2"],
  [WITNESS]: ["w1", "w2", "w3"],
  [LEFT]: ["l1", "l2"],
  [RIGHT]: ["x1", "x2"],
  [PLAIN]: ["p1", "p2"],
  [GLOBAL]: ["g1"],
  [USER]: ["u1", "u2"],
};
const typeOfKey = (key: string): string => [...TYPES, USER].find((type) => KEYS[type]?.includes(key)) as string;

/** How a resource is from an instant on. */
type Being = {
  readonly incarnation: string;
  readonly region: string;
  readonly body: JsonObject;
  readonly team: string;
};
type Version = { readonly from: number; readonly being: Being | null };

/** Lanes: how late each is, and what it says of that. */
export const LANES: {
  readonly [lane: string]: {
    readonly lagMs: number;
    readonly says: "lag" | "instant" | "capture";
    readonly atomic: boolean;
  };
} = {
  direct: { lagMs: 0, says: "lag", atomic: false },
  // States a bound: its data time is when it answered.
  slow: { lagMs: 20_000, says: "lag", atomic: false },
  // Says as of when it answers.
  dated: { lagMs: 20_000, says: "instant", atomic: false },
  // Items carry the time of their last change.
  captured: { lagMs: 20_000, says: "capture", atomic: false },
  snapshot: { lagMs: 0, says: "lag", atomic: true },
  late: { lagMs: 20_000, says: "lag", atomic: true },
};
const DIRECT = "direct";
export const MAX_LAG_MS = 20_000;

const sourceOf = (lane: string): Source => {
  const { lagMs, says, atomic } = LANES[lane] as (typeof LANES)[string];
  const lagSeconds = says === "instant" ? 0 : lagMs / 1000;
  return { source: lane, lane, principal: "reader", endpoint: "test", query: null, atomic, lagSeconds };
};

const CONTEXT: Source = { ...sourceOf("snapshot"), source: `context:${TENANT}`, lane: "context" };

export type Laning = { readonly [type: string]: string };

/** What a reading is asked for. */
export type Order = {
  readonly planned: readonly string[];
  readonly lanes: Laning;
  /** What checks read of users; null where none asks, or the other provider's scope is not enrolled. */
  readonly users: string | null;
  /** Nothing fails, everything is confirmed, and nothing changes meanwhile. */
  readonly calm: boolean;
};

/** What the other provider's own chain says of users. */
type Directory = {
  readonly users: ReadonlyMap<
    string,
    { readonly being: Being; readonly captured: string; readonly code: string | null }
  >;
  readonly asOf: number | null;
  readonly code: ProblemCode | null;
};

const COPIED = `${TENANT}#${USER}@global`;

const problem = (code: ProblemCode): Problem => ({ code, detail: "test" });

export class World {
  readonly #random: Random;
  readonly #history = new Map<string, Version[]>();
  readonly #laneAsOf = new Map<string, number>();
  readonly #touched = new Set<string>();
  /** Whether keys are asked by name of the cloud itself, whichever lane lists them. */
  readonly #asksDirectly: boolean;
  #incarnations = 0;
  #directory: Directory | null = null;
  now = Date.UTC(2026, 8, 1);
  /** As of when users were last copied. */
  copiedAt: number | null = null;
  /** What happened, for people. */
  readonly log: string[] = [];

  constructor(from: Random) {
    this.#random = from;
    this.#asksDirectly = from.chance(0.4);
    for (let i = from.between(2, 8); i > 0; i -= 1) this.#happen();
  }

  /** Lets time pass, in which things happen. */
  pass(ms: number, happenings: number): void {
    for (let i = 0; i < happenings; i += 1) {
      this.now += Math.ceil(ms / (happenings + 1));
      this.#happen();
    }
    this.now += Math.ceil(ms / (happenings + 1));
  }

  at(key: string, instant: number): Being | null {
    let being: Being | null = null;
    for (const version of this.#history.get(key) ?? []) if (version.from <= instant) ({ being } = version);
    return being;
  }

  #changedAt(key: string, instant: number): number {
    return (this.#history.get(key) ?? []).reduce((last, { from }) => (from <= instant ? from : last), 0);
  }

  keys(type: string): readonly string[] {
    return KEYS[type] ?? [];
  }

  /** Instants in (from, to] at which anything changed. */
  changes(from: number, to: number): number[] {
    const instants = [...this.#history.values()].flatMap((versions) => versions.map((version) => version.from));
    return [...new Set(instants)].filter((each) => each > from && each <= to);
  }

  #put(key: string, being: Being | null): void {
    const versions = this.#history.get(key) ?? [];
    versions.push({ from: this.now, being });
    this.#history.set(key, versions);
    this.#touched.add(key);
    this.log.push(
      `  ${iso(this.now).slice(11, 23)} ${key} ${being === null ? "deleted" : `${being.incarnation} ${being.region} ${JSON.stringify(being.body)}`}`,
    );
  }

  // ---- what happens

  #happen(): void {
    this.now += 1;
    const { chance, pick } = this.#random;
    if (chance(0.3)) return this.#together();
    const type = pick([...TYPES, USER]);
    const key = pick(this.keys(type));
    const being = this.at(key, this.now);
    if (being === null) return this.#put(key, this.#created(key, pick(REGIONS)));
    if (chance(0.2)) return this.#put(key, null);
    if (chance(0.15)) {
      this.#put(key, null);
      this.now += 1;
      return this.#put(key, this.#created(key, pick(REGIONS)));
    }
    // A witness for the whole scope stays in its region: who moves it behind the back of two readings hides it from both.
    if (chance(0.15) && [SUBJECT, WITNESS, PLAIN].some((each) => each === type))
      return this.#put(key, { ...being, region: being.region === "r1" ? "r2" : "r1" });
    if (chance(0.1)) return this.#put(key, { ...being, team: pick(["a", "b"]) });
    this.#put(key, { ...being, body: this.#body(key) });
  }

  // What must never look like a failure: a subject that is created, or torn down, or gets another witness, all at once.
  #together(): void {
    const { chance, pick } = this.#random;
    const subject = pick(this.keys(SUBJECT));
    const being = this.at(subject, this.now);
    if (chance(0.3)) return this.#pairTogether();
    const own = this.keys(WITNESS).filter((key) => this.at(key, this.now)?.body["target"] === subject);
    const free = this.keys(WITNESS).filter((key) => this.at(key, this.now) === null);
    const witnessing = (region: string): void => {
      const key = free[0];
      if (key === undefined) return;
      const body = { target: subject, on: "yes", bad: "no", level: "high" };
      this.#put(key, { ...this.#created(key, region), body });
    };
    if (being === null) {
      const region = pick(REGIONS);
      witnessing(region);
      this.#put(subject, this.#created(subject, region));
    } else if (chance(0.5)) {
      for (const key of own) this.#put(key, null);
      this.#put(subject, null);
    } else {
      witnessing(being.region);
      for (const key of own) this.#put(key, null);
    }
  }

  #pairTogether(): void {
    const nth = this.#random.pick([0, 1]);
    const [left, right] = [this.keys(LEFT)[nth] as string, this.keys(RIGHT)[nth] as string];
    const there = this.at(left, this.now) !== null;
    for (const key of [left, right]) {
      const body = { name: key, target: key === left ? right : left, on: "yes" };
      this.#put(key, there ? null : { ...this.#created(key, "r1"), body });
    }
  }

  #created(key: string, region: string): Being {
    this.#incarnations += 1;
    return { incarnation: `i${this.#incarnations}`, region, body: this.#body(key), team: "a" };
  }

  // Names stay, so that what a check joins on is what the key is: a form that is left and taken again between two
  // reads can't be told from one that stayed.
  #body(key: string): JsonObject {
    const { chance, pick } = this.#random;
    const worth = (): string => pick(["good", "good", "bad", "poor"]);
    const odd = (value: string): string | number => (chance(0.08) ? 7 : value);
    switch (typeOfKey(key)) {
      case SUBJECT:
        return { name: key, value: odd(worth()) };
      case WITNESS:
        return {
          target: pick(this.keys(SUBJECT)),
          on: pick(["yes", "yes", "no"]),
          bad: pick(["no", "no", "yes"]),
          level: odd(pick(["high", "low"])),
        };
      case USER:
        return { target: pick(this.keys(SUBJECT)), on: pick(["yes", "no"]), level: odd(pick(["high", "low"])) };
      case LEFT:
        return { name: key, target: pick(this.keys(RIGHT)), on: pick(["yes", "no"]) };
      case RIGHT:
        return { name: key, target: pick(this.keys(LEFT)), on: pick(["yes", "no"]) };
      case GLOBAL:
        return { target: pick(this.keys(SUBJECT)), value: worth() };
      default:
        return { value: odd(worth()), extra: odd(worth()) };
    }
  }

  // ---- how it is read

  /** As of when a lane answers now: never earlier than it answered before. */
  #asOf(lane: string): number {
    const { lagMs } = LANES[lane] as (typeof LANES)[string];
    const asOf = Math.max(this.#laneAsOf.get(lane) ?? 0, this.now - this.#random.between(0, lagMs));
    this.#laneAsOf.set(lane, asOf);
    return asOf;
  }

  #dataTime(lane: string, asOf: number): string {
    return iso(LANES[lane]?.says === "instant" ? asOf : this.now);
  }

  #snapshot(key: string, being: Being, unit: string, lane: string, asOf: number): Snapshot {
    const dataTime = LANES[lane]?.says === "capture" ? iso(this.#changedAt(key, asOf)) : this.#dataTime(lane, asOf);
    const { incarnation, body, team } = being;
    const region = typeOf(unit) === GLOBAL ? null : being.region;
    return {
      key,
      incarnation,
      unit,
      source: lane,
      dataTime,
      region,
      name: key,
      createdAt: null,
      labels: { team },
      body,
    };
  }

  /** Reads the planned units one after another, then asks again for some of what lacks something. */
  run(order: Order): Reading {
    const { chance } = this.#random;
    const reading = new Draft(order);
    const units = order.calm || chance(0.6) ? inOrder(order.planned) : shuffled(order.planned, this.#random);
    const restricted = !order.calm && chance(0.1);
    if (order.users !== null) this.#copy(reading, order.users, order.calm);
    // Until what a lane that lags says of a subject is certainly later than what was copied.
    if (order.calm) this.now += MAX_LAG_MS;
    const instants = new Map<string, number>();
    for (const unit of units) {
      if (restricted && chance(0.5)) continue;
      this.#between(order);
      this.#readUnit(reading, unit, order, instants);
    }
    this.#confirm(
      reading,
      order,
      TYPES.filter((type) => [SUBJECT, LEFT, RIGHT].some((each) => each === type)),
    );
    this.#touched.clear();
    return reading.done();
  }

  // The other scope's chain is read first, or was: its run may have come to nothing this time.
  #copy(reading: Draft, captured: string, calm: boolean): void {
    const { chance } = this.#random;
    if (this.#directory === null || calm || chance(0.7)) this.#readUsers(captured, calm);
    const { users, asOf, code } = this.#directory as Directory;
    const dataTime = asOf === null ? null : iso(asOf);
    const source = CONTEXT.source;
    for (const [id, user] of users) {
      const base = { key: `${TENANT}#${id}`, unit: COPIED, source, dataTime: dataTime ?? iso(this.now) };
      const lacks = user.code ?? (user.captured === captured ? null : "not-captured");
      const { incarnation, body } = user.being;
      const nameless = { region: null, name: null, createdAt: null, labels: {} };
      reading.copied.push(
        lacks === null
          ? { ...base, ...nameless, incarnation, body }
          : { ...base, problem: problem(lacks as ProblemCode) },
      );
    }
    reading.units.push(unitReading(COPIED, { source, dataTime }, users.size, code));
    if (asOf !== null) this.copiedAt = asOf;
  }

  #readUsers(captured: string, calm: boolean): void {
    const { chance } = this.#random;
    const before = this.#directory?.users ?? new Map<string, never>();
    // A scope that was never observed has no row of the unit.
    if (!calm && chance(0.15)) {
      const code = this.#directory === null ? "not-planned" : "denied";
      const users = [...before].map(([id, user]) => [id, { ...(user as object), code }] as never);
      this.#directory = { users: new Map(users), asOf: null, code };
      return;
    }
    const there = this.keys(USER).flatMap((id) => {
      const being = this.at(id, this.now);
      return being === null ? [] : [[id, { being, captured, code: null }] as const];
    });
    this.#directory = { users: new Map(there), asOf: this.now, code: null };
  }

  /** Re-reads what changed by name, then the units that joined checks need for it, then asks again for their subjects. */
  event(order: Order, checks: readonly Specification[]): Reading {
    const { chance, pick } = this.#random;
    const reading = new Draft(order);
    const changed = [...this.#touched].filter((key) => this.#plannedUnit(key, order) !== null && chance(0.7));
    const any = TYPES.flatMap((type) => this.keys(type)).filter((key) => this.#plannedUnit(key, order) !== null);
    const keys = changed.length > 0 ? changed : any.length > 0 ? [pick(any)] : [];
    for (const key of keys) {
      this.#between(order);
      this.#ask(reading, key, order);
    }
    const types = new Set(keys.map(typeOfKey));
    const affected = checks.filter(
      ({ type, questions }) => types.has(type) || questions.some((question) => types.has(question.type)),
    );
    const related = new Set(affected.flatMap(({ questions }) => questions.map(({ type }) => type)));
    const instants = new Map<string, number>();
    for (const unit of inOrder(order.planned)) {
      if (!related.has(typeOf(unit))) continue;
      this.#between(order);
      this.#readUnit(reading, unit, order, instants);
    }
    const subjects = affected.filter(({ questions }) => questions.length > 0).map(({ type }) => type);
    this.#confirm(reading, order, [...new Set(subjects)]);
    for (const key of keys) this.#touched.delete(key);
    return reading.done();
  }

  #between({ calm }: Order): void {
    if (calm) this.now += 1000;
    else this.pass(this.#random.between(500, 5000), this.#random.chance(0.25) ? 1 : 0);
  }

  #readUnit(reading: Draft, unit: string, { lanes, calm }: Order, instants: Map<string, number>): void {
    const { chance, between } = this.#random;
    const lane = lanes[typeOf(unit)] as string;
    const atomic = LANES[lane]?.atomic === true;
    // An atomic source was read once, at its first unit.
    const first = instants.get(`${lane} now`);
    const asOf = (atomic ? instants.get(lane) : undefined) ?? this.#asOf(lane);
    if (atomic && first === undefined) instants.set(lane, asOf).set(`${lane} now`, this.now);
    const answered = {
      source: lane,
      dataTime: atomic && first !== undefined ? iso(first) : this.#dataTime(lane, asOf),
    };
    if (!calm && chance(0.1)) {
      reading.units.push(
        unitReading(unit, { ...answered, dataTime: chance(0.5) ? null : answered.dataTime }, 0, "denied"),
      );
      return;
    }
    const type = typeOf(unit);
    const there = this.keys(type).flatMap((key) => {
      const being = this.at(key, asOf);
      return being !== null && (type === GLOBAL || being.region === regionOf(unit)) ? [{ key, being }] : [];
    });
    const cut = !calm && chance(0.1) ? between(0, there.length) : null;
    for (const { key, being } of cut === null ? there : there.slice(0, cut)) {
      if (!calm && chance(0.05))
        reading.items.push({ key, unit, source: lane, dataTime: answered.dataTime, problem: problem("throttled") });
      else
        reading.items.push({
          ...this.#snapshot(key, being, unit, lane, asOf),
          ...(LANES[lane]?.says === "capture" ? {} : { dataTime: answered.dataTime }),
        });
    }
    reading.units.push(unitReading(unit, answered, cut ?? there.length, cut === null ? null : "truncated"));
  }

  #confirm(reading: Draft, order: Order, types: readonly string[]): void {
    for (const type of types) {
      for (const key of this.keys(type)) {
        if (!reading.knows(key) || !(order.calm || this.#random.chance(0.6))) continue;
        this.#between(order);
        this.#ask(reading, key, order);
      }
    }
  }

  /** The planned unit that a key lies in now, or would be asked for in; null if there is none. */
  #plannedUnit(key: string, { planned }: Order): string | null {
    const type = typeOfKey(key);
    const region = type === GLOBAL ? null : (this.at(key, this.now)?.region ?? null);
    const units = planned.filter((unit) => typeOf(unit) === type && (region === null || regionOf(unit) === region));
    return units[0] ?? null;
  }

  #ask(reading: Draft, key: string, order: Order): void {
    const type = typeOfKey(key);
    const lane = this.#asksDirectly ? DIRECT : (order.lanes[type] as string);
    if (LANES[lane]?.atomic === true) return;
    const asOf = this.#asOf(lane);
    const being = this.at(key, asOf);
    const units = order.planned.filter(
      (unit) => typeOf(unit) === type && (being === null || type === GLOBAL || regionOf(unit) === being.region),
    );
    const unit = units[0];
    if (unit === undefined) return;
    const base = { key, unit, source: lane, dataTime: this.#dataTime(lane, asOf) };
    if (!order.calm && this.#random.chance(0.1))
      reading.asked.push({ ...base, answer: { problem: problem("unavailable") } });
    else if (being === null) reading.asked.push({ ...base, answer: "not-found" });
    else reading.asked.push({ ...base, answer: { snapshot: this.#snapshot(key, being, unit, lane, asOf) } });
  }
}

class Draft {
  readonly #order: Order;
  readonly items: (Snapshot | Unread)[] = [];
  readonly copied: (Snapshot | Unread)[] = [];
  readonly units: UnitReading[] = [];
  readonly asked: NamedAnswer[] = [];

  constructor(order: Order) {
    this.#order = order;
  }

  knows(key: string): boolean {
    return (
      this.items.some((item) => item.key === key) ||
      this.asked.some((answer) => answer.key === key && answer.answer !== "not-found")
    );
  }

  done(): Reading {
    const sources = [...new Set([...Object.values(this.#order.lanes), DIRECT])].map(sourceOf);
    const { items, copied, units, asked } = this;
    return { sources: [...sources, CONTEXT], items, copied, units, asked };
  }
}

function unitReading(
  unit: string,
  answered: { source: string; dataTime: string | null },
  listed: number,
  code: ProblemCode | null,
): UnitReading {
  return {
    unit,
    ...answered,
    complete: code === null,
    listed,
    problem: code === null ? null : problem(code),
    pages: 1,
    first: null,
    last: null,
    server: null,
  };
}

// Subjects before what they relate to.
const inOrder = (units: readonly string[]): string[] =>
  [...units].sort((a, b) => TYPES.indexOf(typeOf(a) as never) - TYPES.indexOf(typeOf(b) as never) || (a < b ? -1 : 1));

function shuffled<T>(items: readonly T[], { between }: Random): T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(between(0, left.length - 1), 1));
  return order;
}
