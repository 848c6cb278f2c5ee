// Detectors of GuardDuty: one item a region, also where there is none, and no answer that tells of something else.
import { describe, expect, test } from "vitest";
import { ACCOUNT, DENIED, reading } from "./aws-call-files.ts";
import { bodyOf, refusal } from "../../fixture.ts";

const { unit, read, failed } = reading("aws-guardduty-detectors", "Tidemark::GuardDuty::Detector", "eu-central-1");

// https://docs.aws.amazon.com/cli/latest/reference/guardduty/get-detector.html
const DETECTOR = {
  Status: "ENABLED",
  ServiceRole: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
  Tags: { owner: "jane" },
  FindingPublishingFrequency: "SIX_HOURS",
  UpdatedAt: "2018-11-07T03:24:22.938Z",
  CreatedAt: "2017-12-22T22:51:31.940Z",
  Features: [
    { Name: "S3_DATA_EVENTS", Status: "ENABLED", UpdatedAt: "2023-01-01T00:00:00+00:00" },
    { Name: "EKS_AUDIT_LOGS", Status: "DISABLED", AdditionalConfiguration: null },
  ],
};

describe("the answers of list-detectors and get-detector", () => {
  test("a detector: its status, and its features by name", async () => {
    const outcome = await read({ DetectorIds: ["12abc34d567e8fa901bc2d34e56789f0"], Detector: DETECTOR });
    expect(outcome.items).toMatchObject([
      {
        key: `tidemark:aws/${ACCOUNT}/guardduty-detector%2Feu-central-1`,
        unit,
        name: "GuardDuty in eu-central-1",
        region: "eu-central-1",
        labels: {},
      },
    ]);
    expect(bodyOf(outcome)).toEqual({
      Region: "eu-central-1",
      Exists: true,
      Status: "ENABLED",
      Features: [
        { Name: "EKS_AUDIT_LOGS", Status: "DISABLED" },
        { Name: "S3_DATA_EVENTS", Status: "ENABLED" },
      ],
    });
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("none: an item that says so", async () => {
    for (const answer of [{ DetectorIds: [], Detector: null }, { DetectorIds: [] }]) {
      const outcome = await read(answer);
      expect(bodyOf(outcome)).toEqual({ Region: "eu-central-1", Exists: false });
      expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
    }
  });

  test("what is null is left out", async () => {
    const Features = [{ Name: "S3_DATA_EVENTS", Status: null }];
    expect(bodyOf(await read({ DetectorIds: ["1"], Detector: { Status: null, Features } }))).toEqual({
      Region: "eu-central-1",
      Exists: true,
      Features: [{ Name: "S3_DATA_EVENTS" }],
    });
    expect(bodyOf(await read({ DetectorIds: ["1"], Detector: { Status: "ENABLED", Features: null } }))).toEqual({
      Region: "eu-central-1",
      Exists: true,
      Status: "ENABLED",
    });
  });

  test("a page of several is not all, and a call that failed says why", async () => {
    expect((await read({ DetectorIds: [], NextToken: "t" })).unit(unit)).toMatchObject({
      complete: false,
      problem: { code: "truncated" },
    });
    expect((await failed(DENIED)).unit(unit)).toMatchObject({ complete: false, problem: { code: "denied" } });
  });

  test.each([
    { Detector: DETECTOR },
    { DetectorIds: ["1"] },
    { DetectorIds: ["1"], Detector: null },
    { DetectorIds: ["1", "2"], Detector: DETECTOR },
    { DetectorIds: ["1"], Detector: { ...DETECTOR, Features: [{ Status: "ENABLED" }] } },
  ])("another answer is refused: %j", async (answer) => {
    expect(await refusal(read(answer))).toContain("found another answer");
  });
});
