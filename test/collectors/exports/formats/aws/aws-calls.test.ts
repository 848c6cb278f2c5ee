// Single calls of AWS's command line: what each says, and what makes it no answer.
import { describe, expect, test } from "vitest";
import { ACCOUNT, DENIED, SCOPE, lines, reading } from "./aws-call-files.ts";
import { bodyOf, entry, makeDirectory, manifest, readUnits, refusal } from "../../fixture.ts";

describe("log groups", () => {
  const { unit, read, failed } = reading("aws-logs-log-groups", "AWS::Logs::LogGroup", "eu-central-1");
  const arn = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/aws/cloudtrail`;
  const group = {
    logGroupName: "/aws/cloudtrail",
    creationTime: Date.parse("2024-03-13T10:00:00.000Z"),
    metricFilterCount: 4,
    arn: `${arn}:*`,
    storedBytes: 512,
    logGroupClass: "STANDARD",
    logGroupArn: arn,
  };

  test("one that keeps for a time and one that keeps for ever", async () => {
    const kmsKeyId = "arn:aws:kms:eu-central-1:111122223333:key/k";
    const { items, unit: of } = await read({
      logGroups: [
        { ...group, retentionInDays: 400, kmsKeyId },
        { logGroupName: "app", arn: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:app:*` },
      ],
    });
    expect(items).toMatchObject([
      { key: arn, unit, name: "/aws/cloudtrail", incarnation: "2024-03-13T10:00:00.000Z", region: "eu-central-1" },
      { key: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:app`, incarnation: "", createdAt: null },
    ]);
    expect(items.map((each) => "body" in each && each.body)).toEqual([
      {
        LogGroupName: "/aws/cloudtrail",
        Arn: arn,
        RetentionInDays: 400,
        KmsKeyId: kmsKeyId,
        LogGroupClass: "STANDARD",
      },
      { LogGroupName: "app", Arn: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:app` },
    ]);
    expect(of(unit)).toMatchObject({ complete: true, listed: 2 });
  });

  test("none", async () => {
    expect((await read({ logGroups: [] })).unit(unit)).toMatchObject({ complete: true, listed: 0 });
  });

  test("a page of several, and a file that ends early, are not all", async () => {
    expect((await read({ logGroups: [group], NextToken: "t" })).unit(unit)).toMatchObject({
      complete: false,
      listed: 1,
      problem: { code: "truncated", detail: "f.json has NextToken, so pages of the answer are missing" },
    });
    expect((await read(JSON.stringify({ logGroups: [group] }).slice(0, -1))).unit(unit)).toMatchObject({
      complete: false,
      listed: 0,
      problem: { code: "truncated", detail: "f.json ends before its closing bracket" },
    });
  });

  test.each([
    [arn.replace(ACCOUNT, "444455556666"), "found a log group of another account or region"],
    [arn.replace("eu-central-1", "us-east-1"), "found a log group of another account or region"],
    ["/aws/cloudtrail", "found a resource without a key, expected the answer of the call"],
  ])("%s is refused", async (other, message) => {
    expect(await refusal(read({ logGroups: [{ ...group, arn: other }] }))).toContain(`f.json: ${message}`);
  });

  test("another answer is refused, bytes that are no JSON too", async () => {
    expect(await refusal(read({ logStreams: [] }))).toBe(
      "f.json: found another answer, expected the JSON of the call for AWS::Logs::LogGroup",
    );
    expect(await refusal(read('{"logGroups":[jane]}'))).toBe(
      "f.json: byte 14: found bytes that are not JSON, expected JSON in UTF-8",
    );
  });

  test("a call that failed says why", async () => {
    expect((await failed(DENIED)).unit(unit)).toMatchObject({ complete: false, problem: { code: "denied" } });
  });

  test("a file is of one region, whatever its entry says", async () => {
    const two = entry({
      format: "aws-logs-log-groups",
      scope: SCOPE,
      types: ["AWS::Logs::LogGroup"],
      regions: ["eu-central-1", "eu-west-1"],
      file: "f.json",
    });
    const directory = await makeDirectory({ "export.json": manifest(two), "f.json": '{"logGroups":[]}' });
    const other = "AWS::Logs::LogGroup@eu-west-1";
    const { unit: of } = await readUnits(directory, SCOPE, [unit, other]);
    expect([of(unit), of(other)]).toMatchObject([{ complete: true }, { complete: false, source: "none" }]);
  });
});

describe("aws-ec2-prefix-lists", () => {
  const { unit, read } = reading("aws-ec2-prefix-lists", "Tidemark::EC2::PrefixList", "eu-central-1");
  const entries = (...blocks: string[]): object => ({
    Entries: blocks.map((Cidr) => ({ Cidr, Description: "of jane" })),
  });

  test("the entries of each list, each once and in order, without their descriptions", async () => {
    const outcome = await read(
      lines(
        { subject: "pl-0a1b", answer: entries("198.51.100.0/24", "192.0.2.0/24", "192.0.2.0/24") },
        { subject: "pl-2", answer: entries() },
      ),
    );
    expect(outcome.items).toMatchObject([
      {
        key: `tidemark:aws/${ACCOUNT}/prefix-list%2Feu-central-1%2Fpl-0a1b`,
        region: "eu-central-1",
        body: { PrefixListId: "pl-0a1b", Entries: [{ Cidr: "192.0.2.0/24" }, { Cidr: "198.51.100.0/24" }] },
      },
      { body: { PrefixListId: "pl-2", Entries: [] } },
    ]);
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane/);
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 2 });
  });

  test("no group names a list", async () => {
    expect((await read("")).unit(unit)).toMatchObject({ complete: true, listed: 0 });
  });

  test("a list that was not answered is unread", async () => {
    const { items } = await read(
      lines(
        { subject: "pl-1", exitStatus: 254, error: DENIED },
        { subject: "pl-2", answer: {} },
        { subject: "pl-3", answer: { Entries: [{}] } },
        { subject: "pl-4", answer: { ...entries("192.0.2.0/24"), NextToken: "t" } },
        { subject: "pl-5", answer: { ...entries("192.0.2.0/24"), NextToken: "" } },
      ),
    );
    expect(items).toMatchObject([
      { problem: { code: "denied" } },
      { problem: { code: "unexpected-shape" } },
      { problem: { code: "unexpected-shape" } },
      { problem: { code: "truncated" } },
      { body: { PrefixListId: "pl-5" } },
    ]);
  });

  test("a subject that is no list is refused", async () => {
    await expect(read(lines({ subject: "com.amazonaws.s3", answer: entries() }))).rejects.toThrow(
      "a subject of another form",
    );
  });
});

describe.each([
  ["aws-rds-parameter-groups", "Tidemark::RDS::DBParameterGroup", "DBParameterGroupName", "db-parameter-group"],
  [
    "aws-rds-cluster-parameter-groups",
    "Tidemark::RDS::DBClusterParameterGroup",
    "DBClusterParameterGroupName",
    "db-cluster-parameter-group",
  ],
])("%s", (format, type, name, slug) => {
  const { unit, read } = reading(format, type, "eu-central-1");
  const parameter = (ParameterName: string, value: object): object => ({ ParameterName, ...value, Source: "user" });
  const Parameters = [
    parameter("shared_preload_libraries", { ParameterValue: "jane" }),
    parameter("ssl", { ParameterValue: "1" }),
    parameter("rds.force_ssl", {}),
  ];

  test("the parameters that are judged", async () => {
    const outcome = await read(
      lines(
        { subject: "default.postgres16", answer: { Parameters } },
        { subject: "empty", answer: { Parameters: [] } },
      ),
    );
    expect(outcome.items).toMatchObject([
      { key: `tidemark:aws/${ACCOUNT}/${slug}%2Feu-central-1%2Fdefault.postgres16`, region: "eu-central-1" },
      { body: { [name]: "empty", Parameters: [] } },
    ]);
    expect("body" in outcome.items[0]! && outcome.items[0].body).toEqual({
      [name]: "default.postgres16",
      Parameters: [{ ParameterName: "rds.force_ssl" }, { ParameterName: "ssl", ParameterValue: "1" }],
    });
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane/);
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 2 });
  });

  test("no database, no group", async () => {
    expect((await read("")).unit(unit)).toMatchObject({ complete: true, listed: 0 });
  });

  test("what was not answered is unread", async () => {
    const { items } = await read(
      lines(
        { subject: "a", exitStatus: 254, error: DENIED },
        { subject: "b", answer: {} },
        { subject: "c", answer: { Parameters, Marker: "m" } },
      ),
    );
    expect(items).toMatchObject([
      { problem: { code: "denied", detail: "rds:DescribeDBParameters (AccessDenied)" } },
      { problem: { code: "unexpected-shape" } },
      { problem: { code: "truncated" } },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/jane|doe/i);
  });

  test("a file that ends within a line is not all", async () => {
    const text = lines({ subject: "a", answer: { Parameters } }, { subject: "b", answer: { Parameters } });
    expect((await read(text.slice(0, -9))).unit(unit)).toMatchObject({
      complete: false,
      listed: 1,
      problem: { code: "truncated", detail: "f.json ends within a line" },
    });
  });

  test("lines of another form are refused", async () => {
    expect(await refusal(read(lines({ subject: "jane doe", answer: { Parameters } })))).toMatch(
      /^f\.json: line 1: found a subject of another form/,
    );
    expect(await refusal(read(lines({ group: "a" })))).toMatch(/^f\.json: line 1: found another shape/);
    expect(await refusal(read("{jane}\n"))).toMatch(
      /^f\.json: line 1: found bytes that are not JSON at byte 1 of the line, expected JSON$/,
    );
  });
});

describe("public access block of an account", () => {
  const { unit, read } = reading("aws-s3control-public-access-block", "AWS::S3::AccountPublicAccessBlock", null);
  const flags = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: false,
  };
  const NONE =
    "An error occurred (NoSuchPublicAccessBlockConfiguration) when calling the GetPublicAccessBlock operation: The public access block configuration was not found";

  test("what is set", async () => {
    const outcome = await read(lines({ subject: ACCOUNT, answer: { PublicAccessBlockConfiguration: flags } }));
    expect(outcome.items).toMatchObject([{ key: `tidemark:aws/${ACCOUNT}/account-public-access-block`, unit }]);
    expect(bodyOf(outcome)).toEqual({ Configured: true, ...flags });
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("that nothing is set is an answer", async () => {
    expect(bodyOf(await read(lines({ subject: ACCOUNT, exitStatus: 254, error: NONE })))).toEqual({
      Configured: false,
    });
  });

  test("that nobody may look is none", async () => {
    const { items } = await read(lines({ subject: ACCOUNT, exitStatus: 254, error: DENIED }));
    expect(items).toMatchObject([{ problem: { code: "denied" } }]);
    expect((await read(lines({ subject: ACCOUNT, answer: {} }))).items).toMatchObject([
      { problem: { code: "unexpected-shape" } },
    ]);
  });

  test("a file without the account says nothing of it", async () => {
    expect((await read("")).unit(unit)).toMatchObject({
      complete: false,
      listed: 0,
      problem: { code: "truncated", detail: "f.json lacks the answer for a subject of the call" },
    });
  });

  test("another account is refused", async () => {
    expect(
      await refusal(read(lines({ subject: "444455556666", answer: { PublicAccessBlockConfiguration: flags } }))),
    ).toBe("f.json: line 1: found a subject of another form, expected the subject of the call");
  });
});
