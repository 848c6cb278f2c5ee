// Who may activate a role, in a tenant that is refused for lack of a licence: the licences decide whether that means nobody.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Snapshot } from "../../../collectors/port.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { PRODUCTION, SHARED, TENANT } from "../../support/azure/estate/sample/names.ts";
import { hidden, readerOf, readScope, startHere, type Read } from "../../support/azure/reading.ts";

let azure: Azure;
let signIns: Azure["estate"]["signIns"];
beforeAll(async () => {
  azure = await startHere();
  signIns = azure.estate.signIns;
});
afterAll(() => azure.stop());
afterEach(() => {
  azure.faults.clear();
  azure.estate.directory.subscribedSkus = subscribedSkus;
  azure.estate.signIns = signIns;
});

const ENTRA = `entra/${TENANT}`;
const SCOPES = [ENTRA, `azure/${PRODUCTION}`, `azure/${SHARED}`];
const IN_DIRECTORY = "microsoft.graph/unifiedRoleEligibilityScheduleInstance";
const IN_AZURE = "microsoft.authorization/roleeligibilityscheduleinstances";
const MEMBERS = "Tidemark::Entra::EligibleMembers";
const HOLDERS = ["Tidemark::Entra::GroupMembers", "microsoft.graph/servicePrincipal"];
const { subscribedSkus } = sampleEstate().directory;

const readEntra = (): Promise<Read> =>
  readScope(readerOf(SCOPES), ENTRA, { types: [IN_DIRECTORY, MEMBERS, ...HOLDERS] });
const readAzure = (): Promise<Read> => readScope(readerOf(SCOPES), `azure/${SHARED}`, { types: [IN_AZURE] });
const of = ({ items }: Read, type: string): Snapshot[] =>
  [...items.values()].filter(({ unit }) => unit === `${type}@global`) as Snapshot[];

/** Refuses the lists of a service, so many times. */
function refuse(service: "arm" | "graph", code: string, times = Infinity): void {
  const error = { code, message: "The tenant needs to have Microsoft Entra ID P2 or Governance license." };
  const headers = { "content-type": "application/json" };
  const answer = { status: 400, headers, body: JSON.stringify({ error }) };
  azure.faults.answer({ service, path: /EligibilityScheduleInstances$/i }, answer, times);
}

test("a tenant without one has nobody who may activate a role: complete, and empty", async () => {
  azure.estate.directory.subscribedSkus = [];
  const entra = await readEntra();
  expect(entra.problems).toEqual({});
  expect(of(entra, IN_DIRECTORY)).toEqual([]);
  expect(of(entra, MEMBERS).map(({ body }) => body["members"])).toEqual([[]]);
  const shared = await readAzure();
  expect([shared.problems, shared.items.size]).toEqual([{}, 0]);
  // The answer about licences stands for the list.
  const unit = entra.reading.units.find((each) => each.unit === `${IN_DIRECTORY}@global`);
  expect(unit).toMatchObject({ complete: true, listed: 0, pages: 1, first: expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

test.each(["Suspended", "Deleted", "LockedOut"])("a product that is %s gives none", async (capabilityStatus) => {
  azure.estate.directory.subscribedSkus = subscribedSkus.map((sku) => ({ ...sku, capabilityStatus }));
  expect((await readAzure()).problems).toEqual({});
});

test("a tenant with Governance alone has one", async () => {
  const plan = { servicePlanName: "Entra_Identity_Governance", provisioningStatus: "Success" };
  azure.estate.directory.subscribedSkus = [{ id: "g", capabilityStatus: "Enabled", servicePlans: [plan] }];
  refuse("arm", "AadPremiumLicenseRequired", 1);
  expect((await readAzure()).problems).toHaveProperty([IN_AZURE]);
  expect((await readAzure()).items.size).toBe(1);
});

test.each(["Enabled", "Warning"])(
  "a refusal while a product is %s makes nobody vanish, and says both",
  async (state) => {
    azure.estate.directory.subscribedSkus = subscribedSkus.map((sku) => ({ ...sku, capabilityStatus: state }));
    refuse("graph", "AadPremiumLicenseRequired");
    refuse("arm", "AadPremiumLicenseRequired");
    const entra = await readEntra();
    expect(hidden(entra)).toEqual([IN_DIRECTORY, MEMBERS, ...HOLDERS].toSorted());
    expect(entra.problems[IN_DIRECTORY]).toEqual({
      code: "licence",
      detail:
        "RoleManagement.Read.Directory failed with AadPremiumLicenseRequired: the tenant is said to lack a licence, and it has Microsoft Entra ID P2 or Governance by its list of licences",
    });
    expect((await readAzure()).problems[IN_AZURE]).toMatchObject({ code: "licence" });
  },
);

test("one refusal of a licensed tenant is a gap of one run, in the list that was refused", async () => {
  refuse("arm", "AadPremiumLicenseRequired", 1);
  expect(hidden(await readAzure())).toEqual([IN_AZURE]);
  const next = await readAzure();
  expect([next.problems, next.items.size]).toEqual([{}, 1]);
});

test("a refusal while the licences may not be read says so", async () => {
  azure.estate.directory.subscribedSkus = [];
  azure.estate.signIns = signIns.map(({ permissions, ...rest }) => ({
    ...rest,
    permissions: permissions.filter((each) => !["LicenseAssignment.Read.All", "Directory.Read.All"].includes(each)),
  }));
  const [entra, shared] = [await readEntra(), await readAzure()];
  expect(shared.problems[IN_AZURE]).toEqual({
    code: "licence",
    detail:
      "Microsoft.Authorization/roleEligibilityScheduleInstances/read failed with AadPremiumLicenseRequired: the tenant is said to lack a licence, and its licences could not be read (denied: LicenseAssignment.Read.All (Authorization_RequestDenied))",
  });
  expect(entra.problems[IN_DIRECTORY]?.detail).toContain("LicenseAssignment.Read.All");
});

test("licences of another form than documented prove nothing", async () => {
  azure.estate.directory.subscribedSkus = [];
  const body = JSON.stringify({ value: [{ servicePlans: "none" }] });
  azure.faults.answer(
    { service: "graph", path: "/v1.0/subscribedSkus" },
    { status: 200, headers: { "content-type": "application/json" }, body },
  );
  expect((await readAzure()).problems[IN_AZURE]?.detail).toContain("another form than documented");
});

test("a refusal after a page was read ends no list", async () => {
  azure.estate.directory.subscribedSkus = [];
  const headers = { "content-type": "application/json" };
  azure.faults.answer({ service: "arm", path: /EligibilityScheduleInstances$/i }, ({ origin, path, query }) =>
    query.has("$skiptoken")
      ? { status: 400, headers, body: JSON.stringify({ error: { code: "AadPremiumLicenseRequired", message: "" } }) }
      : { status: 200, headers, body: JSON.stringify({ value: [], nextLink: `${origin}${path}?$skiptoken=1` }) },
  );
  expect((await readAzure()).problems[IN_AZURE]).toMatchObject({ code: "licence" });
});

test("another refusal is none for lack of a licence", async () => {
  azure.estate.directory.subscribedSkus = [];
  refuse("arm", "BadRequest");
  expect((await readAzure()).problems[IN_AZURE]).toMatchObject({ code: "unavailable" });
});
