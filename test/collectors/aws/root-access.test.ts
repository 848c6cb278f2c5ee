// What the direct lane makes of virtual MFA devices, and of the answers and errors about central root access.
import { expect, test } from "vitest";
import { ID, readDirect } from "../../support/servers/direct-lane.ts";
import { queryError, xml, type WireAnswer } from "../../support/servers/wire.ts";

const DEVICES = "Tidemark::IAM::RootVirtualMfa";
const MANAGEMENT = "Tidemark::IAM::RootManagement";

const device = (serial: string, arn: string): string =>
  `<member><SerialNumber>arn:aws:iam::${ID}:mfa/${serial}</SerialNumber><EnableDate>2025-01-02T03:04:05Z</EnableDate><User><UserName>jane</UserName><UserId>U</UserId><Path>/</Path><CreateDate>2025-01-02T03:04:05Z</CreateDate><Arn>${arn}</Arn></User></member>`;
const page = (devices: readonly string[], marker: string | null = null): WireAnswer =>
  xml(
    `<ListVirtualMFADevicesResponse><ListVirtualMFADevicesResult><IsTruncated>${marker !== null}</IsTruncated>${marker === null ? "" : `<Marker>${marker}</Marker>`}<VirtualMFADevices>${devices.join("")}</VirtualMFADevices></ListVirtualMFADevicesResult></ListVirtualMFADevicesResponse>`,
  );

test("a virtual device of root on the second page counts, and no person is kept", async () => {
  const { items, asked } = await readDirect(DEVICES, ({ form }) =>
    form.get("Marker") === "second"
      ? page([device("root-account-mfa-device", `arn:aws:iam::${ID}:root`)])
      : page([device("jane", `arn:aws:iam::${ID}:user/jane`)], "second"),
  );
  expect(asked.map(({ form }) => form.get("AssignmentStatus"))).toEqual(["Assigned", "Assigned"]);
  expect(items).toMatchObject([{ key: `tidemark:aws/${ID}/root-virtual-mfa`, body: { Id: ID, RootVirtualMfa: true } }]);
  expect(JSON.stringify(items)).not.toContain("jane");
});

test.each([
  ["no device", []],
  ["a person whose name ends as root's ARN does", [device("a", `arn:aws:iam::${ID}:user/x:root`)]],
  [
    "a device that bears root's name and is another's",
    [device("root-account-mfa-device", `arn:aws:iam::${ID}:user/jane`)],
  ],
])("%s is no virtual device of root", async (_, devices) => {
  const { items } = await readDirect(DEVICES, () => page(devices));
  expect(items).toMatchObject([{ body: { RootVirtualMfa: false } }]);
});

const ownerless = (serial: string): string =>
  `<member><SerialNumber>arn:aws:iam::${ID}:mfa/${serial}</SerialNumber><EnableDate>2025-01-02T03:04:05Z</EnableDate></member>`;

test("an assigned device without a user is root's by its name, and otherwise leaves the answer open", async () => {
  const named = await readDirect(DEVICES, () => page([ownerless("phone"), ownerless("root-account-mfa-device")]));
  expect(named.items).toMatchObject([{ body: { RootVirtualMfa: true } }]);
  const { items, reading } = await readDirect(DEVICES, () => page([ownerless("phone")]));
  expect(items).toEqual([]);
  expect(reading.units).toMatchObject([{ complete: false, problem: { code: "unexpected-shape" } }]);
});

const features = (enabled: readonly string[]): WireAnswer =>
  xml(
    `<ListOrganizationsFeaturesResponse><ListOrganizationsFeaturesResult><OrganizationId>o-aa111bb222</OrganizationId><EnabledFeatures>${enabled.map((each) => `<member>${each}</member>`).join("")}</EnabledFeatures></ListOrganizationsFeaturesResult></ListOrganizationsFeaturesResponse>`,
  );

test.each([
  [["RootCredentialsManagement"], true, false],
  [["RootCredentialsManagement", "RootSessions"], true, true],
  [[], false, false],
])("the features of the organization: %j", async (enabled, RootCredentialsManagement, RootSessions) => {
  const { items } = await readDirect(MANAGEMENT, () => features(enabled));
  expect(items).toMatchObject([
    {
      key: `tidemark:aws/${ID}/root-management`,
      body: { Id: ID, Tells: true, RootCredentialsManagement, RootSessions },
    },
  ]);
});

test.each([
  ["AccountNotManagementOrDelegatedAdministrator", { Id: ID, Tells: false }],
  ["AccountNotManagementOrDelegatedAdministratorException", { Id: ID, Tells: false }],
  ["OrganizationNotFound", { Id: ID, Tells: false }],
  ["OrganizationNotInAllFeaturesMode", { Id: ID, Tells: false }],
  ["ServiceAccessNotEnabled", { Id: ID, Tells: true, RootCredentialsManagement: false, RootSessions: false }],
])("the error %s is an answer", async (code, body) => {
  const { items, reading } = await readDirect(MANAGEMENT, () => queryError(code, "no"));
  expect(items.map((item) => "body" in item && item.body)).toEqual([body]);
  expect(reading.units).toMatchObject([{ complete: true, problem: null }]);
});

test("a refused call is none", async () => {
  const { items, reading } = await readDirect(MANAGEMENT, () => queryError("AccessDenied", "no", 403));
  expect(items).toEqual([]);
  expect(reading.units).toMatchObject([
    { complete: false, problem: { code: "denied", detail: "iam:ListOrganizationsFeatures (AccessDenied)" } },
  ]);
});
