// The quick yes against zod: on values near every schema that evidence and checks have, it says and gives the same.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checks } from "../../../checks/index.ts";
import { plainlyAccepts, readAs } from "../../../evidence-schema/bytes/acceptor.ts";
import { seal } from "../../../evidence-schema/log/log-schema.ts";
import { ACTS, RUN_RECORDS } from "../../../evidence-schema/record/record-schema.ts";

const records: [string, z.ZodType][] = [
  ...Object.entries(RUN_RECORDS).map(([type, { body }]): [string, z.ZodType] => [type, body]),
  ...Object.entries(ACTS),
  ["seal", seal],
];

const slices = checks.flatMap(({ id, evaluators }) =>
  evaluators.flatMap(({ resourceType, reads, related }): [string, z.ZodType][] => [
    [`${id} ${resourceType}`, reads],
    ...Object.entries(related).map(([name, relation]): [string, z.ZodType] => [
      `${id} ${resourceType} ${name}`,
      relation.reads,
    ]),
  ]),
);

const others: [string, z.ZodType][] = [
  ["a format", z.email()],
  ["a coercion", z.coerce.number()],
  ["a fraction", z.number()],
  ["a transform", z.string().transform((text) => text.length)],
  ["a default", z.object({ a: z.string().default("x") })],
  ["a trimmed text", z.object({ a: z.string().trim() })],
  ["a strict object", z.strictObject({ a: z.string().optional() })],
  ["a refined object", z.object({ a: z.int().optional() }).refine((value) => Object.keys(value).length < 2)],
  ["a value that must be there", z.object({ a: z.unknown().refine((value) => value !== undefined) })],
  ["a bounded list", z.array(z.string()).max(1)],
  ["a union whose first option is left to zod", z.union([z.object({ a: z.number() }), z.object({ b: z.unknown() })])],
  [
    "a union whose options overlap",
    z.union([z.object({ a: z.string().optional(), b: z.unknown() }), z.object({ b: z.unknown() })]),
  ],
  ["a sticky pattern", z.string().regex(/a/y)],
];

/** Values that the schema takes, and such that differ from them somewhere. */
function near(schema: z.ZodType): fc.Arbitrary<unknown> {
  const of = valuesOf(schema as z.core.$ZodType as z.core.$ZodTypes);
  return fc.oneof(
    { weight: 24, arbitrary: of },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

const inner = (schema: z.core.$ZodType): fc.Arbitrary<unknown> => near(schema as z.ZodType);

function valuesOf({ _zod: { def } }: z.core.$ZodTypes): fc.Arbitrary<unknown> {
  switch (def.type) {
    case "string":
      return fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.constantFrom(
          "a",
          "none",
          "0".repeat(64),
          "2026-09-01T06:00:00.000Z",
          "2026-02-30T06:00:00.000Z",
          "10.0.0.0/8",
          "22",
          " a@b.example",
        ),
      );
    case "number":
      return fc.oneof(fc.integer({ min: -2, max: 5 }), fc.double(), fc.constantFrom(2 ** 53, -0));
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...Object.values(def.entries));
    case "literal":
      return fc.constantFrom(...def.values);
    case "nullable":
    case "optional":
      return fc.oneof(inner(def.innerType), fc.constantFrom(null, undefined));
    case "array":
      return fc.array(inner(def.element), { maxLength: 3 });
    case "union":
      return fc.oneof(...def.options.map(inner));
    case "intersection":
      return fc.tuple(inner(def.left), inner(def.right)).map(([left, right]) => Object.assign({}, left, right));
    case "record":
      return fc.dictionary(fc.constantFrom("tests", "a", "__proto__", "constructor"), inner(def.valueType), {
        maxKeys: 3,
      });
    case "object": {
      const members = Object.entries(def.shape).map(([name, member]): [string, fc.Arbitrary<unknown>] => [
        name,
        inner(member),
      ]);
      const more: [string, fc.Arbitrary<unknown>] = ["more", fc.option(fc.jsonValue({ maxDepth: 1 }))];
      const all = Object.fromEntries([more, ...members]);
      return fc.oneof({ weight: 3, arbitrary: fc.record(all) }, fc.record(all, { requiredKeys: [] }));
    }
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

describe.each([...records, ...slices, ...others])("%s", (_name, schema) => {
  test("nothing is accepted that zod refuses", () => {
    fc.assert(
      fc.property(near(schema), (value) => {
        if (plainlyAccepts(schema, value)) expect(schema.safeParse(value).success).toBe(true);
      }),
    );
  });

  test("what is read is what zod gives", () => {
    fc.assert(
      fc.property(near(schema), (value) => {
        const [found, expected] = [readAs(schema, value), schema.safeParse(value)];
        expect(found.success).toBe(expected.success);
        expect(found.data).toStrictEqual(expected.data);
      }),
    );
  });
});

test.each(records)("%s: what has its shape is accepted without zod", (_name, schema) => {
  // Zod does not look at a member of that name.
  const isPlain = (value: unknown): boolean => !fc.stringify(value).includes("__proto__");
  const values = fc.sample(near(schema), { numRuns: 400, seed: 1 }).filter(isPlain);
  const plain = values.filter((value) => schema.safeParse(value).success);
  expect(plain.filter((value) => !plainlyAccepts(schema, value))).toEqual([]);
});
