// Cases of single trails: logging, delivery and validation of log files.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";

const ARN = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/main";
const trail = (validation: Json = true): Json => ({
  Name: "main",
  TrailARN: ARN,
  LogFileValidationEnabled: validation,
});
const status = (members: { readonly [member: string]: Json }) => ({
  status: { rows: [{ TrailARN: ARN, IsLogging: true, ...members }] },
});

export const cases: Cases = {
  "aws AWS::CloudTrail::Trail": {
    cases: [
      { name: "a trail that logs", slice: trail(), related: status({}), expect: "pass" },
      { name: "a stopped trail", slice: trail(), related: status({ IsLogging: false }), expect: "fail" },
      {
        name: "a trail whose bucket refuses it",
        slice: trail(),
        related: status({ LatestDeliveryError: "AccessDenied" }),
        expect: "fail",
        because: "CloudTrail reports an error in the trail's latest delivery to its S3 bucket (LatestDeliveryError)",
      },
      {
        name: "an error that is an empty text",
        slice: trail(),
        related: status({ LatestDeliveryError: "" }),
        expect: "pass",
      },
      { name: "log files that are not validated", slice: trail(false), related: status({}), expect: "fail" },
      {
        name: "an organization trail whose status is denied",
        slice: trail(),
        related: {
          status: { rows: [], complete: false, problem: { code: "denied", detail: "cloudtrail:GetTrailStatus" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "the status of another trail",
        slice: trail(),
        related: { status: { rows: [{ TrailARN: `${ARN}-2`, IsLogging: true }] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      { name: "an answer without validation", slice: trail("on"), related: status({}), expect: "indeterminate" },
    ],
  },
};
