// Defines which parts of each cloud's threat detection have to be on, and where another product does the work.
import { z } from "zod";
import { companyStatement, notApplicableAsStated } from "../../company-statement.ts";
import type { Verdict } from "../../kernel.ts";

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfigurationResult.html, without what no detector lacks. */
const AWS_FEATURES = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "RUNTIME_MONITORING",
] as const;

/**
 * Plans that detect threats. Dns, KubernetesService and ContainerRegistry are deprecated, and CloudPosture detects none.
 * https://learn.microsoft.com/en-us/azure/defender-for-cloud/defender-for-cloud-introduction
 */
export const DETECTING = [
  "AI",
  "Api",
  "AppServices",
  "Arm",
  "Containers",
  "CosmosDbs",
  "KeyVaults",
  "OpenSourceRelationalDatabases",
  "SqlServers",
  "SqlServerVirtualMachines",
  "StorageAccounts",
  "VirtualMachines",
] as const;

/** Services that detect threats; none of them comes with the tier Standard. */
const SCC_SERVICES = [
  "event-threat-detection",
  "container-threat-detection",
  "vm-threat-detection",
  "cloud-run-threat-detection",
] as const;

export const parameters = z.strictObject({
  awsFeatures: z
    .array(z.enum(AWS_FEATURES))
    .default([])
    .describe(
      "Features of GuardDuty that have to be on in every region, beside the detector itself. None by default: AWS bills each by what it reads.",
    ),
  defenderPlans: z
    .array(z.enum(DETECTING))
    .default([])
    .describe(
      "Plans of Defender for Cloud that have to be on in every subscription. None by default, since each is bought: list those that you buy, so that one that is turned off fails.",
    ),
  sccServices: z
    .array(z.enum(SCC_SERVICES))
    .min(1)
    .default(["event-threat-detection"])
    .describe("Services of Security Command Center that have to be in effect in every project."),
  detectedElsewhere: z
    .strictObject({ aws: companyStatement, azure: companyStatement, gcp: companyStatement })
    .partial()
    .default({})
    .describe(
      'Clouds whose threats another product detects, each with the reason, such as {"azure":{"reason":"…"}}. The check is then not applicable there by the company\'s statement, which is counted apart and is no pass.',
    ),
});

export type Parameters = z.infer<typeof parameters>;
export type WithParameters = { readonly parameters: Parameters };

/** The verdict in a cloud of which the company states that another product detects its threats; null where it states nothing. */
export function asStated(
  { detectedElsewhere }: Parameters,
  cloud: keyof Parameters["detectedElsewhere"],
): Verdict | null {
  const statement = detectedElsewhere[cloud] ?? null;
  return statement === null ? null : notApplicableAsStated("another product detects threats in this cloud", statement);
}
