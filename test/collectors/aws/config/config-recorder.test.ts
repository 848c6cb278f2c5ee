// The recorder of AWS Config as its answers tell it, and no more.
import { expect, test } from "vitest";
import { recorderIn } from "../../../../collectors/aws/answers/config-recorder.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

type Members = { readonly [member: string]: Json };

const read = (recorder: Members, delivery: Json = []): object | undefined =>
  recorderIn(
    {
      ConfigurationRecorders: [{ name: "default", ...recorder }],
      ConfigurationRecordersStatus: [{ name: "default", recording: true, lastStatus: "SUCCESS" }],
      DeliveryChannelsStatus: delivery,
    },
    "eu-central-1",
  );

test.each<[Members | null, object]>([
  [{ allSupported: true }, { AllTypes: true }],
  [{ allSupported: false, resourceTypes: ["AWS::S3::Bucket"] }, { AllTypes: false }],
  [{ allSupported: false, resourceTypes: [] }, { AllTypes: false }],
  [{ recordingStrategy: { useOnly: "INCLUSION_BY_RESOURCE_TYPES" } }, { AllTypes: false }],
  [
    {
      allSupported: false,
      recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
      exclusionByResourceTypes: { resourceTypes: ["AWS::IAM::User", "AWS::IAM::Group"] },
    },
    { AllTypes: false, LeftOut: ["AWS::IAM::Group", "AWS::IAM::User"] },
  ],
  [
    {
      recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
      exclusionByResourceTypes: { resourceTypes: [] },
    },
    { AllTypes: true, LeftOut: [] },
  ],
  // Without a strategy the list says what is left out.
  [
    { allSupported: false, exclusionByResourceTypes: { resourceTypes: ["AWS::IAM::User"] }, recordingStrategy: null },
    { AllTypes: false, LeftOut: ["AWS::IAM::User"] },
  ],
  [{ allSupported: false, exclusionByResourceTypes: { resourceTypes: [] } }, { AllTypes: false }],
  [{ allSupported: true, recordingStrategy: { useOnly: "" } }, { AllTypes: true }],
  // None of these says what is recorded.
  [{ allSupported: true, exclusionByResourceTypes: { resourceTypes: ["AWS::S3::Bucket"] } }, {}],
  [
    {
      allSupported: false,
      resourceTypes: ["AWS::EC2::Instance"],
      exclusionByResourceTypes: { resourceTypes: ["AWS::IAM::User"] },
    },
    {},
  ],
  [null, {}],
  [{}, {}],
  [{ allSupported: null, resourceTypes: null }, {}],
  [{ recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" } }, {}],
  [{ recordingStrategy: { useOnly: "BY_MOON" }, resourceTypes: [] }, {}],
])("the recording group %j", (recordingGroup, expected) => {
  const { AllTypes, LeftOut } = read({ recordingGroup }) as { AllTypes?: boolean; LeftOut?: string[] };
  expect({ ...(AllTypes === undefined ? {} : { AllTypes }), ...(LeftOut === undefined ? {} : { LeftOut }) }).toEqual(
    expected,
  );
});

test.each<[Json, object]>([
  [null, { Frequency: "CONTINUOUS" }],
  [{ recordingFrequency: "DAILY" }, { Frequency: "DAILY" }],
  [{ recordingFrequency: "Daily", recordingModeOverrides: null }, { Frequency: "DAILY" }],
  [{}, { Frequency: "unknown" }],
  [{ recordingFrequency: "HOURLY" }, { Frequency: "unknown" }],
  [
    {
      recordingFrequency: "CONTINUOUS",
      recordingModeOverrides: [
        { recordingFrequency: "DAILY", resourceTypes: ["AWS::S3::Bucket", "AWS::EC2::VPC"] },
        { recordingFrequency: null, resourceTypes: ["AWS::RDS::DBInstance"] },
        { recordingFrequency: "DAILY", resourceTypes: null },
      ],
    },
    {
      Frequency: "CONTINUOUS",
      Overrides: [
        { ResourceType: "AWS::EC2::VPC", Frequency: "DAILY" },
        { ResourceType: "AWS::RDS::DBInstance", Frequency: "unknown" },
        { ResourceType: "AWS::S3::Bucket", Frequency: "DAILY" },
      ],
    },
  ],
])("the recording mode %j", (recordingMode, expected) => {
  expect(read({ recordingGroup: { allSupported: true }, recordingMode })).toMatchObject(expected);
});

test.each<[Json]>([
  [null],
  [[]],
  [[{}]],
  [[{ configHistoryDeliveryInfo: null }]],
  [[{ configHistoryDeliveryInfo: {} }]],
])("no delivery is read from %j", (delivery) => {
  expect(read({ recordingGroup: { allSupported: true } }, delivery)).not.toHaveProperty("DeliveryStatus");
});

test.each([undefined, null, []])("a status of %j says nothing", (ConfigurationRecordersStatus) => {
  const answer = { ConfigurationRecorders: [{ name: "default" }], ConfigurationRecordersStatus } as unknown as Json;
  const read = recorderIn(answer, "eu-central-1");
  expect(read).toMatchObject({ Exists: true });
  expect(read).not.toHaveProperty("Recording");
});
