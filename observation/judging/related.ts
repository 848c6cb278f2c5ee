// Answers a check's questions about other resources from the state being built, with what absence may rest on.
import type { Evaluator, Lookup, Relation } from "../../checks/kernel.ts";
import { readAs } from "../../evidence-schema/bytes/acceptor.ts";
import type { ApplicableCoverage } from "../../evidence-schema/state/applicable-coverage.ts";
import { splitUnit, unitOf, type Problem } from "../../evidence-schema/record/record.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import { askedAs, isElsewhere, type AskedType } from "../../evidence-schema/documents/asked-types.ts";
import { contextName, isContextUnit } from "../../evidence-schema/keys/context-name.ts";
import { ownUnit, scopedValue } from "./context-unit.ts";
import { unfit, whyUnfit } from "../reading/projection.ts";

type Candidate = Lookup["candidates"][number];
type UnitIndex = { readonly byValue: ReadonlyMap<string, readonly Candidate[]>; readonly unreadable: Problem | null };

/** Data for lookups: entries, the coverage that applies to them, the plan, and the slices that an entry's tests captured. */
export type View = {
  readonly entries: () => Iterable<Entry>;
  readonly coverage: ApplicableCoverage;
  readonly planned: readonly string[];
  /** Units of which a later answer by name took away or changed something that they listed. */
  readonly overtaken: ReadonlySet<string>;
  readonly captured: (entry: Entry, slice: string) => boolean;
  /** Context units of a type that other scopes have. */
  readonly unitsOf: (asked: AskedType) => readonly string[];
};

const NOWHERE: Problem = {
  code: "not-planned",
  detail: "the check needs resources of another provider, and no scope in which they could be read is enrolled",
};

const NOTHING: UnitIndex = { byValue: new Map(), unreadable: null };

/** Indexes rows by the values that they name, once per relation, so that a join costs its matches and not its product. */
export class RelatedRows {
  readonly #view: View;
  // Both are filled by the first question and never renewed: a view whose entries have changed needs new RelatedRows.
  readonly #indexes = new Map<string, Map<string, UnitIndex>>();
  #byType: Map<string, Entry[]> | null = null;

  constructor(view: View) {
    this.#view = view;
  }

  /** The lookup that `judge` asks, for one subject. */
  lookup(
    subject: Entry,
    evaluator: Evaluator,
    sliceOf: (relation: string) => string,
  ): (name: string, value: string) => Lookup {
    return (name, value) => {
      const relation = evaluator.related[name] as Relation;
      const index = this.#index(relation, sliceOf(name));
      const asked = { provider: evaluator.provider, ...relation };
      const elsewhere = isElsewhere(evaluator, asked) ? askedAs(evaluator, asked) : null;
      const named = relation.kind === undefined ? { scope: null, value } : scopedValue(value);
      const units =
        elsewhere === null
          ? this.#units(relation, subject, index)
          : this.#unitsElsewhere(elsewhere, named.scope, index);
      const lists = units.flatMap((unit) => {
        const list = index.get(unit)?.byValue.get(named.value);
        return list === undefined ? [] : [list];
      });
      // Rows of one unit are indexed in order of their keys; those of several have to be merged.
      const [only] = lists;
      return {
        candidates: lists.length <= 1 ? (only ?? []) : lists.flat().sort((a, b) => (a.key < b.key ? -1 : 1)),
        units,
        // In an enclosing scope that is not enrolled nothing is asked, so that nothing is unknown.
        absence:
          units.length === 0 && elsewhere !== null && named.scope === null
            ? NOWHERE
            : this.#absence(units, index, subject),
      };
    };
  }

  /** `scope`: the enclosing one that is asked; null where all that the type is read in are. */
  #unitsElsewhere(asked: AskedType, scope: string | null, index: ReadonlyMap<string, UnitIndex>): string[] {
    const planned = this.#view.unitsOf(asked);
    // Copies from a scope that is enrolled no longer say nothing of it.
    if (scope !== null) return planned.filter((unit) => unit.startsWith(contextName(scope, "")));
    return [...new Set([...planned, ...[...index.keys()].filter(isContextUnit)])].sort();
  }

  #units(relation: Relation, subject: Entry, index: ReadonlyMap<string, UnitIndex>): string[] {
    if (relation.within === "region") return [unitOf(relation.type, splitUnit(subject.unit).region)];
    const planned = this.#view.planned.filter((unit) => splitUnit(unit).type === relation.type);
    return [...new Set([...planned, ...[...index.keys()].filter((unit) => !isContextUnit(unit))])].sort();
  }

  // Absence counts only if every unit was fully read, as of a time (less its lane's lag) not before the subject was first
  // seen; and if nothing that it listed is gone or changed by now, since what replaced it may not have been there to be listed.
  #absence(units: readonly string[], index: ReadonlyMap<string, UnitIndex>, subject: Entry): Problem | null {
    for (const unit of units) {
      const problem =
        this.#view.coverage.reading(unit) ?? (index.get(unit) ?? NOTHING).unreadable ?? this.#late(unit, subject.since);
      if (problem !== null) return problem;
    }
    return null;
  }

  #late(unit: string, since: string): Problem | null {
    const row = this.#view.coverage.row(unit);
    const asOf = row?.dataTime == null ? Number.NEGATIVE_INFINITY : Date.parse(row.dataTime) - row.lagSeconds * 1000;
    if (asOf >= Date.parse(since) && !this.#view.overtaken.has(unit)) return null;
    return {
      code: "read-too-early",
      detail: `the last listing of the unit ${unit} is too old to show that a related resource is missing`,
    };
  }

  #index(relation: Relation, slice: string): Map<string, UnitIndex> {
    // Evaluators of one check may call relations of other types by one name.
    const name = `${slice} ${relation.type}`;
    let index = this.#indexes.get(name);
    if (index === undefined) this.#indexes.set(name, (index = this.#build(relation, slice)));
    return index;
  }

  #build(relation: Relation, slice: string): Map<string, UnitIndex> {
    const byUnit = new Map<string, { byValue: Map<string, Candidate[]>; unreadable: Problem | null }>();
    for (const entry of this.#ofType(relation.type)) {
      let index = byUnit.get(entry.unit);
      if (index === undefined) byUnit.set(entry.unit, (index = { byValue: new Map(), unreadable: null }));
      const row = this.#row(entry, relation, slice);
      if ("problem" in row) index.unreadable ??= row.problem;
      else {
        const candidate: Candidate = {
          key: entry.key,
          row: row.row,
          problem: this.#view.coverage.currency(entry.key, entry.unit),
        };
        for (const value of relation.on(row.row as never)) {
          const naming = index.byValue.get(value);
          if (naming === undefined) index.byValue.set(value, [candidate]);
          else naming.push(candidate);
        }
      }
    }
    return byUnit;
  }

  #row(entry: Entry, relation: Relation, slice: string): { row: unknown } | { problem: Problem } {
    if (!this.#view.captured(entry, slice))
      return {
        problem: { code: "not-captured", detail: `the check needs fields of ${entry.key} that no run has read yet` },
      };
    const of = ({ code, detail }: Problem): { problem: Problem } => ({
      problem: { code, detail: `${entry.key}: ${detail}` },
    });
    const why = whyUnfit(entry.projection, slice);
    if (why !== null) return of(why);
    const parsed = readAs(relation.reads, entry.projection);
    return parsed.success ? { row: parsed.data } : of(unfit(parsed.error, entry.projection));
  }

  #ofType(type: string): readonly Entry[] {
    if (this.#byType === null) {
      this.#byType = new Map();
      for (const entry of this.#view.entries()) {
        const of = splitUnit(ownUnit(entry)).type;
        const entries = this.#byType.get(of);
        if (entries === undefined) this.#byType.set(of, [entry]);
        else entries.push(entry);
      }
      // By key, so that a cause does not depend on the order in which entries came.
      for (const entries of this.#byType.values()) entries.sort((a, b) => (a.key < b.key ? -1 : 1));
    }
    return this.#byType.get(type) ?? [];
  }
}
