// Asks every question of the worked cases of one item.
import { describe, expect, test } from "vitest";
import { caseAnswers } from "../../support/period/case-answers.ts";
import { cases } from "./cases.ts";
import { foundCases } from "./found-cases.ts";

describe.each([...cases, ...foundCases])("$case", ({ readings, terms = {}, failures, status, exceptions, days }) => {
  const answers = caseAnswers(readings, terms);

  test("failures with their brackets", () => {
    expect(answers.failures).toEqual(failures);
  });

  test("lateness", () => {
    expect(answers.status).toEqual(status);
  });

  test("exceptions in the window", () => {
    expect(answers.exceptions).toEqual(exceptions);
  });

  test("days", () => {
    expect(answers.days).toBe(days);
  });
});
