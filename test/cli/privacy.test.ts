// No person of the estate and no planted secret reaches the evidence, in any form; names stay joinable beside it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../config/define-config.ts";
import example from "../../examples/estate/tidemark.config.ts";
import { disguises, ledgerTexts, occurrencesIn } from "../support/ledger-texts.ts";
import { exampleHome } from "../support/ledger/example-home.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { repository } from "../support/run-cli.ts";

const estate = join(repository, "examples", "estate");

const moments = readdirSync(estate, { withFileTypes: true })
  .filter((child) => child.isDirectory())
  .map(({ name }) => join(estate, name));
const filesNamed = (pattern: RegExp): string[] =>
  moments.flatMap((moment) =>
    readdirSync(moment)
      .filter((name) => pattern.test(name))
      .map((name) => join(moment, name)),
  );
const textOf = (path: string): string =>
  (path.endsWith(".gz") ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString("utf8");

/** Names, addresses and user names, read from the files themselves so that no one added later is forgotten. */
function people(): string[] {
  const found = new Set<string>();
  for (const file of filesNamed(/./))
    for (const [address] of textOf(file).matchAll(/[\w.+-]+@(?!.*gserviceaccount)[\w-]+(?:\.[\w-]+)+/g))
      found.add(address);
  for (const file of filesNamed(/credential-report\.csv$/)) {
    for (const line of textOf(file).split("\n").slice(2)) if (line !== "") found.add(line.split(",")[0] as string);
  }
  const names = /"(?:fullName|familyName|givenName|userDisplayName|userPrincipalName)":\s*"([^"]+)"/g;
  for (const file of filesNamed(/^(?:entra|workspace)\.json$/))
    for (const [, name] of textOf(file).matchAll(names)) found.add(name as string);
  return [...found];
}

/** People of the config: whoever stands in it as plain text where somebody decides or answers for something. */
function peopleOfConfig(): string[] {
  const { scopes, excluded, controls = [], owners, waivers } = readConfig(example, "tidemark.config.ts");
  const who = [
    ...scopes.flatMap(({ leftOut }) => leftOut.map(({ approver }) => approver)),
    ...excluded.map(({ approver }) => approver),
    ...[...controls, ...owners].map(({ owner }) => owner),
    ...waivers.flatMap(({ requester, approver }) => [requester, approver]),
  ];
  return [...new Set(who.filter((each) => typeof each === "string"))];
}

const SECRETS = ["AKIAIOSFODNN7EXAMPLE", "Winter-2026-example", "ZXhhbXBsZS1zaWduYXR1cmUtbm90LXJlYWwtMDAwMDA"];

let home: string;
let texts: ReturnType<typeof ledgerTexts>;
beforeAll(async () => {
  home = await exampleHome();
  texts = ledgerTexts(join(home, "ledger"));
});

const occurrences = (secret: string): string[] => occurrencesIn(texts, secret);

test("the search finds what is there, in every disguise", () => {
  expect(people().length).toBeGreaterThan(20);
  expect(occurrences("northlight-prod-").length).toBeGreaterThan(0);
  const hidden = [
    "plain Amelie Brandt",
    `b64 ${Buffer.from("x Amelie Brandt y").toString("base64")}`,
    encodeURIComponent("Amelie Brandt"),
  ];
  const forms = disguises("Amelie Brandt");
  for (const text of hidden)
    expect(
      forms.some((form) => text.includes(form)),
      text,
    ).toBe(true);
});

test("people stand in every place of the config where somebody decides or answers for something", () => {
  const { scopes, excluded, controls = [], owners, waivers } = readConfig(example, "tidemark.config.ts");
  const isPerson = (who: unknown): boolean => typeof who === "string";
  const isIn = [
    scopes.some(({ leftOut }) => leftOut.some(({ approver }) => isPerson(approver))),
    excluded.some(({ approver }) => isPerson(approver)),
    controls.some(({ owner }) => isPerson(owner)),
    owners.some(({ owner }) => isPerson(owner)),
    waivers.some(({ requester }) => isPerson(requester)),
    waivers.some(({ approver }) => isPerson(approver)),
  ];
  expect(isIn).not.toContain(false);
  expect(peopleOfConfig().some((person) => person.includes("@"))).toBe(true);
});

test("the files do hold what is looked for", () => {
  const all = filesNamed(/./).map(textOf).join("\n");
  for (const secret of [...SECRETS, ...people()]) expect(all).toContain(secret);
});

describe("not in any inflated object, key or document", () => {
  test.each([...SECRETS, ...people(), ...peopleOfConfig()].map((secret) => [secret]))("%s", (secret) => {
    expect(occurrences(secret)).toEqual([]);
  });
});

test("a secret inside a declared value leaves a mark where it was", () => {
  expect(texts.some(({ text }) => text.includes("[redacted:sas-signature]"))).toBe(true);
});

test("people are named again when records are read beside the names store", async () => {
  const { stdout } = await runCliInTurn(["status", "--ledger", join(home, "ledger")]);
  expect(stdout).toContain("Katharina Vogel");
});
