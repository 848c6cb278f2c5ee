// The synthetic checks as the product's kernel runs them.
import { z } from "zod";
import { type Check, defineCheck } from "../../checks/check.ts";
import {
  type Answer,
  defineEvaluator,
  fail,
  indeterminate,
  pass,
  type Related,
  relation,
  type Relation,
  type Verdict,
} from "../../checks/kernel.ts";
import type { ConfiguredCheck } from "../../observation/plan/tests-document.ts";
import type { Question, Specification } from "./specification.ts";

type Row = { readonly [field: string]: string };
type Asking = {
  readonly related: { readonly [name: string]: (value: string) => Related<Row> };
  readonly parameters: { readonly strict: boolean };
};

const slice = (fields: readonly string[]): z.ZodType<Row> =>
  z.object(Object.fromEntries(fields.map((field) => [field, z.string()])));

const relationOf = ({ type, within, elsewhere = false, fields }: Question): Relation<Row> =>
  relation({
    ...(elsewhere ? { provider: "entra" as const } : {}),
    type,
    within,
    global: elsewhere,
    reads: slice(fields),
    on: (row) => [row["target"] ?? ""],
  });

const checks = new Map<string, Check>();

/** The check of a specification, as the config would name it. */
export function configured(specification: Specification): ConfiguredCheck {
  const { strict, ...rest } = specification;
  const id = JSON.stringify(rest);
  let check = checks.get(id);
  if (check === undefined) checks.set(id, (check = build(specification)));
  return { check, parameters: { strict } };
}

function build(specification: Specification): Check {
  const { id, version, type, fields, questions } = specification;
  const evaluator = defineEvaluator<Row, { readonly strict: boolean }>({
    provider: "aws",
    resourceType: type,
    global: false,
    reads: slice(fields),
    related: Object.fromEntries(questions.map((question) => [question.name, relationOf(question)])) as Record<
      never,
      never
    >,
    evaluate: (row, asking) => evaluate(specification, row, asking as unknown as Asking),
  });
  return defineCheck({
    id,
    version,
    domain: "logging",
    title: id,
    requirement: id,
    rationale: id,
    remediation: {},
    limits: id,
    severity: "low",
    parameters: z.object({ strict: z.boolean() }),
    references: [],
    evaluators: [evaluator],
  });
}

function evaluate({ kind, fields, questions }: Specification, row: Row, { related, parameters }: Asking): Verdict {
  if (kind === "value") {
    const bad = fields.filter((field) => row[field] === "bad" || (parameters.strict && row[field] === "poor"));
    return bad.length === 0 ? pass("good") : fail("bad", { bad });
  }
  const answers: Answer<Row>[] = [];
  for (const { name, wanted } of questions) {
    const rows = (related[name] as (value: string) => Related<Row>)(row["name"] ?? "");
    const isWanted = (each: Row): boolean => Object.entries(wanted).every(([field, value]) => each[field] === value);
    const answer = kind === "no" ? rows.except((each) => !isWanted(each)) : rows.find(isWanted);
    if (answer.is === "found") return kind === "no" ? fail("a bad one") : pass("one");
    answers.push(answer);
  }
  for (const answer of answers) if (answer.is === "unknown") return indeterminate(answer.problem);
  return kind === "no" ? pass("no bad one") : fail("none");
}
