// Members that a cloud leaves out or gives in another form: the cause names the member, and says which of both it is.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checks } from "../../../checks/index.ts";
import { canonicalize } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { slicesByType } from "../../../observation/plan/tests-document.ts";
import { readCases } from "../../checks/read-cases.ts";
import { project, unfit, whyUnfit } from "../../../observation/reading/projection.ts";

const reads = z.object({
  Name: z.string(),
  Groups: z.array(z.object({ Id: z.string() })).optional(),
  Flag: z.boolean().nullish(),
});
const causeOf = (body: object) => whyUnfit(project(body as never, new Map([["slice", reads]])), "slice");

describe("a member that is left out", () => {
  test.each([
    [{}, "the answer has no value for Name"],
    [{ Name: undefined }, "the answer has no value for Name"],
    [{ Name: null }, "the answer has no value for Name"],
    [{ Name: "a", Groups: [{ Id: "1" }, {}] }, "the answer has no value for Groups.1.Id"],
  ])("%j: %s", (body, detail) => {
    expect(causeOf(body)).toEqual({ code: "not-in-answer", detail });
  });
});

describe("a member of another form", () => {
  test.each([
    [{ Name: 7 }, "Name is not of type string"],
    [{ Name: "a", Flag: "true" }, "Flag is not of type boolean"],
    [{ Name: "a", Groups: {} }, "Groups is not of type array"],
  ])("%j: %s", (body, detail) => {
    expect(causeOf(body)).toEqual({ code: "unexpected-shape", detail });
  });
});

test("a body that fits has no cause", () => {
  expect(causeOf({ Name: "a", Flag: null })).toBeNull();
});

test("the cause never repeats a value", () => {
  for (const value of ["jane.doe@example.com", 7, ["jane"], { jane: 1 }]) {
    expect(JSON.stringify(causeOf({ Name: "a", Flag: value as never, Groups: value as never }))).not.toMatch(/jane|7/);
  }
});

const casesOf = await readCases();
const slices = slicesByType(checks.map((check) => ({ check, parameters: {} })));
const bodies = checks.flatMap((check) =>
  check.evaluators.flatMap(({ provider, resourceType }) =>
    (casesOf.get(check.id)?.[`${provider} ${resourceType}`]?.cases ?? []).map(({ slice, name }) => ({
      name: `${check.id}, ${resourceType}: ${name}`,
      body: slice as JsonObject,
      type: resourceType,
    })),
  ),
);

test("what is projected of every case of every check is in canonical order", () => {
  expect(bodies.length).toBeGreaterThan(500);
  for (const { name, body, type } of bodies) {
    const projection = project(body, slices.get(type) ?? new Map());
    expect(JSON.stringify(projection), name).toBe(canonicalize(projection));
  }
});

/** Every evaluator that cannot do without some member says which one, where the cloud answers with nothing at all. */
const evaluators = checks.flatMap((check) => check.evaluators.map((evaluator) => ({ check, evaluator })));
test.each(evaluators.map(({ check, evaluator }) => [`${check.id} ${evaluator.resourceType}`, evaluator] as const))(
  "%s names the first member that is left out",
  (_, evaluator) => {
    const parsed = evaluator.reads.safeParse({});
    if (parsed.success) return;
    expect(unfit(parsed.error, {})).toEqual({
      code: "not-in-answer",
      detail: expect.stringMatching(/^the answer has no value for \w+$/) as string,
    });
  },
);
