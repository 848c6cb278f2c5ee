// Reads services and the tier of Security Command Center with the real reader: a tier of the project, of its organization, or none.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { detailsOf, readTypes, type Read } from "../../support/clouds/read-types.ts";
import { ORGANIZATION, PRODUCTION } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES, projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";

const SERVICES = "Tidemark::SecurityCenter::Services";
const TIER = "Tidemark::SecurityCenter::Tier";
const [OWN] = PROJECT_SCOPES;

let google: Google;
let securityCenter: Google["estate"]["securityCenter"];
beforeAll(async () => {
  google = await startHere();
  ({ securityCenter } = google.estate);
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
  google.settings.page = 1000;
  google.estate.securityCenter = securityCenter;
});

const readBoth = (): Promise<Read> => readTypes(projectsOf(), OWN, { types: [SERVICES, TIER] });
const bodies = ({ items }: Read): object[] =>
  [...items.values()].flatMap((item) => ("body" in item ? [item.body] : []));
const asked = (): string[] =>
  google.log.requests.map(({ path }) => path).filter((path) => path.endsWith("/billingMetadata"));

test("services are read over all pages", async () => {
  google.settings.page = 2;
  const read = await readTypes(projectsOf(), OWN, { types: [SERVICES] });
  expect(detailsOf(read)).toEqual([]);
  expect(bodies(read)).toMatchObject([
    {
      Services: expect.arrayContaining([
        { Service: "event-threat-detection", Intended: "INHERITED", Effective: "ENABLED" },
      ]),
    },
  ]);
  expect((bodies(read)[0] as { Services: object[] }).Services).toHaveLength(6);
});

test.each([
  [{ [ORGANIZATION]: "PREMIUM" }, "PREMIUM"],
  [{ [PRODUCTION.name]: "STANDARD", [ORGANIZATION]: "ENTERPRISE" }, "ENTERPRISE"],
  [{ [PRODUCTION.name]: "STANDARD" }, "STANDARD"],
  [{ [PRODUCTION.name]: "STANDARD", [ORGANIZATION]: "STANDARD" }, "STANDARD"],
  [{}, "NONE"],
])("with the tiers %j the project has the tier %s", async (tiers, expected) => {
  google.estate.securityCenter = { ...securityCenter, tiers };
  const read = await readBoth();
  expect(detailsOf(read)).toEqual([]);
  expect(bodies(read)).toContainEqual({ Tier: expected });
  expect(asked()).toHaveLength(2);
});

test("a tier that the project has bought itself is not asked of the organization", async () => {
  google.estate.securityCenter = { ...securityCenter, tiers: { [PRODUCTION.name]: "PREMIUM" } };
  expect(bodies(await readBoth())).toContainEqual({ Tier: "PREMIUM" });
  expect(asked()).toHaveLength(1);
});

test("a tier that can't be read of the organization is unread, and the services are read", async () => {
  google.faults.deny({ service: "securitycentermanagement", path: /organizations\/\d+\/.*billingMetadata$/ });
  const read = await readBoth();
  expect(detailsOf(read)).toEqual([expect.stringContaining("denied: securitycentermanagement.billingMetadata.get")]);
  expect(bodies(read).filter((body) => "Services" in body)).toHaveLength(1);
});

test.each([
  ["services", /securityCenterServices$/, { securityCenterServices: [{ effectiveEnablementState: "ENABLED" }] }],
  ["no services", /securityCenterServices$/, {}],
  ["a tier", /billingMetadata$/, { name: "x" }],
])("%s of another form are unread", async (_what, path, body) => {
  google.faults.answer({ service: "securitycentermanagement", path }, () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }));
  expect(detailsOf(await readBoth())).toEqual([expect.stringContaining("has another form than documented")]);
});

test("an API that is off says so", async () => {
  google.settings.off = ["securitycentermanagement"];
  const read = await readBoth();
  google.settings.off = [];
  expect(new Set(Object.values(read.problems).map(({ code }) => code))).toEqual(new Set(["disabled"]));
});
