// Reads the clouds of a history: unit after unit, while they change, and some units only in every third run.
import type {
  NamedAnswer,
  Item,
  Named,
  PlannedUnit,
  RereadingReader,
  ReadRequest,
  ScopeReading,
  Snapshot,
  UnitReading,
} from "../../../../collectors/port.ts";
import { splitUnit, unitOf, type Problem, type Source } from "../../../../evidence-schema/record/record.ts";
import type { Process } from "../simulation/process.ts";
import type { World } from "../simulation/world.ts";
import { GUARD, LANES } from "./checks.ts";
import type { Resource } from "./estate.ts";

const source = (name: string, lagSeconds: number): Source => ({
  source: name,
  lane: name,
  principal: "reader",
  endpoint: "memory",
  query: null,
  atomic: false,
  lagSeconds,
});
const SOURCES = [source("memory", 0), source("lagging", 120)];
const DENIED: Problem = { code: "denied", detail: "test:List" };
const TRUNCATED: Problem = { code: "truncated", detail: "the answer ended early" };
const UNREADABLE: Problem = { code: "denied", detail: "test:Get" };
/** The scope whose slow units are read in every third run only. */
const SLOW = "azure/s2";
const EVERY = 3;

type Reading = { readonly reading: UnitReading; readonly items: readonly Item[] };

/** Complete readings of slow units, and how often each was given since: the runs of a history share them. */
const kept = new WeakMap<World, Map<string, { given: number; readonly of: Reading }>>();

export class ModelReader implements RereadingReader {
  readonly lanes = LANES;
  readonly scopes: readonly string[];
  readonly #world: World;
  readonly #process: Process;
  readonly #kept: Map<string, { given: number; readonly of: Reading }>;

  constructor(world: World, process: Process) {
    this.#world = world;
    this.#process = process;
    this.scopes = world.estate.scopes;
    this.#kept = kept.get(world) ?? new Map();
    kept.set(world, this.#kept);
  }

  async read({ scope, units }: ReadRequest, emit: (item: Item) => void): Promise<ScopeReading> {
    const readings: UnitReading[] = [];
    for (const unit of units) {
      const { reading, items } = await this.#process.call("ask the cloud", () => this.#unit(scope, unit));
      items.forEach(emit);
      readings.push(reading);
    }
    return { sources: SOURCES, queries: {}, units: readings, named: [], calls: { memory: readings.length } };
  }

  async reread({ scope }: ReadRequest, keys: readonly Named[]): Promise<ScopeReading> {
    const asked: NamedAnswer[] = [];
    for (const named of keys) {
      asked.push(await this.#process.call("ask the cloud", () => this.#byName(scope, named)));
    }
    return { sources: SOURCES, queries: {}, units: [], named: asked, calls: { asked: keys.length } };
  }

  #unit(scope: string, { type, region }: PlannedUnit): Reading {
    const name = unitOf(type, region);
    const slow = scope === SLOW && type === GUARD ? this.#kept.get(name) : undefined;
    if (slow !== undefined && (slow.given += 1) < EVERY) return slow.of;
    const now = this.#read(scope, name);
    if (scope === SLOW && type === GUARD && now.reading.complete) this.#kept.set(name, { given: 0, of: now });
    return now;
  }

  #read(scope: string, unit: string): Reading {
    const { estate } = this.#world;
    const hindrance = estate.hindrance(scope, unit);
    const there = [...estate.of(scope).values()].filter((each) => each.unit === unit);
    const items = hindrance === "denied" ? [] : hindrance === "truncated" ? there.slice(0, 1) : there;
    const reading = {
      unit,
      source: sourceOf(unit),
      complete: hindrance === null,
      dataTime: hindrance === "denied" ? null : this.#world.time,
      listed: items.length,
      problem: hindrance === null ? null : hindrance === "denied" ? DENIED : TRUNCATED,
      pages: 1,
      first: null,
      last: null,
      server: null,
    };
    return { reading, items: items.map((each) => this.#item(each)) };
  }

  #item(resource: Resource): Item {
    const { key, unit } = resource;
    const base = { key, unit, source: sourceOf(unit), dataTime: this.#world.time };
    return this.#world.estate.unreadable.has(key) ? { ...base, problem: UNREADABLE } : this.#snapshot(resource);
  }

  #snapshot({ key, unit, incarnation, body }: Resource): Snapshot {
    const { region } = splitUnit(unit);
    const at = { key, unit, source: sourceOf(unit), dataTime: this.#world.time };
    return { ...at, incarnation, region, name: key, createdAt: null, labels: {}, body };
  }

  #byName(scope: string, { key, unit }: Named): NamedAnswer {
    const { estate } = this.#world;
    const resource = estate.of(scope).get(key);
    const base = { key, unit: resource?.unit ?? unit, source: sourceOf(unit), dataTime: this.#world.time };
    if (estate.hindrance(scope, unit) === "denied" || estate.unreadable.has(key))
      return { ...base, answer: { problem: UNREADABLE } };
    return { ...base, answer: resource === undefined ? "not-found" : { snapshot: this.#snapshot(resource) } };
  }
}

const sourceOf = (unit: string): string => (splitUnit(unit).type === GUARD ? "lagging" : "memory");
