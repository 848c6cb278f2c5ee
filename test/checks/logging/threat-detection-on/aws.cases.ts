// Cases of the check that threat detection is on: detectors of GuardDuty, and regions without one.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { AS_STATED, elsewhere } from "./elsewhere.ts";

const feature = (Name: string, Status: string): Json => ({ Name, Status });

// The detector of an account that turned on S3 Protection alone. https://docs.aws.amazon.com/cli/latest/reference/guardduty/get-detector.html
const FEATURES: readonly Json[] = [
  feature("CLOUD_TRAIL", "ENABLED"),
  feature("DNS_LOGS", "ENABLED"),
  feature("EKS_AUDIT_LOGS", "DISABLED"),
  feature("FLOW_LOGS", "ENABLED"),
  feature("RDS_LOGIN_EVENTS", "DISABLED"),
  feature("S3_DATA_EVENTS", "ENABLED"),
];

const detector = (members: Members = {}): Json => ({
  Region: "eu-central-1",
  Exists: true,
  Status: "ENABLED",
  Features: FEATURES,
  ...members,
});
const NONE: Json = { Region: "eu-west-1", Exists: false };

export const cases: Cases = {
  "aws Tidemark::GuardDuty::Detector": {
    cases: [
      {
        name: "a detector that runs",
        slice: detector(),
        expect: "pass",
        because: "the detector of GuardDuty runs",
        facts: { detector: true, status: "ENABLED", off: [] },
      },
      {
        name: "a region without a detector",
        slice: NONE,
        expect: "fail",
        because: "GuardDuty has no detector in the region",
        facts: { detector: false },
      },
      {
        name: "a detector that is suspended, with its features as they were",
        slice: detector({ Status: "DISABLED" }),
        expect: "fail",
        because: "the detector of GuardDuty is suspended (Status is DISABLED)",
      },
      {
        name: "a detector without features, which nobody asked for",
        slice: detector({ Features: [] }),
        expect: "pass",
      },
      {
        name: "a feature that is asked for and on",
        slice: detector(),
        parameters: { awsFeatures: ["S3_DATA_EVENTS"] },
        expect: "pass",
        because: "the detector of GuardDuty runs, with the features that are asked for",
      },
      {
        name: "features that are asked for and off",
        slice: detector(),
        parameters: { awsFeatures: ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "EKS_AUDIT_LOGS"] },
        expect: "fail",
        because: "the detector of GuardDuty runs without features that are asked for",
        facts: { detector: true, status: "ENABLED", off: ["EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS"] },
      },
      {
        name: "a feature that the region does not have",
        slice: detector(),
        parameters: { awsFeatures: ["LAMBDA_NETWORK_LOGS"] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a feature that is off beside one that is not told of",
        slice: detector(),
        parameters: { awsFeatures: ["LAMBDA_NETWORK_LOGS", "EKS_AUDIT_LOGS"] },
        expect: "fail",
      },
      {
        name: "a detector of whose features nothing is told, as AWS Config tells it",
        slice: { Region: "eu-central-1", Exists: true, Status: "ENABLED", DataSources: { S3Logs: { Enable: true } } },
        parameters: { awsFeatures: ["S3_DATA_EVENTS"] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a detector without a status",
        slice: { Region: "eu-central-1", Exists: true, Features: [...FEATURES] },
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { detector: true, status: null, off: [] },
      },
      {
        name: "a detector whose status is new",
        slice: detector({ Status: "PAUSED" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer that does not say whether there is a detector",
        slice: { Region: "eu-central-1" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a region without a detector, where another product detects threats",
        slice: NONE,
        parameters: elsewhere("aws"),
        ...AS_STATED,
      },
      {
        name: "a detector that runs, where another product detects threats",
        slice: detector(),
        parameters: elsewhere("aws"),
        ...AS_STATED,
      },
      {
        name: "a region without a detector, where another product detects threats in another cloud",
        slice: NONE,
        parameters: elsewhere("azure"),
        expect: "fail",
      },
    ],
  },
};
