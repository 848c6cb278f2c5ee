// What a tenant demands of everybody who signs in, live and from exports: people in policies are numbered, and named nowhere.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { CONDITIONAL_ACCESS } from "../../../collectors/entra/answers/conditional-access.ts";
import { SECURITY_DEFAULTS } from "../../../collectors/entra/answers/security-defaults.ts";
import type { Snapshot } from "../../../collectors/port.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { TENANT } from "../../support/azure/estate/sample/names.ts";
import { PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { readerOf, readScope, startHere } from "../../support/azure/reading.ts";
import { readExport, refusal } from "../exports/fixture.ts";

const SCOPE = `entra/${TENANT}`;
const UNIT = unitOf(CONDITIONAL_ACCESS, "global");
const EXPORT = { format: "graph-conditional-access", scope: SCOPE, types: [CONDITIONAL_ACCESS] };
const DEFAULTS = { format: "graph-security-defaults", scope: SCOPE, types: [SECURITY_DEFAULTS] };

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(() => {
  const { directory } = sampleEstate();
  Object.assign(azure.estate.directory, directory);
  Object.assign(azure.settings, { graphPage: 100, conditionalAccessQuota: false });
});

const read = () => readScope(readerOf([SCOPE]), SCOPE, { types: [CONDITIONAL_ACCESS, SECURITY_DEFAULTS] });
const bodyOf = (items: ReadonlyMap<string, unknown>, fact: string) =>
  (items.get(`tidemark:entra/${TENANT}/${fact}`) as Snapshot | undefined)?.body;

/** A policy of the sample with other users; its conditions are widened by `conditions`. */
function policy(id: string, users: JsonObject, conditions: JsonObject = {}): JsonObject & { readonly id: string } {
  const [sample] = sampleEstate().directory.conditionalAccessPolicies;
  const of = sample?.["conditions"] as JsonObject;
  return { ...sample, id, conditions: { ...of, ...conditions, users: { ...(of["users"] as JsonObject), ...users } } };
}

test("security defaults and policies are an item each", async () => {
  const { items, reading } = await read();
  // The two are read at once.
  expect(new Set(reading.units.map(({ unit, complete, listed }) => [unit, complete, listed]))).toEqual(
    new Set([
      [UNIT, true, 1],
      [unitOf(SECURITY_DEFAULTS, "global"), true, 1],
    ]),
  );
  expect(bodyOf(items, "security-defaults")).toEqual({ isEnabled: false });
  expect(bodyOf(items, "conditional-access")).toMatchObject({
    Policies: [
      {
        id: "b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e",
        state: "enabled",
        conditions: { clientAppTypes: ["all"], users: { includeUsers: ["All"] } },
        OtherConditions: [],
        grantControls: { operator: "OR", builtInControls: ["mfa"] },
      },
    ],
  });
  expect(JSON.stringify([...items.values()])).not.toContain("Require MFA");
});

test("a person has one number in all policies, and nobody's id is told", async () => {
  azure.estate.directory.conditionalAccessPolicies = [
    policy("b", { excludeUsers: [PEOPLE.guest, PEOPLE.amelie] }),
    policy("a", { includeUsers: [PEOPLE.amelie, "GuestsOrExternalUsers"] }),
    { ...policy("c", { excludeUsers: [PEOPLE.jonas] }), state: "disabled" },
  ];
  const { items } = await read();
  expect(bodyOf(items, "conditional-access")).toMatchObject({
    Policies: [
      { id: "a", conditions: { users: { includeUsers: ["GuestsOrExternalUsers", "user-2"], excludeUsers: [] } } },
      { id: "b", conditions: { users: { includeUsers: ["All"], excludeUsers: ["user-1", "user-2"] } } },
      { id: "c", state: "disabled" },
    ],
  });
  const text = JSON.stringify([...items.values()]);
  for (const id of Object.values(PEOPLE)) expect(text).not.toContain(id);
});

test("a condition that is not known is named, and one that is not set is not", async () => {
  const other = { moonPhases: ["full"], tides: [], winds: null, "clientApplications@odata.context": "x" };
  azure.estate.directory.conditionalAccessPolicies = [policy("a", {}, { ...other, clientApplications: null })];
  const { items } = await read();
  expect(bodyOf(items, "conditional-access")).toMatchObject({ Policies: [{ OtherConditions: ["moonPhases"] }] });
});

test("of a filter the rule stays out: it may name people and devices", async () => {
  const devices = { deviceFilter: { mode: "exclude", rule: 'device.displayName -eq "Jane Doe\'s laptop"' } };
  azure.estate.directory.conditionalAccessPolicies = [policy("a", {}, { devices })];
  const { items } = await read();
  expect(bodyOf(items, "conditional-access")).toMatchObject({
    Policies: [{ conditions: { devices: { deviceFilter: { mode: "exclude" } } } }],
  });
  expect(JSON.stringify([...items.values()])).not.toMatch(/jane/i);
});

test("all pages are one fact, asked at a pace that the limit of one a second allows", async () => {
  Object.assign(azure.settings, { graphPage: 1, conditionalAccessQuota: true });
  azure.estate.directory.conditionalAccessPolicies = ["a", "b", "c"].map((id) => policy(id, {}));
  const { items, reading } = await read();
  expect(reading.units.find(({ unit }) => unit === UNIT)).toMatchObject({ complete: true, listed: 1, pages: 3 });
  expect(bodyOf(items, "conditional-access")).toMatchObject({ Policies: [{ id: "a" }, { id: "b" }, { id: "c" }] });
});

test("a policy of another form leaves the unit incomplete: the others do not speak for it", async () => {
  azure.estate.directory.conditionalAccessPolicies = [policy("a", {}), { id: "b", state: 7 }];
  const { items, problems } = await read();
  expect(problems[CONDITIONAL_ACCESS]).toMatchObject({ code: "unexpected-shape" });
  expect(bodyOf(items, "conditional-access")).toBe(undefined);
});

test("exports of both have the same items", async () => {
  const live = await read();
  const { conditionalAccessPolicies: value, securityDefaults } = azure.estate.directory;
  const policies = await readExport(EXPORT, { value }, [UNIT]);
  expect(policies.items).toMatchObject([{ key: `tidemark:entra/${TENANT}/conditional-access` }]);
  expect((policies.items[0] as Snapshot).body).toEqual(bodyOf(live.items, "conditional-access"));
  const defaults = await readExport(DEFAULTS, securityDefaults, [unitOf(SECURITY_DEFAULTS, "global")]);
  expect((defaults.items[0] as Snapshot).body).toEqual({ isEnabled: false });
});

test("an export with pages missing is not all, and one of another call is refused", async () => {
  const { conditionalAccessPolicies: value } = azure.estate.directory;
  const next = "https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies?$skiptoken=1";
  const { items, unit } = await readExport(EXPORT, { value, "@odata.nextLink": next }, [UNIT]);
  expect(items).toEqual([]);
  expect(unit(UNIT)).toMatchObject({ complete: false, problem: { code: "truncated" } });
  expect(await refusal(readExport(EXPORT, { isEnabled: true }, [UNIT]))).toContain("found another answer");
});
