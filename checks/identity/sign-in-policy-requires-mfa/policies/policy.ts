// Defines the slice of a conditional access policy that decides, as the collector tells it: people in it are numbered.
import { z } from "zod";

const texts = z.array(z.string()).nullish();
const filter = z.object({ mode: z.string().nullish() }).nullish();
const guests = z
  .object({
    guestOrExternalUserTypes: z.string().nullish(),
    externalTenants: z.object({ membershipKind: z.string().nullish() }).nullish(),
  })
  .nullish();

/** https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccesspolicy. A policy that is not in force has its state alone. */
export const Policy = z.object({
  state: z.string(),
  conditions: z
    .object({
      users: z
        .object({
          includeUsers: texts,
          excludeUsers: texts,
          includeGroups: texts,
          excludeGroups: texts,
          includeRoles: texts,
          excludeRoles: texts,
          includeGuestsOrExternalUsers: guests,
          excludeGuestsOrExternalUsers: guests,
        })
        .nullish(),
      applications: z
        .object({ includeApplications: texts, excludeApplications: texts, applicationFilter: filter })
        .nullish(),
      clientAppTypes: texts,
      platforms: z.object({ includePlatforms: texts, excludePlatforms: texts }).nullish(),
      locations: z.object({ includeLocations: texts, excludeLocations: texts }).nullish(),
      signInRiskLevels: texts,
      userRiskLevels: texts,
      devices: z.object({ deviceFilter: filter }).nullish(),
      authenticationFlows: z.object({ transferMethods: z.string().nullish() }).nullish(),
      insiderRiskLevels: z.string().nullish(),
    })
    .nullish(),
  OtherConditions: texts,
  grantControls: z
    .object({
      operator: z.string().nullish(),
      builtInControls: texts,
      customAuthenticationFactors: texts,
      termsOfUse: texts,
      authenticationStrength: z
        .object({ requirementsSatisfied: z.string().nullish(), allowedCombinations: texts })
        .nullish(),
    })
    .nullish(),
});
export type Policy = z.infer<typeof Policy>;

/** Whether something holds: for certain, perhaps (what is read does not say), or not. */
export type Sure = "yes" | "maybe" | "no";

const ORDER: readonly Sure[] = ["no", "maybe", "yes"];

export const least = (...all: readonly Sure[]): Sure => ORDER.find((each) => all.includes(each)) ?? "yes";
export const most = (...all: readonly Sure[]): Sure => ORDER.findLast((each) => all.includes(each)) ?? "no";
