// Judges subscriptions of Azure: plans of Defender for Cloud that have scanning have to use it, for machines and for images.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass } from "../../kernel.ts";
import { asStated, unscanned, type WithParameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list */
const Plan = z.object({
  name: z.string(),
  pricingTier: z.string().optional(),
  extensions: z.array(z.object({ name: z.string(), isEnabled: z.string().optional() })).optional(),
});
type Plan = z.infer<typeof Plan>;

const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/**
 * The extension that scans, and the plans that have it. The plan P1 for servers has no agentless scanning.
 * https://learn.microsoft.com/en-us/azure/defender-for-cloud/concept-agentless-data-collection
 * https://learn.microsoft.com/en-us/azure/defender-for-cloud/agentless-vulnerability-assessment-azure
 */
const SCANS = {
  machines: { extension: "AgentlessVmScanning", plans: ["VirtualMachines", "CloudPosture"] },
  images: { extension: "ContainerRegistriesVulnerabilityAssessments", plans: ["Containers", "CloudPosture"] },
} as const;
type Target = keyof typeof SCANS;

/** `off`: a plan that was bought has the extension, which is turned off. `not bought`: every plan that has it is free, or lacks it. */
type State = "on" | "off" | "not bought" | "not told";

function stateOf(plans: readonly Plan[], target: Target): State {
  const { extension, plans: names } = SCANS[target];
  const states = names.map((name): State => {
    const plan = plans.find((each) => same(each.name, name));
    if (same(plan?.pricingTier, "Free")) return "not bought";
    if (!same(plan?.pricingTier, "Standard")) return "not told";
    const told = plan?.extensions?.find((each) => same(each.name, extension));
    if (told === undefined) return "not bought";
    return same(told.isEnabled, "True") ? "on" : same(told.isEnabled, "False") ? "off" : "not told";
  });
  return (["on", "not told", "off", "not bought"] as const).find((state) => states.includes(state)) ?? "not told";
}

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "Tidemark::Security::DefenderPlans",
  global: true,
  reads: z.object({ Plans: z.array(Plan) }),
  evaluate({ Plans }, { parameters }: WithParameters) {
    const stated = asStated(parameters, "azure");
    if (stated !== null) return stated;
    const facts = Object.fromEntries(parameters.targets.map((target) => [target, stateOf(Plans, target)]));
    const states = Object.values(facts);
    if (facts["images"] === "off")
      return fail("a plan of Defender for Cloud that was bought has its scanning of images turned off", facts);
    if (states.includes("not told"))
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from Azure does not say whether a plan scans" },
        facts,
      );
    // The plan for machines also scans by an agent, which Tidemark does not read.
    if (states.includes("not bought") || states.includes("off"))
      return unscanned(parameters, "no plan of Defender for Cloud scans all that is asked for", facts);
    return pass("plans of Defender for Cloud scan what is asked for", facts);
  },
});
