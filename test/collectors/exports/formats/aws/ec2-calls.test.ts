// Single calls of EC2 by AWS's command line: what each says, and what makes it no answer.
import { describe, expect, test } from "vitest";
import { ACCOUNT, lines, reading } from "./aws-call-files.ts";
import { refusal } from "../../fixture.ts";

describe("snapshots of EBS", () => {
  const { unit, read, failed } = reading("aws-ec2-snapshots", "Tidemark::EC2::Snapshot", "eu-central-1");
  const KEY = "arn:aws:kms:eu-central-1:111122223333:key/k";
  const own = {
    SnapshotId: "snap-1",
    OwnerId: ACCOUNT,
    Encrypted: true,
    KmsKeyId: KEY,
    StartTime: "2026-06-30T20:00:11.402000+00:00",
    Description: "of jane",
    Tags: [
      { Key: "Team", Value: "platform" },
      { Key: "Backup", Value: "" },
    ],
  };
  const open = { SnapshotId: "snap-2", OwnerId: ACCOUNT, Encrypted: false, KmsKeyId: null };

  test("one that is encrypted, and one that everybody may restore", async () => {
    const { items, unit: of } = await read({ Snapshots: [own, open], PublicSnapshots: [open] });
    expect(items).toMatchObject([
      {
        key: "arn:aws:ec2:eu-central-1::snapshot/snap-1",
        unit,
        name: "snap-1",
        incarnation: "snap-1",
        createdAt: "2026-06-30T20:00:11.402Z",
        region: "eu-central-1",
        labels: { Team: "platform", Backup: "" },
        body: { SnapshotId: "snap-1", Encrypted: true, KmsKeyId: KEY, Public: false },
      },
      { key: "arn:aws:ec2:eu-central-1::snapshot/snap-2", createdAt: null, labels: {} },
    ]);
    expect(items.map((item) => "body" in item && item.body)[1]).toEqual({
      SnapshotId: "snap-2",
      Encrypted: false,
      Public: true,
    });
    expect(JSON.stringify(items)).not.toContain("jane");
    expect(of(unit)).toMatchObject({ complete: true, listed: 2 });
  });

  test("none, and a public one that came after the first list", async () => {
    expect((await read({ Snapshots: [], PublicSnapshots: [] })).unit(unit)).toMatchObject({
      complete: true,
      listed: 0,
    });
    expect((await read({ Snapshots: [], PublicSnapshots: [open] })).unit(unit)).toMatchObject({ listed: 0 });
  });

  test("a page of several, and a file that ends early, are not all", async () => {
    expect((await read({ Snapshots: [own], PublicSnapshots: [], NextToken: "t" })).unit(unit)).toMatchObject({
      complete: false,
      problem: { code: "truncated" },
    });
    const cut = JSON.stringify({ Snapshots: [own], PublicSnapshots: [] }).slice(0, -1);
    expect((await read(cut)).unit(unit)).toMatchObject({ complete: false, listed: 0, problem: { code: "truncated" } });
  });

  test("a file of another account, and one without the public ones, are refused", async () => {
    const other = { ...own, OwnerId: "444455556666" };
    expect(await refusal(read({ Snapshots: [other], PublicSnapshots: [] }))).toBe(
      `f.json: found a snapshot of another account, expected account ${ACCOUNT}`,
    );
    for (const answer of [{ Snapshots: [own] }, { Volumes: [] }, { Snapshots: [{}], PublicSnapshots: [] }])
      expect(await refusal(read(answer))).toBe(
        "f.json: found another answer, expected the JSON of the call for Tidemark::EC2::Snapshot",
      );
  });

  test("a call that was refused says so", async () => {
    const { unit: of } = await failed("An error occurred (UnauthorizedOperation) when calling DescribeSnapshots");
    expect(of(unit)).toMatchObject({ complete: false, problem: { code: "denied" } });
  });
});

describe("defaults of EBS", () => {
  const { unit, read } = reading("aws-ec2-ebs-defaults", "Tidemark::EC2::EbsDefaults", "eu-central-1");
  const bodies = async (answer: object): Promise<unknown> =>
    (await read(answer)).items.map((item) => "body" in item && item.body);

  test("on with a key, and off", async () => {
    const { items, unit: of } = await read({
      EbsEncryptionByDefault: true,
      SseType: "sse-kms",
      KmsKeyId: "alias/aws/ebs",
    });
    expect(items).toMatchObject([
      {
        key: `tidemark:aws/${ACCOUNT}/ebs-defaults%2Feu-central-1`,
        name: "EBS defaults in eu-central-1",
        body: { EncryptionByDefault: true, KmsKeyId: "alias/aws/ebs" },
      },
    ]);
    expect(of(unit)).toMatchObject({ complete: true, listed: 1 });
    expect(await bodies({ EbsEncryptionByDefault: false, KmsKeyId: null })).toEqual([{ EncryptionByDefault: false }]);
  });

  test("an answer that does not say is refused", async () => {
    for (const answer of [{ KmsKeyId: "alias/aws/ebs" }, { EbsEncryptionByDefault: null }, []])
      expect(await refusal(read(answer))).toContain("found another answer");
  });
});

describe("defaults of the metadata service", () => {
  const type = "Tidemark::EC2::MetadataDefaults";
  const { unit, read } = reading("aws-ec2-metadata-defaults", type, "eu-central-1");

  test("those that somebody set, and none", async () => {
    const { items, unit: of } = await read({ AccountLevel: { HttpTokens: "required", HttpEndpoint: null } });
    expect(items).toMatchObject([
      {
        key: `tidemark:aws/${ACCOUNT}/metadata-defaults%2Feu-central-1`,
        name: "metadata defaults in eu-central-1",
        body: { HttpTokens: "required" },
      },
    ]);
    expect(of(unit)).toMatchObject({ complete: true, listed: 1 });
    expect((await read({ AccountLevel: {} })).items.map((item) => "body" in item && item.body)).toEqual([{}]);
  });

  test("an answer that does not say is refused", async () => {
    for (const answer of [{}, { AccountLevel: null }, []])
      expect(await refusal(read(answer))).toContain("found another answer");
  });
});

describe("VPC Block Public Access", () => {
  const { unit, read, failed } = reading(
    "aws-ec2-vpc-block-public-access",
    "Tidemark::EC2::VpcBlockPublicAccess",
    "eu-central-1",
  );
  const options = (mode: string) => ({
    AwsAccountId: ACCOUNT,
    AwsRegion: "eu-central-1",
    State: "update-complete",
    InternetGatewayBlockMode: mode,
    Reason: "set by jane",
    LastUpdateTimestamp: "2026-01-01T00:00:00Z",
    ManagedBy: "account",
    ExclusionsAllowed: "allowed",
  });
  const exclusion = (id: string, resource: string) => ({
    ExclusionId: id,
    InternetGatewayExclusionMode: "allow-bidirectional",
    ResourceArn: `arn:aws:ec2:eu-central-1:${ACCOUNT}:${resource}`,
    State: "create-complete",
    CreationTimestamp: "2026-01-01T00:00:00Z",
    Tags: [],
  });

  test("on, with what is excluded", async () => {
    const { items, unit: of } = await read({
      VpcBlockPublicAccessOptions: options("block-ingress"),
      VpcBlockPublicAccessExclusions: [
        exclusion("vpcbpa-exclude-2", "subnet/subnet-1"),
        exclusion("vpcbpa-exclude-1", "vpc/vpc-1"),
      ],
    });
    expect(items).toMatchObject([
      {
        key: `tidemark:aws/${ACCOUNT}/vpc-block-public-access%2Feu-central-1`,
        name: "VPC Block Public Access in eu-central-1",
        body: {
          InternetGatewayBlockMode: "block-ingress",
          State: "update-complete",
          Exclusions: [{ ExclusionId: "vpcbpa-exclude-1" }, { ExclusionId: "vpcbpa-exclude-2" }],
        },
      },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/jane|Timestamp/);
    expect(of(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("off, without exclusions", async () => {
    const { items } = await read({ VpcBlockPublicAccessOptions: options("off") });
    expect(items).toMatchObject([{ body: { InternetGatewayBlockMode: "off", Exclusions: [] } }]);
  });

  test("an answer that does not say is refused, and a call that was denied says so", async () => {
    for (const answer of [{}, { VpcBlockPublicAccessOptions: {} }, []])
      expect(await refusal(read(answer))).toContain("found another answer");
    const { unit: of } = await failed("An error occurred (UnauthorizedOperation) when calling");
    expect(of(unit)).toMatchObject({ complete: false, problem: { code: "denied" } });
  });
});

describe("images", () => {
  const { unit, read } = reading("aws-ec2-images", "Tidemark::EC2::Image", "eu-central-1");
  const image = {
    ImageId: "ami-1",
    OwnerId: ACCOUNT,
    Name: "runner",
    Description: "by jane",
    State: "available",
    Public: true,
    CreationDate: "2026-06-30T20:00:11.000Z",
    Tags: [{ Key: "Team", Value: "platform" }],
  };

  test("one that everybody may use, and one of which the answer says little", async () => {
    const { items, unit: of } = await read({ Images: [image, { ImageId: "ami-2", Public: null }] });
    expect(items).toMatchObject([
      {
        key: "arn:aws:ec2:eu-central-1::image/ami-1",
        unit,
        name: "runner",
        incarnation: "ami-1",
        createdAt: "2026-06-30T20:00:11.000Z",
        labels: { Team: "platform" },
      },
      { key: "arn:aws:ec2:eu-central-1::image/ami-2", name: "ami-2", createdAt: null },
    ]);
    expect(items.map((item) => "body" in item && item.body)).toEqual([
      { ImageId: "ami-1", State: "available", Public: true },
      { ImageId: "ami-2" },
    ]);
    expect(JSON.stringify(items)).not.toContain("jane");
    expect(of(unit)).toMatchObject({ complete: true, listed: 2 });
  });

  test("a page of several is not all, and a file of another account or shape is refused", async () => {
    expect((await read({ Images: [image], NextToken: "t" })).unit(unit)).toMatchObject({
      complete: false,
      problem: { code: "truncated" },
    });
    expect(await refusal(read({ Images: [{ ...image, OwnerId: "444455556666" }] }))).toBe(
      `f.json: found an image of another account, expected account ${ACCOUNT}`,
    );
    for (const answer of [{ Snapshots: [] }, { Images: [{}] }, { Images: [{ ...image, Public: "true" }] }])
      expect(await refusal(read(answer))).toContain("found another answer");
  });
});

describe("blocks of public sharing", () => {
  const { unit, read } = reading("aws-ec2-public-sharing", "Tidemark::EC2::PublicSharing", "eu-central-1");
  const snapshots = { subject: "snapshots", answer: { State: "block-all-sharing", ManagedBy: "declarative-policy" } };
  const images = { subject: "images", answer: { ImageBlockPublicAccessState: "unblocked", ManagedBy: null } };

  test("of snapshots and of images", async () => {
    const { items, unit: of } = await read(lines(snapshots, images));
    expect(items.map(({ key }) => key)).toEqual(
      ["snapshots", "images"].map((shared) => `tidemark:aws/${ACCOUNT}/public-sharing%2Feu-central-1%2F${shared}`),
    );
    expect(items.map((item) => "body" in item && item.body)).toEqual([
      { Of: "snapshots", State: "block-all-sharing", ManagedBy: "declarative-policy" },
      { Of: "images", State: "unblocked" },
    ]);
    expect(of(unit)).toMatchObject({ complete: true, listed: 2 });
  });

  test("without one of the two the file is not complete", async () => {
    expect((await read(lines(snapshots))).unit(unit)).toMatchObject({
      complete: false,
      problem: { code: "truncated" },
    });
  });

  test("an answer that does not say is unread, and another subject is refused", async () => {
    const { items } = await read(lines(snapshots, { subject: "images", answer: { State: "unblocked" } }));
    expect(items[1]).toMatchObject({ problem: { code: "unexpected-shape" } });
    expect(await refusal(read(lines({ subject: "volumes", answer: {} })))).toContain("a subject of another form");
  });
});
