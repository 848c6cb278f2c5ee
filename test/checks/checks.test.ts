// Every check: its cases, what holds of every verdict, and that nothing of it is missing.
import { becauseOf } from "../../evidence-schema/record/because.ts";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { typesOf } from "../../checks/check.ts";
import { CLOUDS } from "../../checks/clouds.ts";
import { checks } from "../../checks/index.ts";
import type { Check } from "../../checks/check.ts";
import type { Evaluator, Verdict } from "../../checks/kernel.ts";
import { canonicalize, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { PROBLEM_CODES } from "../../evidence-schema/record/record.ts";
import type { Case } from "./cases.ts";
import { judgeCase, keysByPosition, type KeyedRows } from "./judge-case.ts";
import { readCases } from "./read-cases.ts";
import { pathsOf, replace, shuffle, shuffleList } from "./rearrange.ts";

const casesOf = await readCases();

type Subject = { readonly check: Check; readonly evaluator: Evaluator; readonly name: `${string} ${string}` };
const subjects: readonly Subject[] = checks.flatMap((check) =>
  check.evaluators.map(
    (evaluator) => ({ check, evaluator, name: `${evaluator.provider} ${evaluator.resourceType}` }) as const,
  ),
);
const given = ({ check, name }: Subject): readonly Case[] => casesOf.get(check.id)?.[name]?.cases ?? [];

/** What holds of a verdict whatever was judged. */
function expectSound(verdict: Verdict): void {
  expect(verdict.because).toMatch(/^\S.{0,118}[^\s.]$/);
  expect(canonicalize(verdict.facts).length).toBeLessThan(20_000);
  // In canonical order at the source: facts are written twice for each result, and out of order they are copied first.
  expect(JSON.stringify(verdict.facts)).toBe(canonicalize(verdict.facts));
  // Facts and reasons stay when a person's name is erased.
  expect(JSON.stringify([verdict.because, verdict.facts])).not.toMatch(/person:|@/);
  if (verdict.outcome !== "indeterminate") return;
  expect(PROBLEM_CODES).toContain(verdict.problem.code);
  expect(verdict.because).toBe(becauseOf(verdict.problem));
}

describe.each(subjects)("$check.id: $name", (subject) => {
  const { check, evaluator, name } = subject;

  test.each(given(subject))("$name is $expect", (one) => {
    const { verdict } = judgeCase(check, evaluator, one);
    expectSound(verdict);
    expect({ outcome: verdict.outcome, because: verdict.because }).toEqual({
      outcome: one.expect,
      because: one.because ?? verdict.because,
    });
    if (one.facts !== undefined) expect(verdict.facts).toEqual(one.facts);
    if (one.basis !== undefined) expect(verdict).toHaveProperty("basis", one.basis);
    if (one.problem !== undefined) expect(verdict).toHaveProperty("problem.code", one.problem);
    const slice = evaluator.reads.safeParse(one.slice);
    // Free text, such as the description of a rule, is no part of a slice.
    if (slice.success) expect(canonicalize(slice.data as Json)).not.toContain("alice");
  });

  test.each(["pass", "fail", "indeterminate"] as const)("%s has a case, or a reason why there is none", (outcome) => {
    const reason = casesOf.get(check.id)?.[name]?.never?.[outcome];
    const has = given(subject).some((one) => one.expect === outcome);
    expect(has).toBe(reason === undefined);
  });

  test("names of cases tell them apart", () => {
    const names = given(subject).map((one) => one.name);
    expect(names).toEqual([...new Set(names)]);
  });

  // APIs promise no order of lists, and keys of related rows are anything.
  test("no order of lists, rows and keys makes a difference", () => {
    fc.assert(
      fc.property(fc.constantFrom(...given(subject)), fc.infiniteStream(fc.nat()), (one, random) => {
        const next = (): number => random.next().value ?? 0;
        const shuffled = {
          ...one,
          slice: shuffle(one.slice, next),
          parameters: shuffle(one.parameters ?? {}, next),
        } as Case;
        const rows = Object.entries(keysByPosition(one)).map(([relation, keyed]) => {
          const keys = shuffleList(
            keyed.map(({ key }) => key),
            next,
          );
          const moved = keyed.map(({ row }, at) => ({ key: keys[at] ?? "", row: shuffle(row, next) }));
          return [relation, shuffleList(moved, next)] as const;
        });
        const expected = judgeCase(check, evaluator, one);
        expect(judgeCase(check, evaluator, one)).toEqual(expected);
        const { verdict } = judgeCase(check, evaluator, shuffled, Object.fromEntries(rows) as KeyedRows);
        expect(canonicalize(verdict.facts)).toBe(canonicalize(expected.verdict.facts));
        expect(verdict).toEqual(expected.verdict);
      }),
    );
  });

  test("no configuration makes it throw, or say what cannot be recorded", () => {
    const likely = fc.constantFrom<Json>("", "*", "::/0", "22-22", "TRUE", 65536, null, []);
    const part = fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, likely).filter(isRecordable);
    fc.assert(
      fc.property(fc.constantFrom(...given(subject)), fc.nat(), part, (one, where, spoilt) => {
        const spoil = (value: Json): Json =>
          replace(value, pathsOf(value)[where % pathsOf(value).length] ?? [], spoilt);
        const related = Object.entries(one.related ?? {}).map(
          ([relation, rows]) => [relation, { ...rows, rows: rows.rows.map(spoil) }] as const,
        );
        for (const changed of [
          { ...one, slice: spoil(one.slice) },
          { ...one, related: Object.fromEntries(related) },
        ]) {
          expect(isRecordable(judgeCase(check, evaluator, changed).verdict.facts)).toBe(true);
        }
      }),
    );
  });
});

function isRecordable(value: Json): boolean {
  try {
    canonicalize(value);
    return true;
  } catch {
    return false;
  }
}

describe("inventory", () => {
  const root = join(import.meta.dirname, "../../checks");
  const folders = (path: string): string[] =>
    readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );

  test("every folder is a check that is registered, under its domain", () => {
    const domains = folders(".").filter((name) => name !== "engines" && name !== "readings");
    const found = domains.flatMap((domain) => folders(domain).map((id) => `${domain}/${id}`));
    expect(checks.map(({ domain, id }) => `${domain}/${id}`).sort()).toEqual(found.sort());
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });

  test.each(checks)("$id has the files of a check, one for each cloud that has the thing", (check) => {
    const clouds = CLOUDS.map(({ cloud }) => cloud).filter((cloud) => typesOf(check, cloud).length > 0);
    const files = readdirSync(join(root, check.domain, check.id));
    expect(clouds).not.toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([...clouds.map((cloud) => `${cloud}.ts`), "index.ts", "parameters.ts"]),
    );
  });

  test("every check and evaluator has cases, and no others have", () => {
    expect([...casesOf.keys()].sort()).toEqual(checks.map(({ id }) => id).sort());
    for (const { id } of checks) {
      const names = subjects.filter(({ check }) => check.id === id).map(({ name }) => name);
      expect(Object.keys(casesOf.get(id) ?? {}).sort()).toEqual(names.sort());
    }
  });

  const slices = subjects.flatMap(({ check, evaluator, name }) => [
    { name: `${check.id}: ${name}`, reads: evaluator.reads },
    ...Object.entries(evaluator.related).map(([relation, { reads }]) => ({
      name: `${check.id}: ${name}: ${relation}`,
      reads,
    })),
  ]);
  test.each(slices)("$name reads a slice and changes nothing in it", ({ reads }) => {
    expect(alterations(reads)).toEqual([]);
    expect(() => z.toJSONSchema(reads)).not.toThrow();
  });

  // What a run projects of a type goes by check and name of the relation.
  test("one name of a relation means one slice of a type within a check", () => {
    for (const check of checks) {
      const slices = new Map<string, z.ZodType>();
      for (const { related } of check.evaluators) {
        for (const [name, { type, reads }] of Object.entries(related)) {
          const known = slices.get(`${name} ${type}`) ?? reads;
          slices.set(`${name} ${type}`, known);
          expect([check.id, name, type, known === reads]).toEqual([check.id, name, type, true]);
        }
      }
    }
  });

  test("a type is global everywhere or nowhere, and is related to within what it is planned in", () => {
    const planned = new Map<string, boolean>();
    const declared = subjects.flatMap(({ evaluator }) => [
      { type: `${evaluator.provider} ${evaluator.resourceType}`, global: evaluator.global },
      ...Object.values(evaluator.related).map(({ provider = evaluator.provider, type, global }) => ({
        type: `${provider} ${type}`,
        global,
      })),
    ]);
    for (const { type, global } of declared)
      expect([type, planned.get(type) ?? planned.set(type, global).get(type)]).toEqual([type, global]);
    for (const { evaluator } of subjects) {
      for (const { type, within, global } of Object.values(evaluator.related)) {
        expect(type).not.toBe("");
        if (within === "region") expect([type, global]).toEqual([type, evaluator.global]);
      }
    }
  });

  // Slices go by check and type: where several clouds have a type, a check reads one and the same of it.
  test("a check reads one slice of a type, whichever cloud has it", () => {
    const slices = new Map<string, string>();
    for (const { check, evaluator } of subjects) {
      const id = `${check.id} ${evaluator.resourceType}`;
      const slice = JSON.stringify(z.toJSONSchema(evaluator.reads));
      expect([id, slices.get(id) ?? slices.set(id, slice).get(id)]).toEqual([id, slice]);
    }
  });

  // One that names its own provider would look for copies, and find none.
  test("a relation names a provider only where it is another's, and then means all of its scopes", () => {
    for (const { evaluator } of subjects) {
      for (const { type, provider, within } of Object.values(evaluator.related))
        if (provider !== undefined)
          expect([type, provider === evaluator.provider, within]).toEqual([type, false, "scope"]);
    }
  });

  // A directory has many people, and whoever relies on it has a chain of its own.
  test("a relation says what it asks of other scopes, and leads to relations of the same evaluator", () => {
    for (const { evaluator } of subjects) {
      for (const { type, provider, kind, asked, leads = {} } of Object.values(evaluator.related)) {
        expect([type, asked === undefined]).toEqual([type, provider === undefined && kind === undefined]);
        // Which scopes are asked is known from the subjects alone, before any of them is loaded.
        for (const to of Object.keys(leads))
          expect([type, to, evaluator.related[to]?.kind]).toEqual([type, to, undefined]);
        expect(Object.keys(evaluator.related)).toEqual(expect.arrayContaining(Object.keys(leads)));
      }
    }
  });
});

type Definition = {
  readonly type: string;
  readonly coerce?: boolean;
  readonly catchall?: z.core.$ZodType;
  readonly shape?: { readonly [member: string]: z.core.$ZodType };
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[];
};

const harmless = ["array", "boolean", "enum", "literal", "nullable", "number", "object", "optional", "string", "union"];

/** Parts of a schema that let through, refuse or change more than the members it names: none may be in a slice. */
function alterations(schema: z.core.$ZodType): string[] {
  const definition = schema._zod.def as unknown as Definition;
  const { type, coerce, catchall, shape = {}, element, innerType, options = [], checks: rules = [] } = definition;
  const inner = [...Object.values(shape), ...options, element, innerType].filter((one) => one !== undefined);
  return [
    ...(harmless.includes(type) ? [] : [type]),
    ...(coerce === true ? ["coerce"] : []),
    ...(catchall === undefined ? [] : ["catchall"]),
    ...(rules.some(({ _zod }) => _zod.def.check === "overwrite") ? ["overwrite"] : []),
    ...inner.flatMap(alterations),
  ];
}

test.each([
  ["transform", z.object({ a: z.string().transform((text) => text) })],
  ["default", z.object({ a: z.array(z.string().default("")) })],
  ["catch", z.object({ a: z.string().catch("") })],
  ["loose", z.looseObject({})],
  ["strict", z.strictObject({})],
  ["overwrite", z.object({ a: z.string().trim().optional() })],
  ["coerce", z.union([z.coerce.number(), z.null()])],
  ["any", z.object({ a: z.unknown() })],
])("a slice with %s would be found", (_, reads) => {
  expect(alterations(reads)).not.toEqual([]);
});
