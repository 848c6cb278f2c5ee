// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Let the registry scan the images of every repository when they are pushed: basic scanning costs nothing. For machines, turn on Amazon Inspector in the region.",
    console: [
      "Amazon ECR > Private registry > Features & Settings > Scanning",
      "Amazon Inspector > Account management > Activate",
    ],
    commands: [
      `aws ecr put-registry-scanning-configuration --scan-type BASIC --rules '[{"scanFrequency":"SCAN_ON_PUSH","repositoryFilters":[{"filter":"*","filterType":"WILDCARD"}]}]' --region REGION`,
      "aws inspector2 enable --resource-types EC2 ECR --region REGION",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Turn on the extension that scans in the plan of Defender for Cloud that the subscription has: agentless scanning for machines, or vulnerability assessment of registries.",
    console: ["Microsoft Defender for Cloud > Environment settings > SUBSCRIPTION > Defender plans > Settings"],
    commands: [
      `az rest --method put --url 'https://management.azure.com/subscriptions/SUBSCRIPTION-ID/providers/Microsoft.Security/pricings/Containers?api-version=2024-01-01' --body '{"properties":{"pricingTier":"Standard","extensions":[{"name":"ContainerRegistriesVulnerabilityAssessments","isEnabled":"True"}]}}'`,
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Turn on automatic scanning of images in the project. For machines, let Vulnerability Assessment of Security Command Center be in effect, which needs a tier that has it.",
    console: ["Artifact Registry > Settings > Vulnerability scanning", "Security Command Center > Settings > Services"],
    commands: [
      "gcloud services enable containerscanning.googleapis.com --project=PROJECT",
      "gcloud scc manage services update gce-vulnerability-assessment --project=PROJECT --enablement-state=ENABLED",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
