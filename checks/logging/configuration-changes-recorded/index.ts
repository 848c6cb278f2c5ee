// Defines the check that changes of configuration are recorded.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const configurationChangesRecorded = defineCheck({
  id: "configuration-changes-recorded",
  version: 3,
  domain: "logging",
  title: "Changes of configuration are recorded",
  requirement: "The cloud itself records every change of every type of resource, in every region in scope.",
  rationale:
    "Between two readings of a resource only the cloud's own history tells how it was configured, and nobody can make that history afterwards.",
  remediation,
  unavailableIn: {
    azure: "Azure Resource Graph keeps changes by itself, for fourteen days. No setting turns that on or off.",
    gcp: "Cloud Asset Inventory keeps history by itself, for thirty-five days. No setting turns that on or off.",
  },
  limits:
    "Shows that the recorder runs, not how long what it recorded is kept or that anybody looks at it. " +
    "AWS: types that AWS Config does not support are recorded by nobody. Whether and how often global types (IAM) are recorded is not judged, since one region of an account is enough, and a region does not show which one that is. AWS::Config::ResourceCompliance may be left out, since it holds results of rules and no configuration. A recorder without a recording mode counts as continuous, as AWS records by default; an export by an AWS CLI of before December 2023 has no recording mode either. Delivery is that of configuration history to S3; snapshots and notifications are not judged. " +
    "Recorders that services of AWS run for themselves do not count. A company that does without AWS Config disables this check with a reason.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "AWS Config: managing the customer managed configuration recorder",
      url: "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
    },
    {
      title: "AWS Config API: RecordingGroup",
      url: "https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html",
    },
    {
      title: "AWS Config API: RecordingMode",
      url: "https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingMode.html",
    },
    {
      title: "AWS Security Hub: Config.1",
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1",
    },
  ],
  evaluators: [aws],
});
