// What exports tell of the root user beside the credential report: virtual MFA devices, and who manages root access.
import { expect, test } from "vitest";
import { ACCOUNT, DENIED, lines, reading } from "./aws-call-files.ts";
import { bodyOf, refusal } from "../../fixture.ts";

const devices = reading("aws-iam-virtual-mfa-devices", "Tidemark::IAM::RootVirtualMfa", null);
const features = reading("aws-iam-organizations-features", "Tidemark::IAM::RootManagement", null);

// https://docs.aws.amazon.com/cli/latest/reference/iam/list-virtual-mfa-devices.html
const device = (name: string, user: object | null, account = ACCOUNT): object => ({
  SerialNumber: `arn:aws:iam::${account}:mfa/${name}`,
  ...(user === null ? {} : { EnableDate: "2026-01-02T03:04:05+00:00", User: user }),
});
const root = { UserId: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root` };
const jane = { UserName: "jane", Path: "/", Arn: `arn:aws:iam::${ACCOUNT}:user/jane` };

test.each([
  ["root's own", [device("jane", jane), device("root-account-mfa-device", root)], true],
  ["people's alone", [device("jane", jane)], false],
  ["one of root's name whose user IAM left out", [device("jane", jane), device("root-account-mfa-device", null)], true],
  ["root's own, beside one whose user IAM left out", [device("phone", null), device("phone-2", root)], true],
  ["one of root's name that is a person's", [device("root-account-mfa-device", jane)], false],
  ["none", [], false],
])("virtual MFA devices: %s", async (_, VirtualMFADevices, RootVirtualMfa) => {
  const outcome = await devices.read({ VirtualMFADevices });
  expect(outcome.items).toMatchObject([
    { key: `tidemark:aws/${ACCOUNT}/root-virtual-mfa`, name: "virtual MFA devices of the root user" },
  ]);
  expect(bodyOf(outcome)).toEqual({ Id: ACCOUNT, RootVirtualMfa });
  expect(JSON.stringify(outcome.items)).not.toContain("jane");
});

test("a file of another account or shape is refused, a page alone is no list, and a denial is a gap", async () => {
  const VirtualMFADevices = [device("jane", jane, "444455556666")];
  expect(await refusal(devices.read({ VirtualMFADevices }))).toContain("a virtual MFA device of another account");
  expect(await refusal(devices.read({}))).toContain("found another answer");
  // Nothing tells whose the device is.
  expect(await refusal(devices.read({ VirtualMFADevices: [device("phone", null)] }))).toContain("found another answer");
  expect((await devices.read({ VirtualMFADevices: [], NextToken: "more" })).unit(devices.unit)).toMatchObject({
    complete: false,
    problem: { code: "truncated" },
  });
  expect((await devices.failed(DENIED)).unit(devices.unit)).toMatchObject({ problem: { code: "denied" } });
});

const failing = (code: string): string =>
  `An error occurred (${code}) when calling the ListOrganizationsFeatures operation: no`;

test("the features of the organization", async () => {
  const answer = { OrganizationId: "o-aa111bb222", EnabledFeatures: ["RootCredentialsManagement"] };
  const outcome = await features.read(lines({ subject: ACCOUNT, answer }));
  expect(outcome.items).toMatchObject([
    { key: `tidemark:aws/${ACCOUNT}/root-management`, name: "management of root access in the organization" },
  ]);
  expect(bodyOf(outcome)).toEqual({ Id: ACCOUNT, Tells: true, RootCredentialsManagement: true, RootSessions: false });
});

test.each([
  ["AccountNotManagementOrDelegatedAdministrator", { Id: ACCOUNT, Tells: false }],
  ["OrganizationNotFoundException", { Id: ACCOUNT, Tells: false }],
  ["ServiceAccessNotEnabled", { Id: ACCOUNT, Tells: true, RootCredentialsManagement: false, RootSessions: false }],
])("the error %s is an answer", async (code, body) => {
  const outcome = await features.read(lines({ subject: ACCOUNT, exitStatus: 254, error: failing(code) }));
  expect(bodyOf(outcome)).toEqual(body);
});

test("another error is none, nor is another shape, and another account is refused", async () => {
  const denied = await features.read(lines({ subject: ACCOUNT, exitStatus: 254, error: DENIED }));
  expect(denied.items).toMatchObject([{ problem: { code: "denied" } }]);
  expect((await features.read(lines({ subject: ACCOUNT, answer: {} }))).items).toMatchObject([
    { problem: { code: "unexpected-shape" } },
  ]);
  expect(await refusal(features.read(lines({ subject: "444455556666", answer: {} })))).toContain(
    "a subject of another form",
  );
});
