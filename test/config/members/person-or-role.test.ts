// Who stands in a config: people become references wherever they stand, titles of roles stay, and mistakes are one line each.
import { describe, expect, test } from "vitest";
import { objectStorageNotPublic } from "../../../checks/network/object-storage-not-public/index.ts";
import { ConfigError, readConfig } from "../../../config/define-config.ts";
import { policyOf } from "../../../config/policy.ts";
import { recordedScopes } from "../../../config/members/scopes.ts";
import { personReference } from "../../../evidence-schema/keys/person.ts";

type Members = { readonly [member: string]: unknown };

const waiver: Members = {
  id: "W-1",
  checks: [objectStorageNotPublic],
  resources: { scopes: ["aws/*"] },
  risk: "Test data is readable.",
  reason: "It is made up.",
  ticket: "SEC-1",
  requester: "jana.novak@example.test",
  approver: { role: "CISO" },
  from: "2026-09-01",
  until: "2026-12-31",
};
const excluded = { scope: "aws/222222222222", reason: "sold", approver: "Renate Osterkamp" };
const leftOut = { region: "us-east-1", reason: "denied by policy", approver: "Renate Osterkamp" };
const aws = { scope: "aws/111111111111", regions: ["eu-central-1"] };
const good: Members = {
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/tidemark" },
  scopes: [{ ...aws, leftOut: [leftOut] }],
  excluded: [excluded],
  controls: [{ id: "C-1", basedOn: "TM-ENC-1", owner: "Jana Novak" }],
  owners: [
    { match: { regions: ["eu-central-1"] }, owner: { role: "Platform team" } },
    { match: { scopes: ["aws/*"] }, owner: "Jana Novak" },
  ],
  waivers: [waiver],
};

const salt = Buffer.alloc(32, 7);
const person = (provider: string, value: string): string => personReference(salt, provider, value);
const reference = (value: string): string => person("company", value);

function mistakes(members: Members): readonly string[] {
  try {
    readConfig({ ...good, ...members }, "c.ts");
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split("\n");
  }
}

test("people are recorded by reference wherever they stand, and titles of roles as they are", () => {
  const config = readConfig(good, "c.ts");
  const { documents, waivers } = policyOf(config, person);
  expect(waivers).toMatchObject([{ requester: reference("jana.novak@example.test"), approver: "CISO" }]);
  expect(JSON.parse(documents.controls.toString())).toMatchObject({
    controls: [{ owner: reference("Jana Novak") }],
    owners: [{ owner: "Platform team" }, { owner: reference("Jana Novak") }],
  });
  expect(recordedScopes(config, person)).toEqual({
    scopes: [{ ...aws, name: null, leftOut: [{ ...leftOut, approver: reference("Renate Osterkamp") }] }],
    excluded: [{ ...excluded, approver: reference("Renate Osterkamp") }],
  });
  const all = Object.values(documents).join("\n");
  for (const name of ["Novak", "novak", "Osterkamp"]) expect(all).not.toContain(name);
});

test("one person in other letters has the same reference", () => {
  const [config, other] = [" renate OSTERKAMP ", "Renate Osterkamp"].map((approver) =>
    readConfig({ ...good, excluded: [{ ...excluded, approver }] }, "c.ts"),
  );
  expect(recordedScopes(config as never, person)).toEqual(recordedScopes(other as never, person));
});

const EXPECTED = `expected a person's name or e-mail address, or { role: "CISO" } for the title of a role or team`;
const TITLE = "expected the title of a role or team";
const A_PERSON = `found a person in role, ${TITLE}. Write a person as plain text, without role`;

describe("is refused in one line:", () => {
  test.each<[approver: unknown, line: string]>([
    [undefined, `approver: found no value, ${EXPECTED}`],
    [null, `approver: found null, ${EXPECTED}`],
    [7, `approver: found 7, ${EXPECTED}`],
    [["Jana Novak"], `approver: found ["Jana Novak"], ${EXPECTED}`],
    [{}, `approver: found {}, ${EXPECTED}`],
    [{ title: "CISO" }, `approver: found {"title":"CISO"}, ${EXPECTED}`],
    [{ role: 7 }, `approver: found {"role":7}, ${EXPECTED}`],
    [{ role: "CISO", name: "Jana Novak" }, `approver: Unrecognized key: "name"`],
    ["", `approver: found "", ${EXPECTED}`],
    [" \t", `approver: found " \\t", ${EXPECTED}`],
    ["Jana\0Novak", `approver: found "Jana\\u0000Novak", ${EXPECTED}`],
    ["Jana \ud800", `approver: found "Jana \\ud800", ${EXPECTED}`],
    [{ role: " " }, `approver.role: found " ", ${TITLE}`],
    [{ role: "C\0O" }, `approver.role: found "C\\u0000O", ${TITLE}`],
    [{ role: "jana@example.test" }, `approver.role: ${A_PERSON}`],
    [{ role: `person:${"0".repeat(64)}` }, `approver.role: ${A_PERSON}`],
  ])("%j", (approver, line) => {
    expect(mistakes({ excluded: [{ ...excluded, approver }] })).toEqual([`c.ts: excluded.0.${line}`]);
    expect(mistakes({ scopes: [{ ...aws, leftOut: [{ ...leftOut, approver }] }] })).toEqual([
      `c.ts: scopes.0.leftOut.0.${line}`,
    ]);
  });

  test("the same role as requester and approver", () => {
    const roles = { requester: { role: "CISO" }, approver: { role: " ciso" } };
    expect(mistakes({ waivers: [{ ...waiver, ...roles }] })).toEqual([
      "c.ts: waivers.0.approver: found the requester, expected another person (nobody may accept a risk that they asked for)",
    ]);
  });

  const NAMED =
    'found Renate Osterkamp, whom the config names as a person, expected text that names no person. If this is the title of a role, write { role: "…" } where the config names it';
  const ADDRESS = "found an e-mail address, expected text that names no person (a team or a role may be named)";
  const others = { scopes: [aws], waivers: [] };

  test.each<[Members, string]>([
    [{ excluded: [{ ...excluded, reason: "as renate osterkamp decided" }] }, `excluded.0.reason: ${NAMED}`],
    [{ ...others, scopes: [{ ...aws, name: "Renate Osterkamp's" }] }, `scopes.0.name: ${NAMED}`],
    [{ ...others, scopes: [{ ...aws, name: "root@example.test" }] }, `scopes.0.name: ${ADDRESS}`],
    [
      { ...others, owners: [{ match: { scopes: ["aws/*"] }, owner: { role: "Renate Osterkamp" } }] },
      `owners.0.owner.role: ${NAMED}`,
    ],
    [
      { scopes: [{ ...aws, leftOut: [{ ...leftOut, reason: "says jana@example.test" }] }] },
      `scopes.0.leftOut.0.reason: ${ADDRESS}`,
    ],
  ])("a text that is recorded and names somebody: %j", (members, line) => {
    expect(mistakes(members)).toEqual([`c.ts: ${line}`]);
  });
});
