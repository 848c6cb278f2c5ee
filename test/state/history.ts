// One random history: what happens, what is read of it and when, and everything that must hold after each segment.
import type { Trigger } from "../../evidence-schema/record/record.ts";
import type { Chain, newTests, Reading } from "./driver.ts";
import { Model, type Told } from "./model.ts";
import * as specification from "./specification.ts";
import { type Specification, USER } from "./specification.ts";
import { configured } from "./synthetic-checks.ts";
import { calmOutcome, isTrueWithin } from "./truth.ts";
import { readShort, Units } from "./units.ts";
import {
  iso,
  LANES,
  type Laning,
  MAX_LAG_MS,
  type Order,
  type Random,
  random,
  REGIONS,
  TYPES,
  typeOf,
  World,
} from "./world.ts";

/** The real rules, and where a planted fault gets in. */
export type Rules = {
  readonly chain: () => Chain;
  readonly tests: typeof newTests;
  /** Changes what the rules are given; the model sees what was read. */
  readonly tamper?: (reading: Reading) => Reading;
};

/** What a history came to. */
export type Played = {
  readonly segments: number;
  readonly lines: number;
  readonly changes: number;
  readonly lost: number;
};

/** A history in which something does not hold. */
export class Broken extends Error {
  override readonly name = "Broken";
}

const {
  OWNED,
  OWNED_2,
  VALUE,
  VALUE_STRICT,
  VALUE_2,
  EXTRA,
  ON,
  ON_2,
  ON_3,
  NO_BAD,
  EITHER,
  LEFT_PAIRED,
  RIGHT_PAIRED,
  GLOBAL_GOOD,
} = specification;
const VARIANTS: readonly (readonly Specification[])[] = [
  [VALUE, VALUE_STRICT, VALUE_2],
  [EXTRA],
  [ON, ON_2, ON_3],
  [NO_BAD],
  [EITHER],
  [OWNED, OWNED_2],
  [LEFT_PAIRED],
  [RIGHT_PAIRED],
  [GLOBAL_GOOD],
];

/** Plays the history of a seed against the rules. Throws Broken, with a trace, at the first thing that does not hold. */
export function play(seed: number, rules: Rules): Played {
  return new History(seed, rules).play();
}

type Done = {
  readonly start: number;
  readonly end: number;
  readonly event: boolean;
  /** As of when users of the other provider's scope were known. */
  readonly copied: number | null;
};

class History {
  readonly #seed: number;
  readonly #rules: Rules;
  readonly #random: Random;
  readonly #world: World;
  readonly #chain: Chain;
  readonly #model = new Model();
  readonly #units = new Units();
  readonly #trace: string[] = [];
  readonly #done: Done[] = [];
  #checks: Specification[];
  #lanes: Record<string, string>;
  #regions: readonly string[] = REGIONS;
  #tenant = true;
  #inForce: ReturnType<typeof newTests> | null = null;
  #logged = 0;
  #lost = 0;
  #changes = 0;

  constructor(seed: number, rules: Rules) {
    this.#seed = seed;
    this.#rules = rules;
    this.#random = random(seed);
    this.#world = new World(this.#random);
    this.#chain = rules.chain();
    const { chance, pick } = this.#random;
    this.#checks = VARIANTS.flatMap((variants) => (chance(0.85) ? [variants[0] as Specification] : []));
    const first = pick(Object.keys(LANES));
    const lanes = TYPES.map((type) => [type, chance(0.6) ? first : pick(Object.keys(LANES))]);
    this.#lanes = { ...(Object.fromEntries(lanes) as Laning), [USER]: "direct" };
  }

  play(): Played {
    try {
      const steps = this.#random.chance(0.1) ? this.#random.between(10, 26) : this.#random.between(2, 9);
      for (let left = steps; left > 0; left -= 1) this.#step();
      this.#calm();
      // The same fold accepted every line when it was written: some histories are enough.
      if (this.#seed % 5 === 0) this.#chain.verify();
    } catch (error) {
      this.#note();
      const trace = [`seed ${this.#seed}`, ...this.#trace].join("\n");
      throw new Broken(`${String(error)}\n${trace}`, { cause: error });
    }
    const lines = this.#chain.segments.reduce((sum, segment) => sum + segment.lines.length, 0);
    return { segments: this.#chain.segments.length, lines, changes: this.#changes, lost: this.#lost };
  }

  #step(): void {
    const { chance, between } = this.#random;
    this.#world.pass(between(1000, 90_000), between(0, 3));
    if (chance(0.12)) this.#decide();
    const event = this.#chain.head > 0 && !this.#chain.mustBeFull(this.#tests()) && chance(0.4);
    const { head } = this.#chain;
    const start = this.#world.now;
    let reading = this.#read(event);
    // An event batch, read and appended while a run was reading: what the run read is thrown away.
    if (!event && head > 0 && !this.#chain.mustBeFull(this.#tests()) && chance(0.2)) {
      const between_ = this.#world.now;
      const meanwhile = this.#read(true);
      this.#append(this.#chain.head, true, meanwhile, between_);
      if (this.#append(head, false, reading, start))
        throw new Error("a run appended what it read before another segment");
      this.#lost += 1;
      const again = this.#world.now;
      reading = this.#read(false);
      this.#append(this.#chain.head, false, reading, again);
      return;
    }
    this.#append(head, event, reading, start);
  }

  // People change documents: checks, parameters, lanes, what is planned.
  #decide(): void {
    const { chance, pick } = this.#random;
    if (chance(0.15)) {
      this.#tenant = !this.#tenant;
    } else if (chance(0.3)) {
      this.#regions = this.#regions.length < REGIONS.length ? REGIONS : [pick(REGIONS)];
    } else if (chance(0.4)) {
      this.#lanes = { ...this.#lanes, [pick(TYPES)]: pick(Object.keys(LANES)) };
    } else {
      const variants = pick(VARIANTS);
      const chosen = chance(0.3) ? null : pick(variants);
      this.#checks = VARIANTS.flatMap((each) => {
        if (each !== variants) return this.#checks.filter((check) => each.includes(check));
        return chosen === null ? [] : [chosen];
      });
    }
    this.#inForce = null;
    this.#trace.push(
      `decided: ${this.#checks.map(({ id, version, strict }) => `${id}/${version}${strict ? "s" : ""}`).join(" ")}`,
    );
    this.#trace.push(
      `  lanes ${JSON.stringify(this.#lanes)}, in ${this.#regions.join(" ")}${this.#tenant ? " and the tenant" : ""}`,
    );
  }

  #tests(): ReturnType<typeof newTests> {
    return (this.#inForce ??= this.#rules.tests(this.#checks.map(configured), this.#lanes));
  }

  // What checks read, wherever the scope is enrolled.
  #order(calm = false): Order {
    const read = new Set(this.#checks.flatMap(({ type, questions }) => [type, ...questions.map((each) => each.type)]));
    const types = TYPES.filter((type) => read.has(type));
    const planned = types.flatMap((type) => this.#regions.map((region) => `${type}@${region}`));
    const users = this.#checks.flatMap(({ id, questions }) =>
      questions.filter(({ elsewhere }) => elsewhere).map(({ fields }) => `${id} ${fields.join()}`),
    );
    const asked = users.length === 0 || !this.#tenant ? null : users.sort().join("; ");
    return { planned, lanes: this.#lanes, users: asked, calm };
  }

  #read(event: boolean, calm = false): Reading {
    return event ? this.#world.event(this.#order(), this.#checks) : this.#world.run(this.#order(calm));
  }

  #append(head: number, event: boolean, reading: Reading, start: number): boolean {
    const { planned } = this.#order();
    const tests = this.#tests();
    const full = !event && (this.#chain.mustBeFull(tests) || this.#random.chance(0.15));
    const trigger: Trigger = event ? "event" : this.#random.pick(["slot", "manual"]);
    const given = this.#rules.tamper?.(reading) ?? reading;
    this.#note();
    this.#trace.push(traceOf(this.#chain.head, trigger, reading));
    const [extent, asOf] = [full ? "full" : "delta", iso(this.#world.now)] as const;
    const doing = { tests, regions: this.#regions, tenant: this.#tenant, trigger, extent, asOf };
    if (!this.#chain.append(head, doing, given)) return false;
    this.#done.push({ start, end: this.#world.now, event, copied: this.#world.copiedAt });
    const items = [...reading.items, ...(reading.copied ?? [])];
    const act = { event, planned, tenant: this.#tenant, checks: this.#checks, lanes: this.#usedLanes() };
    const told = this.#model.add({ ...act, ...reading, items });
    this.#changes += told.changes.length;
    this.#compare(told);
    this.#sound(planned);
    return true;
  }

  // Only lanes of types that a check reads are in the document.
  #usedLanes(): Laning {
    const used = new Set(
      this.#checks.flatMap(({ type, questions }) => [type, ...questions.map((question) => question.type)]),
    );
    return Object.fromEntries(Object.entries(this.#lanes).filter(([type]) => used.has(type)));
  }

  #compare(told: Told): void {
    const { state } = this.#chain;
    const entries = [...state.entries.values()].map(
      ({ key, incarnation, unit, since }) => [key, `${incarnation} ${unit} ${Date.parse(since)}`] as const,
    );
    same("entries", new Map(entries), told.entries);
    const statements = this.#chain.lines().map(({ statement }) => statement);
    this.#units.add(statements);
    same("units", state.unitStates(), this.#units.states);
    const units = new Map([...told.entries].map(([key, is]) => [key, is.split(" ")[1] as string]));
    same("units that were read short", readShort(statements, units), []);
    const departures = this.#chain
      .lines()
      .flatMap(({ statement }) =>
        statement.type === "departure" ? [`${statement.body.key} ${statement.body.reason}`] : [],
      );
    same("departures", departures, told.departures);
    const changes = this.#chain.changes().map(({ key, check, transition }) => `${key} ${check} ${transition}`);
    same("changes", byId(changes), byId(told.changes));
    const outcomes = new Map<string, string>();
    const held = new Map<string, string>();
    for (const [key, entry] of state.entries) {
      for (const finding of entry.findings) {
        const { outcome, problem } = state.effective(entry, finding);
        const id = `${key} ${finding.check}`;
        outcomes.set(id, problem === null ? outcome : `${outcome}: ${problem.code}`);
        const { as, outcome: last, opened } = finding.held;
        held.set(id, `${as} ${last} ${opened === null ? null : this.#position(key, finding.check, opened.seq)}`);
      }
    }
    same("outcomes", outcomes, told.outcomes);
    same("held", held, told.held);
  }

  // `segment:nth determinate finding of this check that opened something in it`.
  #position(key: string, check: string, seq: number): string {
    const segment = this.#segmentOf(seq);
    let nth = 0;
    for (const { seq: at, statement } of this.#chain.lines(segment)) {
      if (at >= seq) break;
      const { type, body } = statement;
      if (type !== "finding" && (type !== "observation" || body.restated)) continue;
      if (body.key !== key) continue;
      const findings = type === "finding" ? [body.finding] : body.findings;
      if (findings.some((finding) => finding.check === check && finding.held.opened?.seq === at)) nth += 1;
    }
    return `${segment}:${nth}`;
  }

  // Not against the rules but against the world: what counts as pass or fail was so at some instant of what it rests on.
  #sound(planned: readonly string[]): void {
    const { state } = this.#chain;
    const { end } = this.#done.at(-1) as Done;
    const lastRun = this.#done.findLast(({ event }) => !event) as Done;
    for (const [key, entry] of state.entries) {
      for (const finding of entry.findings) {
        const { outcome } = state.effective(entry, finding);
        if (outcome === "indeterminate") continue;
        const check = this.#checks.find(({ id }) => id === finding.check);
        if (check === undefined) throw new Error(`${key} ${finding.check}: ${outcome} of a check that is not in force`);
        // What rests on absence was confirmed when it was first said, and stands until something else is said.
        const { opened } = finding.held;
        const first =
          finding.relied.units.length > 0 && opened !== null ? this.#done[this.#segmentOf(opened.seq)] : undefined;
        const isElsewhere = check.questions.some(({ elsewhere }) => elsewhere);
        const begin = ({ start, copied }: Done): number => Math.min(start, (isElsewhere ? copied : null) ?? start);
        const from = Math.min(begin(lastRun), begin(first ?? lastRun)) - MAX_LAG_MS;
        if (isTrueWithin(this.#world, { entry, check, outcome, planned, relied: finding.relied }, from, end)) continue;
        throw new Error(
          `${key} ${finding.check}: ${outcome} was not true at any instant from ${iso(from)} to ${iso(end)}`,
        );
      }
    }
  }

  #segmentOf(seq: number): number {
    return this.#chain.segments.findIndex(
      ({ lines }) => (lines[0]?.seq ?? 0) <= seq && seq <= (lines.at(-1)?.seq ?? -1),
    );
  }

  // Nothing changes, everything can be read: what is said must become what is true, and stay as it is. An emptied unit is
  // believed the second time, and what a lane answers counts when it has caught up.
  #calm(): void {
    const lane = this.#random.pick(Object.keys(LANES));
    this.#lanes = { ...Object.fromEntries(TYPES.map((type) => [type, lane])), [USER]: "direct" };
    this.#regions = REGIONS;
    this.#tenant = true;
    this.#inForce = null;
    this.#trace.push(`calm, all by ${lane}`);
    for (let run = 0; run < 4; run += 1) {
      this.#world.pass(60_000, 0);
      const start = this.#world.now;
      this.#append(this.#chain.head, false, this.#read(false, true), start);
    }
    const { state } = this.#chain;
    const types = new Set(this.#order().planned.map(typeOf));
    const known = [...state.entries.values()].filter(({ unit }) => types.has(typeOf(unit))).map(({ key }) => key);
    const there = TYPES.filter((type) => types.has(type))
      .flatMap((type) => this.#world.keys(type))
      .filter((key) => this.#world.at(key, this.#world.now) !== null);
    same("population of the calm estate", known.sort(), there.sort());
    for (const [key, entry] of state.entries) {
      for (const check of this.#checks.filter(({ type }) => type === typeOf(entry.unit))) {
        const expected = calmOutcome(this.#world, entry, check, this.#world.now);
        same(`calm ${key} ${check.id}`, this.#chain.outcome(key, check.id)?.outcome, expected);
      }
    }
    const last = this.#chain.lines();
    const news = last.filter(
      ({ statement: { type, body } }) =>
        type === "finding" ||
        type === "departure" ||
        ((type === "observation" || type === "context") && !body.restated),
    );
    same(
      "news of a calm run",
      news.map(({ statement }) => JSON.stringify(statement)),
      [],
    );
    const roots = [-2, -1].map((index) =>
      this.#chain.lines(index).flatMap(({ statement: { type, body } }) => (type === "run-closed" ? [body.root] : [])),
    );
    same("root of two calm runs", roots[0], roots[1]);
  }

  #note(): void {
    this.#trace.push(...this.#world.log.slice(this.#logged));
    this.#logged = this.#world.log.length;
  }
}

const byId = (changes: readonly string[]): string[] =>
  [...changes].sort((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0));
const idOf = (change: string): string => change.slice(0, change.lastIndexOf(" "));

const plain = (value: unknown): string =>
  JSON.stringify(
    value instanceof Map ? [...value].map(([key, each]) => `${String(key)}: ${String(each)}`).sort() : value,
  ) ?? "nothing";

function same(what: string, found: unknown, expected: unknown): void {
  const [is, right] = [plain(found), plain(expected)];
  if (is === right) return;
  if (!(found instanceof Map && expected instanceof Map)) throw new Error(`${what}: found ${is}, expected ${right}`);
  const differing = [...new Set([...found.keys(), ...expected.keys()])].filter(
    (key) => found.get(key) !== expected.get(key),
  );
  throw new Error(
    `${what}: ${differing.map((key) => `${String(key)} is ${String(found.get(key))}, expected ${String(expected.get(key))}`).join("; ")}`,
  );
}

function traceOf(index: number, trigger: string, { items: own, copied = [], units, asked }: Reading): string {
  const items = [...own, ...copied];
  const time = (each: string | null): string => each?.slice(11, 23) ?? "-";
  const rows = units.map(({ unit, dataTime, problem, source }) => {
    const of = items
      .filter((item) => item.unit === unit)
      .map((item) => ("problem" in item ? `${item.key}?` : `${item.key}:${item.incarnation}`));
    return `  ${time(dataTime)} ${unit} by ${source} ${problem?.code ?? "complete"} [${of.join(" ")}]`;
  });
  const named = asked.map(({ key, unit, dataTime, source, answer }) => {
    const is =
      answer === "not-found"
        ? answer
        : "problem" in answer
          ? answer.problem.code
          : `${answer.snapshot.incarnation} ${JSON.stringify(answer.snapshot.body)}`;
    return `  ${time(dataTime)} ${key} in ${unit} by ${source}: ${is}`;
  });
  return [
    `segment ${index}, ${trigger}${units.some(({ source }) => LANES[source]?.atomic) ? ", some at one instant" : ""}`,
    ...rows,
    ...named,
  ].join("\n");
}
