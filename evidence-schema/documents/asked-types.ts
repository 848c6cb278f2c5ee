// Lists the types that an evaluator asks for, each with the kinds of scopes that it is read in (FORMAT.md section 11).
import { kindOf, LEAF } from "../keys/scope-kind.ts";

type Type = { readonly provider: string; readonly type: string; readonly global: boolean };

/** A type that an evaluator needs beside its own. `kind`: it is read in scopes of this kind that enclose the evaluator's. */
export type RelatedType = Type & { readonly kind?: string | undefined };

/** The types that a `tests` document says of an evaluator. `kinds`: those of the scopes that it judges; left out, leaves. */
export type AskingEvaluator = Type & {
  readonly kinds?: readonly string[] | undefined;
  readonly related: readonly RelatedType[];
};

/** A type, and the scopes that it is read in. */
export type AskedType = Type & { readonly kinds: readonly string[] };

const LEAVES: readonly string[] = [LEAF];

/** Whether a scope is one of those that a type is read in, or that an evaluator judges. */
export function isReadIn(
  { provider, kinds = LEAVES }: { readonly provider: string; readonly kinds?: readonly string[] | undefined },
  scope: string,
): boolean {
  return scope.startsWith(`${provider}/`) && kinds.includes(kindOf(scope));
}

/** Whether a related type is read in other scopes than the one that the evaluator judges. */
export const isElsewhere = (evaluator: { readonly provider: string }, { provider, kind }: RelatedType): boolean =>
  provider !== evaluator.provider || kind !== undefined;

/** The related type with the scopes that it is read in. */
export const askedAs = (evaluator: Pick<AskingEvaluator, "provider" | "kinds">, related: RelatedType): AskedType => ({
  provider: related.provider,
  type: related.type,
  global: related.global,
  kinds: isElsewhere(evaluator, related) ? [related.kind ?? LEAF] : (evaluator.kinds ?? LEAVES),
});

/** The evaluator's own type, and those that are related to it. */
export const askedTypes = (evaluator: AskingEvaluator): AskedType[] => [
  { ...evaluator, kinds: evaluator.kinds ?? LEAVES },
  ...evaluator.related.map((related) => askedAs(evaluator, related)),
];
