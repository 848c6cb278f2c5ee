// Cases of the check that threat detection is on: plans of Defender for Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { AS_STATED, elsewhere } from "./elsewhere.ts";

const plan = (name: string, pricingTier: string, members: Members = {}): Json => ({ name, pricingTier, ...members });

const replaced = (name: string, by: string, pricingTier = "Free"): Json =>
  plan(name, pricingTier, { deprecated: true, replacedBy: [by] });

// Plans as an answer lists them, those too that were replaced.
// https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list
const plans = (on: readonly string[] = [], more: readonly Json[] = []): Json => ({
  Subscription: "/subscriptions/20ff7fc3-e762-44dd-bd96-b71116dcdc23",
  Plans: [
    ...["AppServices", "Arm", "CloudPosture", "Containers", "KeyVaults", "StorageAccounts", "VirtualMachines"].map(
      (name) => plan(name, on.includes(name) ? "Standard" : "Free"),
    ),
    ...more,
  ],
});

export const cases: Cases = {
  "azure Tidemark::Security::DefenderPlans": {
    cases: [
      {
        name: "a subscription with a plan, where none in particular is asked for",
        slice: plans(["Arm", "KeyVaults"]),
        expect: "pass",
        because: "a plan of Defender for Cloud that detects threats is on; no plan in particular is asked for",
        facts: { on: ["Arm", "KeyVaults"], off: [] },
      },
      {
        name: "a subscription without a plan: none was bought",
        slice: plans(),
        expect: "indeterminate",
        problem: "licence",
        facts: { on: [], off: [] },
      },
      {
        name: "a subscription with Defender CSPM alone, which detects no threats",
        slice: plans(["CloudPosture"]),
        expect: "indeterminate",
        problem: "licence",
      },
      {
        name: "a subscription with nothing but a plan that was replaced",
        slice: plans([], [replaced("KubernetesService", "Containers", "Standard")]),
        expect: "indeterminate",
        problem: "licence",
      },
      {
        name: "plans that are asked for and on",
        slice: plans(["Arm", "StorageAccounts"]),
        parameters: { defenderPlans: ["StorageAccounts", "Arm"] },
        expect: "pass",
        because: "the plans of Defender for Cloud that are asked for are on",
      },
      {
        name: "a plan that is asked for and off",
        slice: plans(["Arm"]),
        parameters: { defenderPlans: ["StorageAccounts", "Arm"] },
        expect: "fail",
        because: "plans of Defender for Cloud that are asked for are off (pricingTier is Free)",
        facts: { on: ["Arm"], off: ["StorageAccounts"] },
      },
      {
        name: "a plan that is asked for and was replaced meanwhile by one that is on",
        slice: plans(["Arm"], [replaced("CosmosDbs", "Databases"), plan("Databases", "Standard")]),
        parameters: { defenderPlans: ["CosmosDbs"] },
        expect: "pass",
      },
      {
        name: "a plan that is asked for and was replaced meanwhile by one that is off",
        slice: plans(["Arm"], [replaced("CosmosDbs", "Databases", "Standard"), plan("Databases", "Free")]),
        parameters: { defenderPlans: ["CosmosDbs"] },
        expect: "fail",
        facts: { on: ["Arm"], off: ["Databases"] },
      },
      {
        name: "a plan that is asked for and not listed",
        slice: plans(["Arm"]),
        parameters: { defenderPlans: ["AI"] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a plan that is off beside one that is not listed",
        slice: plans(["Arm"]),
        parameters: { defenderPlans: ["AI", "KeyVaults"] },
        expect: "fail",
      },
      {
        name: "tiers in another spelling",
        slice: { Plans: [plan("arm", "standard"), plan("keyvaults", "FREE")] },
        parameters: { defenderPlans: ["Arm"] },
        expect: "pass",
      },
      {
        name: "a plan without a tier, where none in particular is asked for",
        slice: plans([], [{ name: "AI" }]),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a plan whose tier is new",
        slice: plans([], [plan("AI", "Premium")]),
        parameters: { defenderPlans: ["AI"] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "an answer without plans", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
      {
        name: "a subscription without a plan, where another product detects threats",
        slice: plans(),
        parameters: elsewhere("azure"),
        ...AS_STATED,
      },
      {
        name: "a plan that is asked for and off, where another product detects threats in another cloud",
        slice: plans(),
        parameters: { ...elsewhere("aws"), defenderPlans: ["Arm"] },
        expect: "fail",
      },
    ],
  },
};
