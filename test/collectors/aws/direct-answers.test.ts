// What the direct lane makes of answers that say "none": of root in partitions that have none, and of a bucket's encryption.
import { expect, test } from "vitest";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { ID, readDirect } from "../../support/servers/direct-lane.ts";
import { jsonError, queryError, xml, type WireAnswer, type WireRequest } from "../../support/servers/wire.ts";

const ACCOUNT = "AWS::::Account";
const ROW = "Tidemark::IAM::CredentialReportRow";
const ACTIVITY = "Tidemark::IAM::UserActivity";
const BUCKET = "AWS::S3::Bucket";
const SERVER = "AWS::Transfer::Server";

const read = (type: string, region: string, answer: (request: WireRequest) => WireAnswer | null) =>
  readDirect(type, answer, { region, isRegional: [BUCKET, SERVER].includes(type) });

const HEADER =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const userOf = (partition: string): string =>
  [
    `ann,arn:${partition}:iam::${ID}:user/ann,2024-03-12T08:05:44+00:00,true,N/A,N/A,N/A,false`,
    "false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
  ].join(",");

const summary = (members: Readonly<Record<string, number>>): WireAnswer =>
  xml(
    `<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap>${Object.entries(members)
      .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
      .join("")}</SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>`,
  );

function iam(lines: readonly string[], members: Readonly<Record<string, number>> = {}) {
  return ({ call }: WireRequest): WireAnswer | null => {
    if (call === "GetAccountSummary") return summary(members);
    if (call === "GenerateCredentialReport")
      return xml(
        "<GenerateCredentialReportResponse><GenerateCredentialReportResult><State>COMPLETE</State></GenerateCredentialReportResult></GenerateCredentialReportResponse>",
      );
    const content = Buffer.from(lines.join("\n")).toString("base64");
    return xml(
      `<GetCredentialReportResponse><GetCredentialReportResult><Content>${content}</Content><GeneratedTime>2026-09-01T00:00:00Z</GeneratedTime><ReportFormat>text/csv</ReportFormat></GetCredentialReportResult></GetCredentialReportResponse>`,
    );
  };
}

const NOTHING = { AccountMFAEnabled: 0, AccountAccessKeysPresent: 0, AccountSigningCertificatesPresent: 0 };

test("root of AWS GovCloud (US) names its partition by the account summary too", async () => {
  const { items } = await read(ACCOUNT, "us-gov-west-1", iam([], NOTHING));
  expect(items).toMatchObject([
    {
      key: `arn:aws-us-gov:iam::${ID}:root`,
      body: { Partition: "aws-us-gov", RootMfaActive: false, RootAccessKeysActive: false },
    },
  ]);
});

test.each([[NOTHING], [{}]])("nothing of root applies in China, whatever the summary has: %j", async (members) => {
  const { items, reading } = await read(ACCOUNT, "cn-north-1", iam([HEADER, userOf("aws-cn")], members));
  expect(items).toMatchObject([
    { key: `arn:aws-cn:iam::${ID}:root`, body: { Partition: "aws-cn", RootMfaActive: "N/A" } },
  ]);
  expect(reading.units).toMatchObject([{ unit: unitOf(ACCOUNT, "global"), complete: true }]);
});

test("users of an account in China are read from a report without root", async () => {
  const { items, reading } = await read(ROW, "cn-north-1", iam([HEADER, userOf("aws-cn")]));
  expect(items).toMatchObject([{ body: { MfaActive: false, PasswordEnabled: true } }]);
  expect(reading.units).toMatchObject([{ complete: true, listed: 1 }]);
});

test("the last uses of a user are told to the week, and words stay as they are", async () => {
  const used = userOf("aws-cn")
    .replace(",true,N/A,N/A,", ",true,2026-08-26T07:58:12+00:00,2026-02-03T04:05:06+00:00,")
    .replace("false,N/A,N/A,N/A,N/A,", "true,2025-02-17T10:00:00+00:00,2026-08-30T23:59:59+00:00,eu-central-1,sts,");
  const { items } = await read(ACTIVITY, "cn-north-1", iam([HEADER, used]));
  expect(items).toMatchObject([
    {
      incarnation: "2024-03-12T08:05:44.000Z",
      body: {
        PasswordLastUsedWeek: "2026-08-24T00:00:00.000Z",
        PasswordLastChanged: "2026-02-03T04:05:06.000Z",
        AccessKey1LastUsedWeek: "2026-08-24T00:00:00.000Z",
        AccessKey1LastRotated: "2025-02-17T10:00:00.000Z",
        AccessKey2LastUsedWeek: "N/A",
      },
    },
  ]);
  expect(JSON.stringify(items)).not.toMatch(/07:58:12|23:59:59/);
});

test("elsewhere a report without root is not complete", async () => {
  for (const type of [ROW, ACTIVITY]) {
    const { reading } = await read(type, "eu-central-1", iam([HEADER, userOf("aws")]));
    expect(reading.units).toMatchObject([
      {
        complete: false,
        problem: { code: "not-in-answer", detail: "the IAM credential report has no row of the root user" },
      },
    ]);
  }
});

test("a bucket of which S3 says that it has no default encryption has a configuration without rules", async () => {
  const { items } = await read(BUCKET, "eu-central-1", ({ path }) => {
    if (path.includes("encryption")) return queryError("ServerSideEncryptionConfigurationNotFoundError", "none", 404);
    if (path.includes("publicAccessBlock")) return queryError("NoSuchPublicAccessBlockConfiguration", "none", 404);
    if (path.includes("acl"))
      return xml(
        "<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList></AccessControlList></AccessControlPolicy>",
      );
    if (path.includes("policy")) return queryError("NoSuchBucketPolicy", "none", 404);
    if (path.includes("versioning")) return xml("<VersioningConfiguration/>");
    if (path.includes("lifecycle")) return queryError("NoSuchLifecycleConfiguration", "none", 404);
    if (path.includes("tagging")) return queryError("NoSuchTagSet", "none", 404);
    return xml(
      "<ListAllMyBucketsResult><Buckets><Bucket><Name>logs</Name><CreationDate>2024-01-01T00:00:00.000Z</CreationDate><BucketRegion>eu-central-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>",
    );
  });
  expect(items).toMatchObject([
    { body: { Name: "logs", BucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [] } } } },
  ]);
});

test("a server that was deleted after the list is no item, and one that is refused is unread", async () => {
  const arnOf = (id: string): string => `arn:aws:transfer:eu-central-1:${ID}:server/${id}`;
  const { reading, items } = await read(SERVER, "eu-central-1", ({ call, body }) => {
    if (call === "ListServers")
      return { body: JSON.stringify({ Servers: ["gone", "open", "shut"].map((ServerId) => ({ ServerId })) }) };
    const { ServerId: id } = JSON.parse(body) as { ServerId: string };
    if (id === "gone") return jsonError("ResourceNotFoundException", "Unknown server");
    if (id === "shut") return jsonError("AccessDeniedException", "no");
    return { body: JSON.stringify({ Server: { ServerId: id, Arn: arnOf(id), Protocols: ["FTP"] } }) };
  });
  expect(items.map(({ key }) => key).toSorted()).toEqual([arnOf("open"), arnOf("shut")]);
  expect(items.find(({ key }) => key === arnOf("shut"))).toMatchObject({ problem: { code: "denied" } });
  expect(reading.units).toMatchObject([{ complete: true }]);
});
