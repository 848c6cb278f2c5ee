// Plans of Defender for Cloud in the sample estate: one subscription has bought some, the other none.
// https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list (2024-01-01)
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import { PRODUCTION, scopeOf, SHARED } from "./names.ts";

const plansOf = (subscription: string, on: readonly string[]): [string, Json] => {
  const collection = `${scopeOf(subscription)}/providers/Microsoft.Security/pricings`;
  const plans = ["Arm", "CloudPosture", "KeyVaults", "SqlServers", "StorageAccounts", "VirtualMachines"].map(
    (name) => ({
      id: `${collection}/${name}`,
      name,
      type: "Microsoft.Security/pricings",
      properties: on.includes(name)
        ? { pricingTier: "Standard", freeTrialRemainingTime: "PT0S", enablementTime: "2025-02-11T09:14:05.1921106Z" }
        : { pricingTier: "Free", freeTrialRemainingTime: "P30D" },
    }),
  );
  const replaced = {
    id: `${collection}/KubernetesService`,
    name: "KubernetesService",
    type: "Microsoft.Security/pricings",
    properties: { pricingTier: "Free", freeTrialRemainingTime: "P30D", deprecated: true, replacedBy: ["Containers"] },
  };
  return [collection, [...plans, replaced]];
};

export const DEFENDER_CHILDREN: readonly [string, Json][] = [
  plansOf(PRODUCTION, ["Arm", "StorageAccounts"]),
  plansOf(SHARED, []),
];
