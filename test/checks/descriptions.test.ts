// What every check says of itself: requirement, remedies, parameters and the pages that it rests on.
import { expect, test } from "vitest";
import { z } from "zod";
import { typesOf } from "../../checks/check.ts";
import { CLOUDS } from "../../checks/clouds.ts";
import { checks } from "../../checks/index.ts";

test.each(checks)("$id says what it is in sentences, and rests on official pages", (check) => {
  const { title, requirement, rationale, limits, remediation, unavailableIn = {}, references, version } = check;
  const changes = Object.values(remediation).map(({ change }) => change);
  for (const text of [requirement, rationale, limits, ...changes, ...Object.values(unavailableIn)])
    expect(text).toMatch(/^[A-Z].+\.$/);
  expect(title).toMatch(/^[A-Z].+[^.]$/);
  expect(version).toBeGreaterThanOrEqual(1);
  expect(references.length).toBeGreaterThan(0);
  for (const { url } of references) expect(new URL(url).protocol).toBe("https:");
  const official =
    /^https:\/\/(docs\.aws\.amazon\.com|learn\.microsoft\.com|docs\.cloud\.google\.com|developers\.google\.com)\//;
  for (const { url } of references) expect(url).toMatch(official);
});

test.each(checks)("$id judges each cloud and tells the remedy, or says why it does not", (check) => {
  for (const { cloud } of CLOUDS) {
    const judged = typesOf(check, cloud).length > 0;
    const said = [check.remediation[cloud] !== undefined, check.unavailableIn?.[cloud] === undefined];
    expect([cloud, ...said]).toEqual([cloud, judged, judged]);
  }
});

test.each(checks)("$id has a default for every parameter, described, and knows no others", ({ parameters }) => {
  expect(Object.keys(parameters.parse({})).sort()).toEqual(Object.keys(parameters.shape).sort());
  expect(parameters.safeParse({ nobodyKnowsThis: true }).success).toBe(false);
  for (const parameter of Object.values(parameters.shape)) {
    expect(z.toJSONSchema(parameter, { io: "input" }).description).toMatch(/\.$/);
  }
});
