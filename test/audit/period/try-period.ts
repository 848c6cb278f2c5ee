// Runs in a child process with one mistake in the project's sources or with none: prints the cases and properties that something is
// wrong with, a JSON list.
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { caseAnswers } from "../../support/period/case-answers.ts";
import { histories } from "../../support/period/model/any-history.ts";
import { answersTo } from "../../support/period/model/asked.ts";
import { PROPERTIES } from "../../support/period/model/properties.ts";
import { cases } from "./cases.ts";
import { foundCases } from "./found-cases.ts";

const [tried = "300"] = process.argv.slice(2);
const wrong = new Set<string>();

for (const { case: name, readings, terms, failures, status, exceptions, days } of [...cases, ...foundCases])
  if (!isDeepStrictEqual(caseAnswers(readings, terms), { failures, status, exceptions, days }))
    wrong.add(name.split(" ")[0] ?? name);

for (const history of fc.sample(histories, { numRuns: Number(tried), seed: 38 }))
  for (const [name, holds] of Object.entries(PROPERTIES))
    if (!wrong.has(name) && holds(history, answersTo(history)).length > 0) wrong.add(name);

console.log(JSON.stringify([...wrong]));
