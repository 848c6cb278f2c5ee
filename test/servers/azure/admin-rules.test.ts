// Reads security admin rules of virtual networks, a list that is asked for by POST: its pages, a circle, and a refusal.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Azure } from "../../support/azure/azure.ts";
import { SHARED } from "../../support/azure/estate/sample/names.ts";
import { hidden, readerOf, readScope, startHere } from "../../support/azure/reading.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.faults.clear();
  azure.settings.armPage = 1000;
});

const SCOPE = `azure/${SHARED}`;
const TYPE = "Tidemark::Network::SecurityAdminRules";
const read = () => readScope(readerOf([SCOPE]), SCOPE, { types: [TYPE] });
const rulesIn = ({ items }: Awaited<ReturnType<typeof read>>) =>
  [...items.values()].flatMap((item) => ("body" in item ? [(item.body as { Rules: object[] }).Rules] : []));

test("all pages are one list, in the order of ids", async () => {
  azure.settings.armPage = 1;
  const done = await read();
  expect(done.problems).toEqual({});
  expect(rulesIn(done)).toMatchObject([[{ destinationPortRanges: ["3389"] }, { destinationPortRanges: ["22"] }]]);
});

const answer = (body: object) =>
  azure.faults.answer(
    { service: "arm", path: /listNetworkManagerEffectiveSecurityAdminRules/ },
    { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
  );

test.each([
  ["a page leads back to itself", { value: [], skipToken: "again" }],
  ["a page has no list", { skipToken: "" }],
  ["a rule has no properties", { value: [{ id: "/rules/one" }] }],
])("%s: the rules of that network are unread", async (_, body) => {
  answer(body);
  const done = await read();
  expect(rulesIn(done)).toEqual([]);
  expect([...done.items.values()]).toMatchObject([{ problem: { code: "unexpected-shape" } }]);
});

test("none is a list without rules", async () => {
  answer({ value: [] });
  expect(rulesIn(await read())).toEqual([[]]);
});

test("a refusal leaves them unread", async () => {
  azure.faults.deny({ service: "arm", path: /listNetworkManagerEffectiveSecurityAdminRules/ });
  const done = await read();
  expect(hidden(done)).toEqual([TYPE]);
});
