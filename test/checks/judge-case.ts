// Asks an evaluator about a case, as a run would: parse the slice, look related rows up, judge.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { unitOf } from "../../evidence-schema/record/record.ts";
import type { Check } from "../../checks/check.ts";
import {
  indeterminate,
  judge,
  type Evaluator,
  type Judged,
  type Lookup,
  type Provider,
  type Relation,
} from "../../checks/kernel.ts";
import type { Case, RelatedRows } from "./cases.ts";

const unexpected = (what: string): Problem => ({ code: "unexpected-shape", detail: `${what} is not as expected` });
const unread: Problem = { code: "unavailable", detail: "the related unit was not read completely" };
const nothing: RelatedRows = { rows: [] };

/** The scope of a case that names none. */
const USUAL_SCOPE: { readonly [provider in Provider]: string } = {
  aws: "aws/111122223333",
  azure: "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73",
  entra: "entra/435db7b7-46e6-4674-82d8-193e11fadc02",
  gcp: "gcp/projects/481516234201",
  workspace: "workspace/C01nl4h2x",
};

/** `keyed` are the rows of each relation by the key that each has: a run sorts by it. */
export function judgeCase(check: Check, evaluator: Evaluator, given: Case, keyed = keysByPosition(given)): Judged {
  const slice = evaluator.reads.safeParse(given.slice);
  if (!slice.success) return { verdict: indeterminate(unexpected("the slice")), relied: { keys: [], units: [] } };
  const isCopied = askedElsewhere(evaluator, slice.data, keyed);
  const lookup = (name: string, value: string): Lookup => {
    const relation = evaluator.related[name];
    if (relation === undefined) throw new Error(`${name} is no relation of ${evaluator.resourceType}`);
    if (!isCopied(name, value))
      throw new Error(`${value} of ${name} is not declared as asked, so it would not be copied`);
    // Nothing is asked in an enclosing scope that is not enrolled.
    if (relation.kind !== undefined && given.related?.[name] === undefined)
      return { candidates: [], units: [], absence: null };
    const named = valueOf(relation, value);
    const { complete = true, problem = unread } = given.related?.[name] ?? nothing;
    const candidates = (keyed[name] ?? []).flatMap(({ key, row }): Lookup["candidates"][number][] => {
      const parsed = relation.reads.safeParse(row);
      // Nobody knows which value it names.
      if (!parsed.success) return [{ key, row: null, problem: unexpected("a related row") }];
      return relation.on(parsed.data as never).includes(named) ? [{ key, row: parsed.data, problem: null }] : [];
    });
    return {
      candidates: candidates.sort((a, b) => (a.key < b.key ? -1 : 1)),
      units: [unitOf(relation.type, relation.global ? "global" : "eu-central-1")],
      absence: complete ? null : problem,
    };
  };
  const parameters = check.parameters.parse(given.parameters ?? {});
  const { asOf = "2026-09-01T06:00:00.000Z", scope = USUAL_SCOPE[evaluator.provider] } = given;
  return judge(evaluator, slice.data, lookup, { parameters, asOf, scope });
}

/** The value as a row names it: a question to an enclosing scope names that scope too. */
const valueOf = ({ kind }: Relation, value: string): string =>
  kind === undefined ? value : value.slice(value.indexOf("#") + 1);

/** Whether a run would copy the rows of a relation that name a value: as the relation declares, not as the evaluator asks. */
function askedElsewhere(evaluator: Evaluator, slice: unknown, keyed: KeyedRows) {
  const declared = Object.entries(evaluator.related).filter(([, { asked }]) => asked !== undefined);
  const wanted = declared.flatMap(([name, { asked }]) =>
    (asked?.(slice as never) ?? []).map((value) => ({ name, value })),
  );
  for (const { name, value } of wanted) {
    const { reads, on, leads = {} } = evaluator.related[name] as Relation;
    for (const { row } of keyed[name] ?? []) {
      const parsed = reads.safeParse(row);
      if (!parsed.success || !on(parsed.data).includes(value)) continue;
      for (const [to, values] of Object.entries(leads))
        for (const next of values(parsed.data))
          if (!wanted.some((each) => each.name === to && each.value === next)) wanted.push({ name: to, value: next });
    }
  }
  return (name: string, value: string): boolean =>
    evaluator.related[name]?.asked === undefined || wanted.some((each) => each.name === name && each.value === value);
}

export type KeyedRows = { readonly [relation: string]: readonly { readonly key: string; readonly row: Json }[] };

export function keysByPosition(given: Case): KeyedRows {
  const related = Object.entries(given.related ?? {});
  return Object.fromEntries(
    related.map(([name, { rows }]) => [name, rows.map((row, at) => ({ key: `row-${at + 100}`, row }))]),
  );
}
