// The credential report: its rows, the root user, and what a report must have.
import { expect, test } from "vitest";
import { entry, makeDirectory, manifest, readUnits, refusal, type Outcome } from "../../fixture.ts";

const ACCOUNT = "AWS::::Account@global";
const ROW = "Tidemark::IAM::CredentialReportRow@global";
const ACTIVITY = "Tidemark::IAM::UserActivity@global";
const HEADER =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const ROOT =
  "<root_account>,arn:aws:iam::111122223333:root,2024-03-12T07:31:02+00:00,not_supported,no_information,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A";
const JANE =
  "jane.doe,arn:aws:iam::111122223333:user/jane.doe,2024-03-12T08:05:44+00:00,true,2026-08-31T07:58:12+00:00,2024-03-12T08:05:44+00:00,N/A,false,true,2025-11-02T09:14:07+00:00,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,true,2024-05-01T00:00:00+00:00";

async function read(
  lines: readonly string[],
  members: { readonly [member: string]: unknown } = {},
  units: readonly string[] = [ACCOUNT, ROW],
): Promise<Outcome> {
  const report = entry({
    format: "aws-credential-report",
    scope: "aws/111122223333",
    types: ["AWS::::Account", "Tidemark::IAM::CredentialReportRow", "Tidemark::IAM::UserActivity"],
    file: "report.csv",
    ...members,
  });
  return readUnits(
    await makeDirectory({ "export.json": manifest(report), "report.csv": lines.join("\n") }),
    "aws/111122223333",
    units,
  );
}

const refuse = (lines: readonly string[]): Promise<string> => refusal(read(lines));

test("users are references, root is the account", async () => {
  const { items, unit } = await read([HEADER, ROOT, JANE, ""]);
  const [account, root, jane] = items;
  expect(account).toMatchObject({
    key: "arn:aws:iam::111122223333:root",
    unit: ACCOUNT,
    incarnation: "",
    body: {
      Id: "111122223333",
      RootMfaActive: true,
      RootPasswordEnabled: "not_supported",
      RootAccessKeysActive: false,
      RootCertificatesActive: false,
    },
  });
  expect(root).toMatchObject({ unit: ROW, body: { User: "<root_account>", PasswordEnabled: "not_supported" } });
  expect(jane).toMatchObject({
    key: expect.stringMatching(/^tidemark:aws\/111122223333\/credential-report%2Fperson%3A[0-9a-f]{64}$/),
    incarnation: "2024-03-12T08:05:44.000Z",
    name: null,
    body: {
      User: expect.stringMatching(/^person:/),
      ArnReference: expect.stringMatching(/^person:/),
      PasswordEnabled: true,
      MfaActive: false,
      AccessKey1Active: true,
      AccessKey2Active: false,
      AccessKey1LastRotated: "2025-11-02T09:14:07.000Z",
      AccessKey2LastRotated: "N/A",
      Cert1Active: false,
      Cert2Active: true,
      UserCreationTime: "2024-03-12T08:05:44.000Z",
    },
  });
  expect(JSON.stringify(items)).not.toMatch(/jane|doe/i);
  expect([unit(ACCOUNT), unit(ROW)]).toMatchObject([
    { complete: true, listed: 1 },
    { complete: true, listed: 2 },
  ]);
});

test("when a user's credentials were last used is an item of its own, to the week", async () => {
  const { items, unit } = await read([HEADER, ROOT, JANE], {}, [ACTIVITY]);
  expect(unit(ACTIVITY)).toMatchObject({ complete: true, listed: 2 });
  expect(items[0]).toMatchObject({ body: { User: "<root_account>", PasswordLastUsedWeek: "no_information" } });
  expect(items[1]).toMatchObject({
    key: expect.stringMatching(/^tidemark:aws\/111122223333\/credential-activity%2Fperson%3A[0-9a-f]{64}$/),
    incarnation: "2024-03-12T08:05:44.000Z",
    name: null,
  });
  expect("body" in items[1]! && items[1].body).toEqual({
    User: expect.stringMatching(/^person:/),
    PasswordEnabled: true,
    PasswordLastChanged: "2024-03-12T08:05:44.000Z",
    PasswordLastUsedWeek: "2026-08-31T00:00:00.000Z",
    AccessKey1Active: true,
    AccessKey1LastRotated: "2025-11-02T09:14:07.000Z",
    AccessKey1LastUsedWeek: "N/A",
    AccessKey2Active: false,
    AccessKey2LastRotated: "N/A",
    AccessKey2LastUsedWeek: "N/A",
    UserCreationTime: "2024-03-12T08:05:44.000Z",
  });
  expect(JSON.stringify(items)).not.toMatch(/jane|doe|07:58:12/i);
});

test.each([
  [",false,N/A,true,2024-05-01T00:00:00+00:00", true],
  [",true,2024-05-01T00:00:00+00:00,N/A,N/A", true],
  [",false,N/A,N/A,N/A", "N/A"],
])("certificates of root that end in %s", async (cells, expected) => {
  const { items } = await read([HEADER, ROOT.replace(/,false,N\/A,false,N\/A$/, cells)]);
  expect(items).toMatchObject([{ body: { RootCertificatesActive: expected } }, { unit: ROW }]);
});

test("columns may follow those that are known", async () => {
  const { unit } = await read(
    [HEADER, ROOT, JANE].map((line, at) => `${line},${at === 0 ? "additional_credentials_info" : "N/A"}`),
  );
  expect(unit(ROW)).toMatchObject({ complete: true, listed: 2 });
});

test("a report cut within a line gives the lines before it and is not complete", async () => {
  const { items, unit } = await read([HEADER, ROOT, JANE.slice(0, 60)]);
  expect(items.length).toBe(2);
  expect(unit(ROW)).toMatchObject({
    complete: false,
    problem: { code: "truncated", detail: "report.csv ends within a line" },
  });
});

test("a report cut between two lines is known by its size", async () => {
  const { unit } = await read([HEADER, ROOT, ""], { bytes: [HEADER, ROOT, JANE, ""].join("\n").length });
  expect(unit(ROW)).toMatchObject({ complete: false, listed: 1, problem: { code: "truncated" } });
});

test.each([
  ["users alone", [HEADER, JANE], 1],
  ["nobody", [HEADER], 0],
  ["GovCloud", [HEADER, JANE.replace("arn:aws:", "arn:aws-us-gov:")], 1],
])("a report without root leaves its own account incomplete: %s", async (_what, lines, rows) => {
  const { items, unit } = await read(lines);
  const problem = { code: "not-in-answer", detail: "report.csv has no row of <root_account>" };
  expect(items).toHaveLength(rows);
  expect([unit(ACCOUNT), unit(ROW)]).toMatchObject([
    { complete: false, listed: 0, problem },
    { complete: false, listed: rows, problem },
  ]);
});

test("a report of China has no root: its users are read, and nothing of root applies", async () => {
  const { items, unit } = await read([HEADER, JANE.replace("arn:aws:", "arn:aws-cn:")]);
  expect(items).toMatchObject([
    { unit: ROW, body: { PasswordEnabled: true, MfaActive: false } },
    {
      key: "arn:aws-cn:iam::111122223333:root",
      unit: ACCOUNT,
      body: { Id: "111122223333", Partition: "aws-cn", RootMfaActive: "N/A", RootAccessKeysActive: "N/A" },
    },
  ]);
  expect([unit(ACCOUNT), unit(ROW)]).toMatchObject([
    { complete: true, listed: 1 },
    { complete: true, listed: 1 },
  ]);
});

test("root of AWS GovCloud (US) names its partition", async () => {
  const { items } = await read([HEADER, ROOT.replace("arn:aws:", "arn:aws-us-gov:")]);
  expect(items[0]).toMatchObject({ body: { Partition: "aws-us-gov", RootPasswordEnabled: "not_supported" } });
});

test("a report with a cut header or of another account is refused", async () => {
  expect(await refuse([HEADER.slice(0, -6)])).toBe(
    "report.csv: line 1: found another header, expected user,arn,user_creation_time, … cert_2_last_rotated",
  );
  expect(await refuse([])).toMatch(/^report\.csv: line 1: found another header/);
  expect(await refuse([HEADER, ROOT, JANE.replaceAll("111122223333", "444455556666")])).toBe(
    "report.csv: line 3: found a user of another account, expected account 111122223333",
  );
  expect(await refuse([HEADER, ROOT.split(",").slice(0, 5).join(","), JANE])).toBe(
    "report.csv: line 2: found 5 columns, expected 22",
  );
  expect(await refuse([HEADER, ROOT, 'a"b"c,', JANE])).toMatch(
    /^report\.csv: line 3: found a line that is not CSV, expected CSV$/,
  );
});
