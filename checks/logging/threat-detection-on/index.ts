// Defines the check that the clouds' threat detection is on.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const threatDetectionOn = defineCheck({
  id: "threat-detection-on",
  version: 1,
  domain: "logging",
  title: "Threat detection is on",
  requirement:
    "The cloud's own threat detection runs in every account and region, subscription and project in scope, unless another product detects threats there.",
  rationale:
    "An intruder who is not looked for is found by chance, and an audit log that nobody reads raises no alarm.",
  remediation,
  limits:
    "Shows that detection is on, not that anybody reads or follows up what it finds. A company that detects threats by another product states so, with a reason (detectedElsewhere): the check is then not applicable by that statement, of which nothing is read. " +
    "AWS: the detector is asked for in every region in scope. Features of GuardDuty are asked for in every region if the company lists them, whether or not the region has resources of that kind. " +
    "Azure: every plan of Defender for Cloud is bought, so none is asked for by default. A subscription that has a plan passes by it, even if that plan covers a single kind of resource; a subscription without a plan is indeterminate (licence) until the company buys one, or states that it detects threats elsewhere. Only a plan that the company lists (defenderPlans) fails when somebody turns it off. Resources that are left out of a plan one by one, integrations (Defender for Endpoint, Defender for Cloud Apps), Defender for IoT, and older settings of single SQL servers are not judged. " +
    "Google Cloud: the tier Standard of Security Command Center has no event detection, so that a project with it is indeterminate (licence). The tier is read live and is in no export: a service that is not in effect in an export is indeterminate.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon GuardDuty API: GetDetector",
      url: "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html",
    },
    {
      title: "Amazon GuardDuty: suspending or disabling GuardDuty",
      url: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html",
    },
    {
      title: "Microsoft Defender for Cloud REST API: pricings",
      url: "https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list",
    },
    {
      title: "Security Command Center: service tiers",
      url: "https://docs.cloud.google.com/security-command-center/docs/service-tiers",
    },
    {
      title: "Security Command Center Management API: securityCenterServices",
      url: "https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/folders.locations.securityCenterServices",
    },
  ],
  evaluators: [aws, azure, gcp],
});
