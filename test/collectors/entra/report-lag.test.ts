// The report of second factors tells late, and so do last sign-ins. Their readers say by how much: the rest of the tenant is told at once.
import { afterAll, beforeAll, expect, test } from "vitest";
import { REPORT_LAG_SECONDS, REGISTRATION_DETAILS } from "../../../collectors/entra/item/registration-details.ts";
import { SIGN_IN_LAG_SECONDS, USER_ACTIVITY } from "../../../collectors/entra/item/user-activity.ts";
import type { ScopeReading } from "../../../collectors/port.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { TENANT } from "../../support/azure/estate/sample/names.ts";
import { readerOf, readScope, rereadKeys, startHere } from "../../support/azure/reading.ts";
import { readExport } from "../exports/fixture.ts";

const SCOPE = `entra/${TENANT}`;
const UNIT = unitOf(REGISTRATION_DETAILS, "global");
const HOUR = 3_600;

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());

/** The lag of each unit, by the source that its row names. */
const lagsOf = ({ units, sources }: Pick<ScopeReading, "units" | "sources">): Map<string, number | undefined> =>
  new Map(units.map(({ unit, source }) => [unit, sources.find((each) => each.source === source)?.lagSeconds]));

/** Units that tell late, and by how much. */
const LATE = new Map([
  [UNIT, REPORT_LAG_SECONDS],
  [unitOf(USER_ACTIVITY, "global"), SIGN_IN_LAG_SECONDS],
]);

test("is hours, and less than a day", () => {
  expect(REPORT_LAG_SECONDS).toBeGreaterThanOrEqual(2 * HOUR);
  expect(REPORT_LAG_SECONDS).toBeLessThan(24 * HOUR);
});

test("is that of the report, and of sign-ins, where the tenant is read live, in one lane with the rest", async () => {
  const { reading, items } = await readScope(readerOf([SCOPE]), SCOPE);
  const lags = lagsOf(reading);
  expect(lags.size).toBeGreaterThan(3);
  for (const [unit, lag] of lags) expect(lag, unit).toBe(LATE.get(unit) ?? 0);
  expect(new Set(reading.sources.map(({ lane }) => lane))).toEqual(new Set(["microsoft-graph"]));
  const rows = [...items.values()].filter(({ unit }) => unit === UNIT);
  expect(rows.length).toBeGreaterThan(2);
  expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(["microsoft-graph-report"]));
});

test("is that of a row that is read again by its key", async () => {
  const { items } = await readScope(readerOf([SCOPE]), SCOPE);
  const row = [...items.values()].find(({ unit }) => unit === UNIT);
  const { named, sources } = await rereadKeys(readerOf([SCOPE]), SCOPE, [{ key: row?.key as string, unit: UNIT }]);
  expect(named).toHaveLength(1);
  for (const { source } of named)
    expect(sources.find((each) => each.source === source)).toMatchObject({ lagSeconds: REPORT_LAG_SECONDS });
});

test("is the same in an export of the report", async () => {
  const { userRegistrationDetails: value } = azure.estate.directory;
  const of = { format: "entra-registration-details", scope: SCOPE, types: [REGISTRATION_DETAILS] };
  expect(lagsOf(await readExport(of, { value }, [UNIT]))).toEqual(new Map([[UNIT, REPORT_LAG_SECONDS]]));
});
