// Says which licence of Entra a tenant holds, by its subscribed products.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Directory } from "../estate/estate.ts";

/** Service plans: https://learn.microsoft.com/en-us/entra/identity/users/licensing-service-plan-reference. P2 has all that P1 has; Governance has eligible roles as P2 does. */
const PLANS = { P1: ["AAD_PREMIUM", "AAD_PREMIUM_P2"], P2: ["AAD_PREMIUM_P2", "Entra_Identity_Governance"] } as const;

export function lacksLicence({ subscribedSkus }: Directory, licence: keyof typeof PLANS): boolean {
  const plans = subscribedSkus
    .filter((sku) => sku["capabilityStatus"] === "Enabled")
    .flatMap((sku) =>
      Array.isArray(sku["servicePlans"]) ? (sku["servicePlans"] as readonly { readonly [name: string]: Json }[]) : [],
    );
  return !plans.some((plan) => PLANS[licence].some((name) => name === plan["servicePlanName"]));
}
