// Checks that messages open with their subject, put values alone behind found and expected, and say what to do. They are
// read at three in the morning, and by auditors who have never seen the product.
import { describe, expect, test } from "vitest";
import { repository } from "../architecture/sources.ts";
import { messagesIn, messagesOf, OPENING, RULES, type Message, type Rule } from "./messages.ts";

const messages = messagesOf(repository());

/** Texts that break a rule for a reason. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["what is said is covered", "the name of rule R7, which FORMAT.md fixes"],
  ["the permission … was denied…", "a recorded cause: its remedy hangs on its code and is not recorded"],
]);

const breaches = (rule: Rule, of: readonly Message[]): string[] =>
  of.filter(rule.isBroken).map(({ path, text }) => `${path}: ${text}`);

test.each([OPENING, ...RULES])("$says", (rule) => {
  expect(messages.length).toBeGreaterThan(2000);
  expect(
    breaches(
      rule,
      messages.filter(({ text }) => !EXCEPTIONS.has(text)),
    ),
  ).toEqual([]);
});

test("an exception is still there, and still breaks a rule", () => {
  const breaking = new Set(
    [OPENING, ...RULES].flatMap((rule) => messages.filter(rule.isBroken).map(({ text }) => text)),
  );
  expect([...EXCEPTIONS.keys()].filter((text) => !breaking.has(text))).toEqual([]);
});

/** The rules that a file breaks which holds this code. */
const brokenBy = (code: string, path = "cli/planted.ts"): string[] =>
  [OPENING, ...RULES].filter((rule) => breaches(rule, messagesIn(path, code)).length > 0).map(({ says }) => says);

const [remedy, given, mistake, member, permission, value, colon] = RULES.map(({ says }) => says) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

describe("a breach is found", () => {
  test.each([
    [OPENING.says, 'out.line("What was due is not there.");'],
    [OPENING.says, "out.line(`Whoever has ${key} can sign.`);"],
    [OPENING.says, 'out.line("That the log has ended is a finding.");'],
    [OPENING.says, 'const why = "whatever lies there is stray";'],
    [remedy, "throw new UsageError(`${ledger} has ended, and nothing follows its end`);"],
    [remedy, 'throw new StoreError(isNew ? "the key is not there" : `cannot sign with ${key} and its alias`);'],
    [given, 'throw new UsageError("--slot takes an instant, expected such as 2026-09-01T06:00:00.000Z");'],
    [given, 'throw new ConfigError("the default export is of another type, expected defineConfig");'],
    [permission, "throw new StoreError(`${what}: denied, expected leave for ${action}`);"],
    [permission, "why(`permission ${action} denied, expected by the policy`);"],
    [permission, "throw new StoreError(`${what}: denied (HTTP 403). Check the role`);"],
    [value, 'throw new UsageError("found no trust file, expected one");'],
    [value, "throw new UsageError(`found --copy for ${ledger}, expected it for a ledger in S3 alone`);"],
    [value, 'throw new ConfigError("schedule: found none, expected a schedule");'],
    [colon, "out.line(`${key} is missing: nothing was written`);"],
    [colon, 'out.line("The trust file lies beside the ledger: it proves nothing.");'],
  ])("%s: %s", (says, code) => {
    expect(brokenBy(code)).toContain(says);
  });

  test.each([
    [mistake, "const lines = [`scopes.${i}.regions: the regions of ${name} are missing`];"],
    [member, 'const lines = ["we found out too late that the config lacks a region, expected a region"];'],
  ])("%s: %s", (says, code) => {
    expect(brokenBy(code, "config/mistakes/planted.ts")).toContain(says);
  });
});

describe("a good message breaks no rule", () => {
  test.each([
    "throw new UsageError(`--format: found ${found}, expected one of ${known}`);",
    "throw new UsageError(`${path} does not exist. Name another with --trust`);",
    "throw new StoreError(`cannot read the folder ${folder} (${code})`);",
    "throw new StoreError(`${what}: permission ${action} denied. Allow it in the policy of the identity that verifies`);",
    'throw new UsageError("disown: expected either the keys of objects or --all");',
    "throw new UsageError(`${path}: ${message}`);",
    "throw new UsageError(`${why}. Nothing was written`);",
    "throw new TypeError(`${key} is no segment key`);",
    'out.line("What is the name of the system?");',
    'out.line("Limits of this verification: three of them");',
  ])("%s", (code) => expect(brokenBy(code)).toEqual([]));

  test("nor does a mistake in a config", () => {
    const code =
      "const lines = [`scopes.${i}.regions is missing for ${name}. Add the regions`, `scopes: found ${a}, expected ${b}`];";
    expect(brokenBy(code, "config/mistakes/planted.ts")).toEqual([]);
  });
});
