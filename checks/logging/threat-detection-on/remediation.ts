// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Turn GuardDuty on in the region, or resume the detector that is suspended, with the features that you ask for. In an organization, let the administrator account of GuardDuty turn it on in new accounts too. Leave a region that nobody may use out of the scope, in the config.",
    console: [
      "GuardDuty > Get started > Enable GuardDuty",
      "GuardDuty > Settings > Suspend GuardDuty > Re-enable GuardDuty",
      "GuardDuty > Protection plans",
    ],
    commands: [
      "aws guardduty create-detector --enable --region REGION",
      "aws guardduty update-detector --detector-id DETECTOR-ID --enable --region REGION",
      "aws guardduty update-detector --detector-id DETECTOR-ID --features Name=S3_DATA_EVENTS,Status=ENABLED --region REGION",
    ],
    terraform: ["aws_guardduty_detector.enable = true"],
  },
  azure: {
    change: "Turn on the plans of Defender for Cloud that you ask for in the subscription. Each plan costs money.",
    console: ["Microsoft Defender for Cloud > Environment settings > SUBSCRIPTION > Defender plans"],
    commands: [
      `az rest --method put --url 'https://management.azure.com/subscriptions/SUBSCRIPTION-ID/providers/Microsoft.Security/pricings/PLAN?api-version=2024-01-01' --body '{"properties":{"pricingTier":"Standard"}}'`,
    ],
    terraform: ['azurerm_security_center_subscription_pricing.tier = "Standard"'],
  },
  gcp: {
    change:
      "Let the service be in effect in the project, or in the organization so that its projects inherit it. It needs the tier Premium or Enterprise of Security Command Center.",
    console: ["Security Command Center > Settings > Services > Manage settings"],
    commands: ["gcloud scc manage services update event-threat-detection --project=PROJECT --enablement-state=ENABLED"],
    terraform: [],
  },
} as const satisfies Check["remediation"];
