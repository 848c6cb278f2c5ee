// Decides which resources of another scope are copied: those that resources of the scope ask for, and those that these lead to.
import type { Evaluator, Relation } from "../../checks/kernel.ts";
import { readAs } from "../../evidence-schema/bytes/acceptor.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { askedAs, isReadIn } from "../../evidence-schema/documents/asked-types.ts";
import { evaluatorsOf, relationsElsewhere, relationSlice, type ConfiguredCheck } from "../plan/tests-document.ts";
import { scopedValue, valueIn } from "./context-unit.ts";
import { unfit, whyUnfit } from "../reading/projection.ts";
import type { Subjects } from "./subjects.ts";

/** The rows of a type that are asked for. */
export type Asked = {
  /** Null: all of them. */
  readonly keys: ReadonlySet<string> | null;
  /** Why nobody knows whether one row more is asked for; null where everybody knows. */
  readonly unreadable: Problem | null;
};

const NONE: Asked = { keys: new Set(), unreadable: null };

/** A scope that is asked, with its state, and why a slice of an entry was never read, or null if it was. */
export type AskedScope = {
  readonly scope: string;
  readonly state: State;
  readonly notCaptured: (entry: Entry, slice: string) => Problem | null;
};

/** The rows of another scope that evaluators of `scope` ask for, for `subjects`. */
export function rowsAsked(
  checks: readonly ConfiguredCheck[],
  scope: string,
  subjects: Subjects,
  other: AskedScope,
): (type: string) => Asked {
  const rows = new Rows(other);
  const asked = new Map<string, { keys: Set<string> | null; unreadable: Problem | null }>();
  const askedOf = (type: string) => {
    const known = asked.get(type) ?? { keys: new Set(), unreadable: null };
    asked.set(type, known);
    return known;
  };
  for (const { check, evaluator } of evaluatorsOf(checks, scope)) {
    const relations = relationsIn(evaluator, other.scope);
    if (relations.length === 0) continue;
    for (const [, { asked: some, type }] of relations) if (some === undefined) askedOf(type).keys = null;
    follow(evaluator, new Map(relations), subjects.get(evaluator.resourceType) ?? [], (name, relation, value) => {
      const named = valueIn(relation, other.scope, value);
      if (named === null) return [];
      const { byValue, unreadable } = rows.of(relation, relationSlice(check, name));
      const ofType = askedOf(relation.type);
      ofType.unreadable ??= unreadable;
      const found = byValue.get(named) ?? [];
      for (const { key } of found) ofType.keys?.add(key);
      return found.map(({ row }) => row);
    });
  }
  return (type) => asked.get(type) ?? NONE;
}

/** The enclosing scopes that evaluators of `scope` ask for `subjects`. */
export function enclosingScopes(
  checks: readonly ConfiguredCheck[],
  scope: string,
  subjects: Subjects,
): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { evaluator } of evaluatorsOf(checks, scope)) {
    for (const [, { kind, asked }] of relationsElsewhere(evaluator)) {
      if (kind === undefined || asked === undefined) continue;
      for (const subject of subjects.get(evaluator.resourceType) ?? []) {
        const slice = readAs(evaluator.reads, subject);
        if (slice.success) for (const value of asked(slice.data as never)) named.add(scopedValue(value).scope);
      }
    }
  }
  return named;
}

/** The relations of an evaluator that another scope answers. */
const relationsIn = (evaluator: Evaluator, scope: string): (readonly [string, Relation])[] =>
  relationsElsewhere(evaluator).filter(([, relation]) =>
    isReadIn(askedAs(evaluator, { provider: evaluator.provider, ...relation }), scope),
  );

/** Asks for what each subject asks for, and for what the rows that are found lead to; each value once. */
function follow(
  evaluator: Evaluator,
  relations: ReadonlyMap<string, Relation>,
  subjects: Iterable<unknown>,
  ask: (name: string, relation: Relation, value: string) => readonly unknown[],
): void {
  const waiting: (readonly [name: string, value: string])[] = [];
  const known = new Set<string>();
  const add = (name: string, values: readonly string[]): void => {
    for (const value of values) {
      // No name of a relation holds a blank.
      if (known.has(`${name} ${value}`)) continue;
      known.add(`${name} ${value}`);
      waiting.push([name, value]);
    }
  };
  for (const subject of subjects) {
    const slice = readAs(evaluator.reads, subject);
    if (!slice.success) continue;
    for (const [name, { asked }] of relations) if (asked !== undefined) add(name, asked(slice.data as never));
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, value] = next;
    const relation = relations.get(name);
    if (relation?.asked === undefined) continue;
    for (const row of ask(name, relation, value))
      for (const [to, values] of Object.entries(relation.leads ?? {})) add(to, values(row as never));
  }
}

type Index = {
  readonly byValue: ReadonlyMap<string, readonly { readonly key: string; readonly row: unknown }[]>;
  readonly unreadable: Problem | null;
};

/** Rows of another scope by the values that they name: of a relation once it is asked. */
class Rows {
  readonly #scope: AskedScope;
  /** By slice and type. Filled by of(). */
  readonly #indexes = new Map<string, Index>();
  #byType: Map<string, Entry[]> | null = null;

  constructor(scope: AskedScope) {
    this.#scope = scope;
  }

  of(relation: Relation, slice: string): Index {
    // Evaluators of one check may call relations of other types by one name.
    const name = `${slice} ${relation.type}`;
    let index = this.#indexes.get(name);
    if (index === undefined) this.#indexes.set(name, (index = this.#build(relation, slice)));
    return index;
  }

  #build({ type, reads, on }: Relation, slice: string): Index {
    const byValue = new Map<string, { key: string; row: unknown }[]>();
    let unreadable: Problem | null = null;
    for (const entry of this.#ofType(type)) {
      const { key, projection } = entry;
      const row = readAs(reads, projection);
      if (!row.success) {
        const { code, detail } = whyUnfit(projection, slice) ?? unfit(row.error, projection);
        unreadable ??= this.#scope.notCaptured(entry, slice) ?? { code, detail: `${key}: ${detail}` };
        continue;
      }
      for (const value of on(row.data)) {
        const naming = byValue.get(value);
        if (naming === undefined) byValue.set(value, [{ key, row: row.data }]);
        else naming.push({ key, row: row.data });
      }
    }
    return { byValue, unreadable };
  }

  /** By key, so that a cause does not depend on the order in which entries came. */
  #ofType(type: string): readonly Entry[] {
    if (this.#byType === null) {
      this.#byType = new Map();
      for (const entry of this.#scope.state.entries.values()) {
        if (entry.from !== null) continue;
        const of = splitUnit(entry.unit).type;
        const entries = this.#byType.get(of);
        if (entries === undefined) this.#byType.set(of, [entry]);
        else entries.push(entry);
      }
      for (const entries of this.#byType.values()) entries.sort((a, b) => (a.key < b.key ? -1 : 1));
    }
    return this.#byType.get(type) ?? [];
  }
}
