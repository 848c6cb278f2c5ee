// Reads the plan of a scope from the documents in force: its units, and who judges a type by which lanes (FORMAT.md
// section 11).
import type { RosterDocument, TestsDocument } from "./document-schema.ts";
import { unitOf } from "../record/record.ts";
import { askedAs, askedTypes, isElsewhere, isReadIn, type AskedType } from "./asked-types.ts";

/** Version and lanes of the findings of one check on one type. */
export type Judge = { readonly version: string; readonly lanes: string };

/** The plan of one scope under tests and roster. Both have their form; a roster that is null enrols nobody. */
export class Plan {
  readonly #tests: TestsDocument;
  readonly #roster: RosterDocument | null;
  readonly #scope: string;
  readonly #judges = new Map<string, Judge>();

  constructor(tests: TestsDocument, roster: RosterDocument | null, scope: string) {
    this.#tests = tests;
    this.#roster = roster;
    this.#scope = scope;
    for (const { id, evaluators } of tests.checks) {
      for (const evaluator of evaluators) {
        if (!isReadIn(evaluator, scope)) continue;
        const lanes = new Set([this.#laneOf(scope, evaluator.type)]);
        for (const related of evaluator.related) {
          const { type } = related;
          if (isElsewhere(evaluator, related))
            for (const lane of this.#lanesIn(askedAs(evaluator, related))) lanes.add(lane);
          else lanes.add(this.#laneOf(scope, type));
        }
        this.#judges.set(judged(id, evaluator.type), {
          version: evaluator.version,
          lanes: [...lanes].sort().join("+"),
        });
      }
    }
  }

  get isEnrolled(): boolean {
    return this.#enrolled() !== undefined;
  }

  /** Names of the units that a run must have a row of. */
  get units(): string[] {
    const types = new Map<string, boolean>();
    for (const { evaluators } of this.#tests.checks) {
      for (const evaluator of evaluators) {
        for (const each of askedTypes(evaluator)) if (isReadIn(each, this.#scope)) types.set(each.type, each.global);
      }
    }
    const regions = this.#enrolled()?.regions ?? [];
    return [...types].flatMap(([type, once]) => (once ? ["global"] : regions).map((region) => unitOf(type, region)));
  }

  /** Names of the context units that a type of other scopes has: one or more in each of those that is enrolled. */
  unitsElsewhere(asked: AskedType): string[] {
    return this.#others(asked).flatMap(({ scope, regions }) =>
      (asked.global ? ["global"] : regions).map((region) => `${scope}#${unitOf(asked.type, region)}`),
    );
  }

  /** Who judges resources of a type by a check; undefined where nobody does. */
  judge(check: string, type: string): Judge | undefined {
    return this.#judges.get(judged(check, type));
  }

  #enrolled(): RosterDocument["enrolled"][number] | undefined {
    return this.#roster?.enrolled.find(({ scope }) => scope === this.#scope);
  }

  /** The enrolled scopes that a type is read in, without the plan's own: no scope encloses itself. */
  #others(asked: AskedType): RosterDocument["enrolled"] {
    return (this.#roster?.enrolled ?? []).filter(({ scope }) => scope !== this.#scope && isReadIn(asked, scope));
  }

  #laneOf(scope: string, type: string): string {
    const { lanes, lanesOf } = this.#tests;
    const own = Object.hasOwn(lanesOf, scope) ? lanesOf[scope] : undefined;
    return memberOf(own, type) ?? memberOf(lanes, type) ?? "none";
  }

  // The lanes of other scopes read the resources in those scopes.
  #lanesIn(asked: AskedType): string[] {
    const others = this.#others(asked);
    return others.length === 0
      ? [memberOf(this.#tests.lanes, asked.type) ?? "none"]
      : others.map(({ scope }) => this.#laneOf(scope, asked.type));
  }
}

const memberOf = (members: { readonly [type: string]: string } | undefined, type: string): string | undefined =>
  members !== undefined && Object.hasOwn(members, type) ? members[type] : undefined;

// No string of a record holds U+0000.
const judged = (check: string, type: string): string => `${check}\0${type}`;
