// Trails of CloudTrail, whether they log and what: three calls, one file each.
import { describe, expect, test } from "vitest";
import { ACCOUNT, DENIED, lines, reading } from "./aws-call-files.ts";
import { AT, bodyOf, refusal } from "../../fixture.ts";

const TRAIL = "arn:aws:cloudtrail:eu-central-1:444455556666:trail/org";

describe("trails", () => {
  const { unit, read, failed } = reading("aws-cloudtrail-trails", "AWS::CloudTrail::Trail", null);
  const trail = {
    Name: "org",
    TrailARN: TRAIL,
    HomeRegion: "eu-central-1",
    S3BucketName: "logs",
    S3KeyPrefix: "trails",
    SnsTopicARN: "arn:aws:sns:eu-central-1:444455556666:jane",
    IsMultiRegionTrail: true,
    IsOrganizationTrail: true,
    LogFileValidationEnabled: false,
  };

  test("also those of the organization, whose account is another", async () => {
    const outcome = await read({ trailList: [trail] });
    expect(outcome.items).toMatchObject([{ key: TRAIL, unit, name: "org", dataTime: AT, region: null }]);
    const { SnsTopicARN: _, ...body } = trail;
    expect(bodyOf(outcome)).toEqual(body);
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("none, and a file that ends early", async () => {
    expect((await read({ trailList: [] })).unit(unit)).toMatchObject({ complete: true, listed: 0 });
    expect((await read('{"trailList":[')).unit(unit)).toMatchObject({
      complete: false,
      problem: { code: "truncated", detail: "f.json ends before its closing bracket" },
    });
  });

  test("another answer, and a trail without an ARN, are refused", async () => {
    expect(await refusal(read({ Trails: [] }))).toBe(
      "f.json: found another answer, expected the JSON of the call for AWS::CloudTrail::Trail",
    );
    expect(await refusal(read({ trailList: [{ ...trail, TrailARN: "org" }] }))).toBe(
      "f.json: found a resource without a key, expected the answer of the call",
    );
  });

  test("a call that failed says why", async () => {
    expect((await failed(DENIED)).unit(unit)).toMatchObject({ complete: false, problem: { code: "denied" } });
  });
});

describe("status", () => {
  const { unit, read } = reading("aws-cloudtrail-trail-status", "Tidemark::CloudTrail::TrailStatus", null);

  test("whether a trail logs and delivers, without the times of deliveries", async () => {
    const LatestDeliveryError = "AccessDenied";
    const answer = { IsLogging: true, LatestDeliveryError, LatestDeliveryTime: "2026-09-01T05:58:41+00:00" };
    const outcome = await read(lines({ subject: TRAIL, answer }));
    expect(outcome.items).toMatchObject([{ unit }]);
    expect(outcome.items[0]?.key).toMatch(new RegExp(`^tidemark:aws/${ACCOUNT}/trail-status%2F`));
    expect(bodyOf(outcome)).toEqual({ TrailARN: TRAIL, IsLogging: true, LatestDeliveryError });
  });

  test("what was not answered is unread, and a line that is cut is not all", async () => {
    const text = lines({ subject: TRAIL, exitStatus: 254, error: DENIED }, { subject: `${TRAIL}-2`, answer: {} });
    expect((await read(text)).items).toMatchObject([
      { problem: { code: "denied" } },
      { problem: { code: "unexpected-shape" } },
    ]);
    expect((await read(text.slice(0, -5))).unit(unit)).toMatchObject({
      complete: false,
      listed: 1,
      problem: { code: "truncated" },
    });
  });
});

describe("event selectors", () => {
  const { unit, read } = reading("aws-cloudtrail-event-selectors", "Tidemark::CloudTrail::EventSelectors", null);
  const answer = {
    TrailARN: TRAIL,
    EventSelectors: [
      {
        ReadWriteType: "All",
        IncludeManagementEvents: true,
        DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3:::b/jane/"] }],
        ExcludeManagementEventSources: ["kms.amazonaws.com"],
      },
    ],
  };

  test("of a trail, which may be the organization's", async () => {
    const outcome = await read(lines({ subject: TRAIL, answer }));
    expect(outcome.items).toMatchObject([{ unit, dataTime: AT, region: null, name: null }]);
    expect(bodyOf(outcome)).toEqual({
      TrailARN: TRAIL,
      EventSelectors: [
        {
          ReadWriteType: "All",
          IncludeManagementEvents: true,
          ExcludeManagementEventSources: ["kms.amazonaws.com"],
        },
      ],
    });
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("advanced ones name nobody", async () => {
    const FieldSelectors = [
      { Field: "eventCategory", Equals: ["Management"] },
      { Field: "userIdentity.arn", NotEquals: ["arn:aws:iam::111122223333:user/jane.doe"] },
    ];
    const outcome = await read(
      lines({
        subject: TRAIL,
        answer: { TrailARN: TRAIL, AdvancedEventSelectors: [{ Name: "by jane", FieldSelectors }] },
      }),
    );
    expect(bodyOf(outcome)).toEqual({
      TrailARN: TRAIL,
      AdvancedEventSelectors: [
        {
          FieldSelectors: [
            { Field: "eventCategory", Equals: ["Management"] },
            { Field: "userIdentity.arn", NotEquals: [expect.stringMatching(/^person:/)] },
          ],
        },
      ],
    });
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane|doe/i);
  });

  test("no answer, or none of either kind, is unread", async () => {
    const { items, unit: of } = await read(
      lines(
        { subject: TRAIL, answer: { TrailARN: TRAIL } },
        { subject: `${TRAIL}-2`, exitStatus: 254, error: DENIED },
        { subject: `${TRAIL}-3`, answer: { EventSelectors: [{ IncludeManagementEvents: "yes" }] } },
      ),
    );
    expect(items).toMatchObject([
      { problem: { code: "unexpected-shape" } },
      { problem: { code: "denied", detail: "rds:DescribeDBParameters (AccessDenied)" } },
      { problem: { code: "unexpected-shape" } },
    ]);
    expect(of(unit)).toMatchObject({ complete: true, listed: 3 });
  });

  test("what is no trail is refused", async () => {
    expect(await refusal(read(lines({ subject: "jane.doe", answer })))).toBe(
      "f.json: line 1: found a subject of another form, expected the subject of the call",
    );
  });
});
