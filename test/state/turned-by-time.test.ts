// When a result counts as turned by time alone: one condition after the other is not met.
import { expect, test } from "vitest";
import type { Finding, Relied } from "../../evidence-schema/record/record.ts";
import { turnedByTime } from "../../evidence-schema/state/turned-by-time.ts";

const finding = (outcome: Finding["outcome"], members: Partial<Finding> = {}): Finding => ({
  basis: "configured",
  because: "",
  check: "access-keys-rotated",
  facts: {},
  held: { as: "baseline", lanes: "memory", opened: { gen: 0, seq: 1 }, outcome, version: "1" },
  lanes: "memory",
  outcome,
  problem: null,
  relied: relied(["account"]),
  transition: null,
  version: "1",
  ...members,
});
const relied = (keys: readonly string[], units: readonly string[] = []): Relied => ({ keys, units });
const drift = (members: Partial<Finding> = {}): Finding => finding("fail", { transition: "drift", ...members });

test.each([
  ["nothing was said but the finding", finding("pass"), drift(), true],
  ["it recovers", finding("fail"), finding("pass", { transition: "recovered" }), true],
  ["the verdicts rely on other resources", finding("pass", { relied: relied([]) }), drift(), true],
  ["there was none before", undefined, drift(), false],
  ["it was not known before", finding("indeterminate"), drift(), false],
  ["other tests judge", finding("pass"), drift({ transition: "rejudged" }), false],
  ["nothing turned", finding("fail"), drift({ transition: null }), false],
  ["the verdict relied on what was said anew", finding("pass", { relied: relied(["changed"]) }), drift(), false],
  ["the verdict relies on what was said anew", finding("pass"), drift({ relied: relied(["changed"]) }), false],
  ["the verdict rested on absence", finding("pass", { relied: relied([], ["type@region"]) }), drift(), false],
  ["the verdict rests on absence", finding("pass"), drift({ relied: relied([], ["type@region"]) }), false],
])("%s", (_, before, after, expected) => {
  const isTouched = (key: string): boolean => key === "changed";
  expect(turnedByTime(before, after, { alone: true, isTouched })).toBe(expected);
  expect(turnedByTime(before, after, { alone: false, isTouched })).toBe(false);
});
