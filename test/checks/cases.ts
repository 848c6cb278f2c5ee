// What a check is shown by: for each of its evaluators, slices of configuration and the verdict that each must get.
import type { Basis } from "../../checks/kernel.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Outcome, Problem, ProblemCode } from "../../evidence-schema/record/record.ts";

/** Members that a case sets on an otherwise usual resource. */
export type Members = { readonly [member: string]: Json };

export type RelatedRows = {
  readonly rows: readonly Json[];
  /** Whether their units were read completely; true unless said otherwise. */
  readonly complete?: boolean;
  /** Why absence can't be concluded where it was not. */
  readonly problem?: Problem;
};

export type Case = {
  readonly name: string;
  /** The body as a collector gives it, before the evaluator's `reads` strips it. */
  readonly slice: Json;
  readonly related?: { readonly [relation: string]: RelatedRows };
  readonly parameters?: { readonly [name: string]: Json };
  /** The instant of the question; 1 September 2026 unless said otherwise. */
  readonly asOf?: string;
  /** The scope of the resource; the same of each provider unless said otherwise. */
  readonly scope?: string;
  readonly expect: Outcome;
  readonly basis?: Basis;
  readonly facts?: Json;
  readonly because?: string;
  readonly problem?: ProblemCode;
};

/** By provider and resource type. Where an evaluator can't come to an outcome, `never` says why. */
export type Cases = {
  readonly [evaluator: `${string} ${string}`]: {
    readonly never?: { readonly [outcome in Outcome]?: string };
    readonly cases: readonly Case[];
  };
};
