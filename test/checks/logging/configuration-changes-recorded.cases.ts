// Recorders of AWS Config, and regions without one.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../cases.ts";

const without = (member: string): Json => {
  const { [member]: _left, ...rest } = recorder() as Members;
  return rest;
};

const recorder = (members: Members = {}): Json => ({
  Region: "eu-central-1",
  Exists: true,
  Recording: true,
  LastStatus: "SUCCESS",
  AllTypes: true,
  DeliveryStatus: "SUCCESS",
  ...members,
});

export const cases: Cases = {
  "aws Tidemark::Config::Recorder": {
    cases: [
      { name: "a recorder of every type that runs and delivers", slice: recorder(), expect: "pass" },
      {
        name: "one of whose delivery nothing is said",
        slice: without("DeliveryStatus"),
        expect: "indeterminate",
        because: "the answer from AWS does not show that a delivery of configuration history succeeded",
        problem: "not-in-answer",
      },
      ...["PENDING", "Not_Applicable", "", "DELIVERED"].map((DeliveryStatus) => ({
        name: `one whose delivery is ${DeliveryStatus === "" ? "an empty text" : DeliveryStatus}`,
        slice: recorder({ DeliveryStatus }),
        expect: "indeterminate" as const,
      })),
      {
        name: "one whose first recording is under way",
        slice: recorder({ LastStatus: "PENDING" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "one without a last recording", slice: without("LastStatus"), expect: "indeterminate" },
      {
        name: "a recording that does not apply",
        slice: recorder({ LastStatus: "NotApplicable" }),
        expect: "indeterminate",
      },
      {
        name: "statuses in the words of another call",
        slice: recorder({ LastStatus: "Success", DeliveryStatus: "Success" }),
        expect: "pass",
      },
      {
        name: "one that records continuously and says so",
        slice: recorder({ Frequency: "CONTINUOUS" }),
        expect: "pass",
      },
      {
        name: "one that records once a day",
        slice: recorder({ Frequency: "DAILY" }),
        expect: "fail",
        because: "the configuration recorder records once a day, so that not every change is recorded",
      },
      {
        name: "one that records once a day, which the company allows",
        slice: recorder({ Frequency: "DAILY" }),
        parameters: { requireContinuous: false },
        expect: "pass",
      },
      {
        name: "one that records once a day, which the company allows, without a delivery",
        slice: { ...(recorder({ Frequency: "DAILY", DeliveryStatus: "PENDING" }) as Members) },
        parameters: { requireContinuous: false },
        expect: "indeterminate",
      },
      {
        name: "one type once a day",
        slice: recorder({ Overrides: [{ ResourceType: "AWS::EC2::NetworkInterface", Frequency: "DAILY" }] }),
        expect: "fail",
        because:
          "the configuration recorder records one resource type once a day, so that not every change is recorded",
        facts: {
          recorder: true,
          recording: true,
          allTypes: true,
          leftOut: [],
          frequency: "CONTINUOUS",
          daily: ["AWS::EC2::NetworkInterface"],
        },
      },
      {
        name: "one type continuously, and all others once a day",
        slice: recorder({
          Frequency: "DAILY",
          Overrides: [{ ResourceType: "AWS::S3::Bucket", Frequency: "CONTINUOUS" }],
        }),
        expect: "fail",
      },
      {
        name: "global IAM types once a day, which another region may record continuously",
        slice: recorder({ Overrides: [{ ResourceType: "AWS::IAM::Role", Frequency: "DAILY" }] }),
        expect: "pass",
      },
      {
        name: "a type once a day that is left out",
        slice: recorder({
          AllTypes: false,
          LeftOut: ["AWS::IAM::Role"],
          Overrides: [{ ResourceType: "AWS::IAM::Role", Frequency: "DAILY" }],
        }),
        expect: "pass",
      },
      {
        name: "a frequency that is not known",
        slice: recorder({ Frequency: "unknown" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a frequency of one type that is not known",
        slice: recorder({ Overrides: [{ ResourceType: "AWS::EC2::VPC", Frequency: "unknown" }] }),
        expect: "indeterminate",
      },
      {
        name: "a recorder that leaves out the global IAM types",
        slice: recorder({
          AllTypes: false,
          LeftOut: ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"],
        }),
        expect: "pass",
      },
      {
        name: "a recorder that leaves out one global IAM type",
        slice: recorder({ AllTypes: false, LeftOut: ["AWS::IAM::User"] }),
        expect: "pass",
      },
      {
        name: "a recorder that leaves out what rules found",
        slice: recorder({ AllTypes: false, LeftOut: ["AWS::Config::ResourceCompliance"] }),
        expect: "pass",
      },
      {
        name: "a recorder that leaves out global IAM types and another",
        slice: recorder({ AllTypes: false, LeftOut: ["AWS::EC2::Volume", "AWS::IAM::User"] }),
        expect: "fail",
      },
      {
        name: "a type that is left out decides although nothing else is said",
        slice: { Exists: true, AllTypes: false },
        expect: "fail",
      },
      { name: "one that leaves nothing out though it could", slice: recorder({ LeftOut: [] }), expect: "pass" },
      { name: "a region without a recorder", slice: { Region: "eu-central-1", Exists: false }, expect: "fail" },
      { name: "a recorder that is stopped", slice: recorder({ Recording: false }), expect: "fail" },
      { name: "a recorder that could not record", slice: recorder({ LastStatus: "FAILURE" }), expect: "fail" },
      { name: "the same in the words of another call", slice: recorder({ LastStatus: "Failure" }), expect: "fail" },
      { name: "a recorder whose bucket takes nothing", slice: recorder({ DeliveryStatus: "FAILURE" }), expect: "fail" },
      {
        name: "a recorder that leaves out a type",
        slice: recorder({ AllTypes: false, LeftOut: ["AWS::EC2::NetworkInterface"] }),
        expect: "fail",
      },
      { name: "a recorder of a few types", slice: recorder({ AllTypes: false }), expect: "fail" },
      { name: "an answer without the status", slice: without("Recording"), expect: "indeterminate" },
      {
        name: "an answer that does not say what is recorded",
        slice: without("AllTypes"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
