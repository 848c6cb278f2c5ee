// Defines evaluators of checks, and asks them. They are pure functions over projections. An answer that could not be had is
// a value too.
import type { z } from "zod";
import { inOrder } from "../evidence-schema/bytes/canonical.ts";
import type { ScopeKind } from "../evidence-schema/keys/scope-kind.ts";
import { becauseOf } from "../evidence-schema/record/because.ts";
import type { JsonObject, Problem, Relied } from "../evidence-schema/record/record.ts";

export type Provider = "aws" | "azure" | "entra" | "gcp" | "workspace";

/** The basis of a verdict: configuration, the provider who leaves no choice, or a statement that the company makes. */
export type Basis = "configured" | "provider" | "stated";

/** The conclusion of an evaluator. Facts change only when configuration changes: they hold dates, never ages. */
export type Verdict =
  | {
      readonly outcome: "pass" | "fail" | "not-applicable";
      readonly because: string;
      readonly facts: JsonObject;
      readonly basis: Basis;
    }
  | {
      readonly outcome: "indeterminate";
      readonly because: string;
      readonly facts: JsonObject;
      readonly problem: Problem;
    };

export const pass = (because: string, facts: JsonObject = {}): Verdict => ({
  outcome: "pass",
  because,
  facts,
  basis: "configured",
});
export const fail = (because: string, facts: JsonObject = {}): Verdict => ({
  outcome: "fail",
  because,
  facts,
  basis: "configured",
});
/** The cloud leaves no choice: what is recorded is that it is so, not that somebody configured it. */
export const passByProvider = (because: string, facts: JsonObject = {}): Verdict => ({
  outcome: "pass",
  because,
  facts,
  basis: "provider",
});
export const notApplicable = (because: string, facts: JsonObject = {}): Verdict => ({
  outcome: "not-applicable",
  because,
  facts,
  basis: "configured",
});
/** The verdict on data that could not be read, with the cause: never a pass, never a fail. */
export const indeterminate = (problem: Problem, facts: JsonObject = {}): Verdict => ({
  outcome: "indeterminate",
  because: becauseOf(problem),
  facts,
  problem,
});

/** The answer to a question about other resources. `unknown` carries why it could not be answered. */
export type Answer<Row> =
  | { readonly is: "found"; readonly row: Row; readonly key: string }
  | { readonly is: "none" }
  | { readonly is: "unknown"; readonly problem: Problem };

/**
 * Other resources of one declared type that name a value. A witness decides at once; that there is none counts only
 * where their unit was read completely, late enough after the subject was first seen (DESIGN: absence).
 */
export interface Related<Row> {
  /** The first row by key for which the predicate holds; with `rank`, the row of lowest rank, which is the one to show. */
  find(predicate: (row: Row) => boolean, rank?: (row: Row) => number): Answer<Row>;
  /** The first row for which the predicate does not hold; `none`: every row was read, and it holds for each of them. */
  except(predicate: (row: Row) => boolean): Answer<Row>;
}

/** A type that an evaluator needs beside its own, the slice it reads of it, and the values by which a row is found. */
export type Relation<Row = never> = {
  readonly type: string;
  /** The provider that has the type, in whose scopes it is read and copied. Left out: the subject's own provider. */
  readonly provider?: Provider;
  /**
   * The type is read in scopes of this kind, which enclose the subject's, and copied from them. A value names the scope too
   * (`inScope`). In a scope that is not enrolled, and in the subject's own, there is no row: the answer is `none`.
   */
  readonly kind?: Exclude<ScopeKind, "">;
  /** `region`: only the unit of the subject's own unit region; `scope`: all planned units of the type. */
  readonly within: "region" | "scope";
  /** True for types planned once per scope (unit region "global"). */
  readonly global: boolean;
  readonly reads: z.ZodType<Row>;
  readonly on: (row: Row) => readonly string[];
  /**
   * For a type of other scopes: the values that a subject asks for, by its slice. Only rows that name such a value are
   * copied into the subject's chain, and the evaluator asks for no other value. Left out: every row is copied.
   */
  readonly asked?: (slice: never) => readonly string[];
  /** The values that are asked for as well once a row is found, by the relation of the evaluator that they are asked of. */
  readonly leads?: { readonly [relation: string]: (row: Row) => readonly string[] };
};

export type Relations = { readonly [name: string]: Relation };

type RowOf<R> = R extends { readonly reads: z.ZodType<infer Row> } ? Row : never;

export type Question<Parameters, Rels> = {
  readonly related: { readonly [name in keyof Rels]: (value: string) => Related<RowOf<Rels[name]>> };
  readonly parameters: Parameters;
  /** RFC 3339 instant as of which the question is asked: the slot, else the source's data time. */
  readonly asOf: string;
  /** The account, subscription, project, directory or container of the subject, such as `aws/111122223333`. */
  readonly scope: string;
};

/** A check's reading of one native type. */
export type Evaluator = {
  readonly provider: Provider;
  /** Kinds of the scopes that have the type, sorted. Left out: only those that enclose no other, such as subscriptions. */
  readonly kinds?: readonly ScopeKind[];
  readonly resourceType: string;
  /** True for types planned once per scope (unit region "global"); false for one unit per region of the scope. */
  readonly global: boolean;
  /** The slice that is projected and locked away; `z.object` strips the rest. No transforms, defaults or catch-alls. */
  readonly reads: z.ZodType;
  readonly related: Relations;
  readonly evaluate: (slice: never, question: never) => Verdict;
};

/** The value that a relation with a `kind` is asked for: `value` in the scope that encloses the subject's. */
export const inScope = (scope: string, value: string): string => `${scope}#${value}`;

export function relation<Row>(declared: Relation<Row>): Relation<Row> {
  return declared;
}

/** Declares an evaluator; `reads` types what `evaluate` receives. Evaluators do not throw. */
export function defineEvaluator<
  Slice,
  Parameters,
  const Rels extends { readonly [name: string]: unknown } = Record<never, never>,
>(declared: {
  readonly provider: Provider;
  readonly kinds?: readonly ScopeKind[];
  readonly resourceType: string;
  readonly global: boolean;
  readonly reads: z.ZodType<Slice>;
  readonly related?: Rels;
  readonly evaluate: (slice: Slice, question: Question<Parameters, Rels>) => Verdict;
}): Evaluator {
  return { related: {} as Relations, ...declared } as unknown as Evaluator;
}

/** The run's knowledge of the rows that name a value. The kernel asks, and observation/judging/related.ts answers. */
export type Lookup = {
  /** Rows that name the value, sorted by key; a problem where the row is not current or its slice does not parse. */
  readonly candidates: readonly { readonly key: string; readonly row: unknown; readonly problem: Problem | null }[];
  /** Units that absence would rest on, sorted. */
  readonly units: readonly string[];
  /** Why absence can't be concluded, or null if it can. */
  readonly absence: Problem | null;
};

export type Judged = { readonly verdict: Verdict; readonly relied: Relied };

/**
 * Asks one evaluator about one projection. The kernel, not the evaluator, records what the
 * verdict relied on: witness keys, and units for absence or units that could not answer.
 */
export function judge(
  evaluator: Evaluator,
  slice: unknown,
  lookup: (relation: string, value: string) => Lookup,
  { parameters, asOf, scope }: Pick<Question<unknown, Record<never, never>>, "parameters" | "asOf" | "scope">,
): Judged {
  const keys = new Set<string>();
  const absent = new Set<string>();
  const unanswered = new Set<string>();
  const ask = (
    name: string,
    value: string,
    wanted: (row: unknown) => boolean,
    rank: ((row: unknown) => number) | null = null,
  ): Answer<unknown> => {
    const { candidates, units: resting, absence } = lookup(name, value);
    let unknown: Problem | null = null;
    let witness: (typeof candidates)[number] | null = null;
    for (const candidate of candidates) {
      if (candidate.problem !== null) unknown ??= candidate.problem;
      else if (wanted(candidate.row)) {
        if (witness === null || (rank !== null && rank(candidate.row) < rank(witness.row))) witness = candidate;
        if (rank === null) break;
      }
    }
    if (witness !== null) {
      keys.add(witness.key);
      return { is: "found", row: witness.row, key: witness.key };
    }
    unknown ??= absence;
    for (const unit of resting) (unknown === null ? absent : unanswered).add(unit);
    return unknown === null ? { is: "none" } : { is: "unknown", problem: unknown };
  };
  const related: Record<string, (value: string) => Related<unknown>> = {};
  for (const name of Object.keys(evaluator.related)) {
    related[name] = (value) => ({
      find: (predicate, rank) => ask(name, value, predicate, rank),
      except: (predicate) => ask(name, value, (row) => !predicate(row)),
    });
  }
  const said = evaluator.evaluate(slice as never, { related, parameters, asOf, scope } as never);
  // In canonical order from here on: facts are written twice, and what is in order costs half.
  const facts = inOrder(said.facts);
  const verdict = facts === said.facts ? said : { ...said, facts };
  // A verdict that is certain in spite of a question that could not be answered does not rest on that question.
  const units = verdict.outcome === "indeterminate" ? absent.union(unanswered) : absent;
  const alone = keys.size === 0 && units.size === 0;
  return { verdict, relied: alone ? ITSELF : { keys: [...keys].sort(), units: [...units].sort() } };
}

/** Most verdicts rest on the resource alone: one for them all, so that a large estate does not hold as many. */
const ITSELF: Relied = { keys: [], units: [] };
