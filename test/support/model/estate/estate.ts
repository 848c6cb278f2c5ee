// The clouds of a history: resources that come, change and go, and units that are denied, cut short, or read now and then.
import { unitOf, type JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Random } from "../simulation/random.ts";
import { BOX, GUARD, USER } from "./checks.ts";

export type Resource = {
  readonly key: string;
  readonly unit: string;
  readonly incarnation: string;
  readonly body: JsonObject;
};

const HOME: Readonly<Record<string, readonly string[]>> = {
  "azure/s1": [unitOf(BOX, "west"), unitOf(GUARD, "west")],
  "azure/s2": [unitOf(BOX, "east"), unitOf(GUARD, "east")],
  "azure/s3": [unitOf(BOX, "west"), unitOf(GUARD, "west")],
  "entra/t1": [unitOf(USER, "global")],
};

/** From when to when one incarnation of a resource was there, in milliseconds; `to` is null while it is. */
export type Life = { readonly from: number; to: number | null };

/** What hinders the reading of a unit. */
export type Hindrance = "denied" | "truncated";

/** The world around it: its chances, its clock, and its story. */
type Around = {
  readonly random: Random;
  readonly simulation: { readonly now: number };
  readonly say: (who: string, what: string) => void;
};

export class Estate {
  readonly #world: Around;
  readonly #resources = new Map<string, Map<string, Resource>>();
  readonly #hindered = new Map<string, Hindrance>();
  /** Lives of all resources that ever were, by scope, key and incarnation. */
  readonly lives = new Map<string, Life>();
  /** Resources that are listed, and whose configuration nobody may read. */
  readonly unreadable = new Set<string>();
  #incarnations = 0;

  constructor(world: Around) {
    this.#world = world;
    for (const scope of Object.keys(HOME)) {
      this.#resources.set(scope, new Map());
      for (const unit of HOME[scope] ?? []) for (const name of ["a", "b"]) this.#put(scope, unit, name);
    }
  }

  get scopes(): string[] {
    return [...this.#resources.keys()];
  }

  /** What lies in a scope now. */
  of(scope: string): ReadonlyMap<string, Resource> {
    return this.#resources.get(scope) ?? new Map<string, Resource>();
  }

  hindrance(scope: string, unit: string): Hindrance | null {
    return this.#hindered.get(`${scope} ${unit}`) ?? null;
  }

  /** Something happens in the clouds; whoever told of it learns the scope, the key and the unit. */
  change(): { readonly scope: string; readonly key: string; readonly unit: string } {
    const { random } = this.#world;
    const scope = random.pick(this.scopes);
    const unit = random.pick(HOME[scope] as readonly string[]);
    const there = [...this.of(scope).values()].filter((each) => each.unit === unit);
    const what = random.pick(["appears", "changes", "changes", "goes", "is replaced", "is hindered", "unreadable"]);
    const one = there.length > 0 ? random.pick(there) : null;
    if (what === "is hindered") this.#hinder(scope, unit);
    if (one === null || what === "appears") return { scope, key: this.#put(scope, unit), unit };
    const { key } = one;
    if (what === "changes") this.#set(scope, { ...one, body: this.#body(unit) }, what);
    if (what === "goes") this.#remove(scope, key);
    if (what === "is replaced")
      this.#set(scope, { ...one, incarnation: this.#incarnation(), body: this.#body(unit) }, what);
    if (what === "unreadable" && !this.unreadable.delete(key)) this.unreadable.add(key);
    return { scope, key, unit };
  }

  /** Nothing hinders anybody any more. */
  open(): void {
    this.#hindered.clear();
    this.unreadable.clear();
  }

  #hinder(scope: string, unit: string): void {
    const name = `${scope} ${unit}`;
    const how = this.#world.random.pick(["denied", "truncated"] as const);
    if (this.#hindered.delete(name)) return this.#world.say("the cloud", `${unit} of ${scope} can be read again`);
    this.#hindered.set(name, how);
    this.#world.say("the cloud", `${unit} of ${scope} is ${how}`);
  }

  #put(scope: string, unit: string, name = this.#world.random.pick(["a", "b", "c", "d"])): string {
    const key = `${unit.slice(0, unit.indexOf("@"))}/${name}`;
    this.#set(scope, { key, unit, incarnation: this.#incarnation(), body: this.#body(unit) }, "appears");
    return key;
  }

  #set(scope: string, resource: Resource, what: string): void {
    const before = this.of(scope).get(resource.key);
    if (before?.incarnation !== resource.incarnation) {
      this.#end(scope, before);
      this.lives.set(nameOf(scope, resource), { from: this.#world.simulation.now, to: null });
    }
    this.#resources.get(scope)?.set(resource.key, resource);
    this.#world.say("the cloud", `${resource.key} of ${scope} ${what}`);
  }

  #end(scope: string, resource: Resource | undefined): void {
    const life = resource === undefined ? undefined : this.lives.get(nameOf(scope, resource));
    if (life !== undefined) life.to = this.#world.simulation.now;
  }

  #remove(scope: string, key: string): void {
    this.#end(scope, this.of(scope).get(key));
    this.#resources.get(scope)?.delete(key);
    this.#world.say("the cloud", `${key} of ${scope} goes`);
  }

  #incarnation(): string {
    return `i${(this.#incarnations += 1)}`;
  }

  #body(unit: string): JsonObject {
    const { random } = this.#world;
    const owner = random.pick(["ann", "bob"]);
    if (unit.startsWith(USER)) return { id: owner, enabled: random.chance(0.7) };
    return unit.startsWith(GUARD) ? { of: owner } : { open: random.chance(0.5), owner };
  }
}

/** How a life is named. */
export const nameOf = (
  scope: string,
  { key, incarnation }: { readonly key: string; readonly incarnation: string },
): string => `${scope} ${key} ${incarnation}`;
