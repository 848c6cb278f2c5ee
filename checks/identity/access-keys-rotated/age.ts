// Judges keys by their age. Facts hold no ages: facts must not differ before somebody, or the outcome, changed.
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import { dateIfSet, readInstant } from "../../readings/instant.ts";
import type { Parameters } from "./parameters.ts";

/** The parts of the question that evaluators of this check use. */
export type AgeQuestion = { readonly parameters: Parameters; readonly asOf: string };

/** The more a problem depends on the time of asking, the later it is told: the cause stays when another one passes. */
const PROBLEMS = {
  unreadable: { code: "unexpected-shape", detail: "the date of a key cannot be read as a date" },
  undated: { code: "not-in-answer", detail: "the answer from the cloud lacks a date of a key" },
  missing: { code: "contradictory", detail: "an active access key has no date of its last rotation" },
  future: { code: "contradictory", detail: "the date of a key lies in the future" },
} as const satisfies { readonly [name: string]: Problem };

export type Age = "within" | "over" | keyof typeof PROBLEMS;

const DAY = 24 * 60 * 60 * 1000;

/** `from` is when the key was made or last rotated. As old as allowed is not over. */
export function ageOf(from: string | null | undefined, { parameters, asOf }: AgeQuestion): Age {
  const since = readInstant(from);
  if (since === null) return dateIfSet(from ?? null) === null ? "undated" : "unreadable";
  const age = Date.parse(asOf) - since;
  if (age < 0) return "future";
  return age > parameters.maxAgeDays * DAY ? "over" : "within";
}

/** The verdicts by whose keys are judged. A key of a service account, or of APIs, is judged alone. */
const VERDICTS = {
  user: {
    over: (facts: JsonObject) => fail("an active access key of the user is older than allowed", facts),
    within: (facts: JsonObject) => pass("no active access key of the user is older than allowed", facts),
  },
  application: {
    over: (facts: JsonObject) => fail("a valid client secret of the application is older than allowed", facts),
    within: (facts: JsonObject) => pass("no valid client secret of the application is older than allowed", facts),
  },
  storageAccount: {
    over: (facts: JsonObject) => fail("an access key of the storage account is older than allowed", facts),
    within: (facts: JsonObject) => pass("no access key of the storage account is older than allowed", facts),
  },
  apiKey: {
    over: (facts: JsonObject) => fail("the API key is older than allowed", facts),
    within: (facts: JsonObject) => pass("the API key is not older than allowed", facts),
  },
  serviceAccountKey: {
    over: (facts: JsonObject) => fail("the service account key is older than allowed", facts),
    within: (facts: JsonObject) => pass("the service account key is not older than allowed", facts),
  },
} as const;

/** A single key over age is enough to fail, even if the age of other keys is not known. `ages` is of all keys of `whose`. */
export function judgeAges(ages: readonly Age[], whose: keyof typeof VERDICTS, facts: JsonObject): Verdict {
  if (ages.includes("over")) return VERDICTS[whose].over(facts);
  for (const problem of ["unreadable", "undated", "missing", "future"] as const) {
    if (ages.includes(problem)) return indeterminate(PROBLEMS[problem], facts);
  }
  return VERDICTS[whose].within(facts);
}
