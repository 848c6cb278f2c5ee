// Reads which services of Security Command Center are in effect in a project, and the tier that the project has of it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Refused } from "../../answer.ts";

export const SECURITY_CENTER_SERVICES = "Tidemark::SecurityCenter::Services";
export const SECURITY_CENTER_TIER = "Tidemark::SecurityCenter::Tier";

/**
 * `[{"name","intendedEnablementState","effectiveEnablementState", …}]`, of the list of the API and of `gcloud scc manage services list`.
 * https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/folders.locations.securityCenterServices
 */
const Services = z
  .array(
    z.object({
      name: z.string(),
      intendedEnablementState: z.string().nullish(),
      effectiveEnablementState: z.string().nullish(),
    }),
  )
  .min(1);

/**
 * The reference has services as `event-threat-detection`, and answers have EVENT_THREAT_DETECTION:
 * https://docs.cloud.google.com/security-command-center/docs/how-to-use-security-health-analytics
 */
const NAME = /^(projects\/[^/]+)\/locations\/global\/securityCenterServices\/([A-Za-z][A-Za-z0-9_-]*)$/;
const inOneSpelling = (service: string): string => service.toLowerCase().replaceAll("_", "-");

/** The key of the services of `project` (`projects/<number>`). */
export const securityCenterServicesKey = (project: string): string =>
  syntheticKey("gcp", project, "security-center-services");

/** The services in `project` (`projects/<number>`), as one item. Undefined where the answer has another shape. */
export function securityCenterServicesIn(answer: Json, project: string): readonly Answered[] | Refused | undefined {
  const parsed = Services.safeParse(answer);
  if (!parsed.success) return undefined;
  const services: { readonly Service: string; readonly [member: string]: string }[] = [];
  for (const { name, intendedEnablementState, effectiveEnablementState } of parsed.data) {
    const [, of, service] = NAME.exec(name) ?? [];
    if (of === undefined || service === undefined) return undefined;
    // A project may be named by its id. Where it is the number, it must be that of the scope.
    if (/^projects\/\d+$/.test(of) && of !== project)
      return { found: "a service of another project", expected: project };
    services.push({
      Service: inOneSpelling(service),
      ...(intendedEnablementState == null ? {} : { Intended: intendedEnablementState }),
      ...(effectiveEnablementState == null ? {} : { Effective: effectiveEnablementState }),
    });
  }
  return [
    {
      key: securityCenterServicesKey(project),
      name: "Security Command Center",
      body: { Services: services.toSorted((a, b) => (a.Service < b.Service ? -1 : 1)) },
    },
  ];
}

/** https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/BillingMetadata */
const Billing = z.object({ billingTier: z.string().min(1) });

/** The tier that an answer tells; undefined where it has another shape. */
export const tierIn = (answer: Json): string | undefined => Billing.safeParse(answer).data?.billingTier;

/** Whether the tier was bought: event detection comes with it. */
export const isBought = (tier: string): boolean => tier === "PREMIUM" || tier === "ENTERPRISE";

/** The key of the tier of `project` (`projects/<number>`). */
export const securityCenterTierKey = (project: string): string => syntheticKey("gcp", project, "security-center-tier");
