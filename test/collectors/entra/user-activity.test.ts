// The last sign-ins of people, live and from an export: the week alone, and nobody's name or exact time.
import { afterAll, beforeAll, expect, test } from "vitest";
import { USER_ACTIVITY, USER_ACTIVITY_PATH } from "../../../collectors/entra/item/user-activity.ts";
import type { Snapshot } from "../../../collectors/port.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { TENANT } from "../../support/azure/estate/sample/names.ts";
import { PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { readerOf, readScope, startHere } from "../../support/azure/reading.ts";
import { readExport, refusal } from "../exports/fixture.ts";

const SCOPE = `entra/${TENANT}`;
const UNIT = unitOf(USER_ACTIVITY, "global");
const EXPORT = { format: "entra-user-activity", scope: SCOPE, types: [USER_ACTIVITY] };

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());

const read = () => readScope(readerOf([SCOPE]), SCOPE, { types: [USER_ACTIVITY] });
const personOf = (id: string): string => `entra:${TENANT}/users/${id}`;
const keyOf = (id: string): string => `tidemark:entra/${TENANT}/user-activity%2F${encodeURIComponent(personOf(id))}`;

test("each user is an item with the week of the last successful sign-in", async () => {
  const { items, names, reading } = await read();
  expect(reading.units).toMatchObject([{ unit: UNIT, complete: true, listed: 3 }]);
  const amelie = items.get(keyOf(PEOPLE.amelie)) as Snapshot;
  expect(amelie).toMatchObject({ incarnation: PEOPLE.amelie, name: null, createdAt: "2024-10-14T08:00:00.000Z" });
  expect(amelie.body).toEqual({
    id: PEOPLE.amelie,
    accountEnabled: true,
    userType: "Member",
    createdDateTime: "2024-10-14T08:00:00.000Z",
    LastSuccessfulSignInWeek: "2026-08-17T00:00:00.000Z",
  });
  expect(items.get(keyOf(PEOPLE.guest))).toMatchObject({ body: { LastSuccessfulSignInWeek: null } });
  // By the person's own key, as all else that is known of one: to erase the name there erases it.
  expect([...names.keys()].toSorted()).toEqual(Object.values(PEOPLE).map(personOf).toSorted());
  expect(names.get(personOf(PEOPLE.amelie))).toBe("Amelie Brandt");
  expect(JSON.stringify([reading, ...items.values()])).not.toMatch(/brandt|northlight\.example|T07:12|T11:30/i);
});

test("the pages of a large tenant follow one another, and count against a limit of their own", async () => {
  const { users } = azure.estate.directory;
  const [first] = users;
  azure.estate.directory.users = Array.from({ length: 1_200 }, (_, at) => ({
    ...first,
    id: `00000000-0000-4000-8000-${at.toString(16).padStart(12, "0")}`,
  }));
  azure.log.clear();
  const { items, reading } = await read();
  azure.estate.directory.users = users;
  expect(items.size).toBe(1_200);
  expect(reading.units).toMatchObject([{ complete: true, listed: 1_200, pages: 3 }]);
});

test("an export has the same items", async () => {
  const live = await read();
  const { items } = await readExport(EXPORT, { value: azure.estate.directory.users }, [UNIT]);
  const bodies = (all: Iterable<object>) => [...all].map((item) => [item, "body" in item ? item.body : null]);
  expect(bodies(items).map(([, body]) => body)).toEqual(bodies(live.items.values()).map(([, body]) => body));
  expect(items.map(({ key }) => key)).toEqual([...live.items.keys()]);
  expect(decodeURIComponent(USER_ACTIVITY_PATH)).toContain("signInActivity");
});

test("of an answer without the last success nothing is known, and null is none", async () => {
  const user = { id: PEOPLE.jonas, accountEnabled: true };
  const weekIn = async (signInActivity: unknown): Promise<unknown> => {
    const { items } = await readExport(EXPORT, { value: [{ ...user, signInActivity }] }, [UNIT]);
    return "body" in items[0]! ? items[0].body["LastSuccessfulSignInWeek"] : "no body";
  };
  expect(await weekIn({ lastSignInDateTime: "2026-08-19T07:12:41Z" })).toBe(undefined);
  expect(await weekIn({ lastSuccessfulSignInDateTime: null })).toBe(null);
  expect(await weekIn(null)).toBe(null);
  expect(await weekIn({ lastSuccessfulSignInDateTime: "soon" })).toBe("soon");
});

test("a user without an id is refused without naming anybody", async () => {
  const value = [{ id: "jane.doe@northlight.example", displayName: "Jane Doe", accountEnabled: true }];
  expect(await refusal(readExport(EXPORT, { value }, [UNIT]))).not.toMatch(/jane/i);
});
