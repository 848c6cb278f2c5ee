// Judges subscriptions of Azure: the plans of Defender for Cloud that the company asks for have to be on.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass } from "../../kernel.ts";
import { asStated, DETECTING, type WithParameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list */
const Plan = z.object({
  name: z.string(),
  pricingTier: z.string().optional(),
  deprecated: z.boolean().optional(),
  replacedBy: z.array(z.string()).optional(),
});
type Plan = z.infer<typeof Plan>;

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const hasTier = ({ pricingTier = "" }: Plan, tier: string): boolean => same(pricingTier, tier);

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "Tidemark::Security::DefenderPlans",
  global: true,
  reads: z.object({ Plans: z.array(Plan) }),
  evaluate({ Plans }, { parameters }: WithParameters) {
    const stated = asStated(parameters, "azure");
    if (stated !== null) return stated;
    const named = (name: string): Plan | undefined => Plans.find((plan) => same(plan.name, name));
    // In the place of a plan that is deprecated meanwhile those are asked for that replace it.
    const asked = parameters.defenderPlans.flatMap((name) => {
      const { deprecated = false, replacedBy = [] } = named(name) ?? {};
      return deprecated && replacedBy.length > 0 ? replacedBy : [name];
    });
    const wanted = [...new Set(asked)].toSorted();
    const on = Plans.filter((plan) => isDetecting(plan) && hasTier(plan, "Standard")).map(({ name }) => name);
    const off = wanted.filter((name) => hasTier(named(name) ?? { name }, "Free"));
    const facts = { on: on.toSorted(), off };
    if (off.length > 0)
      return fail("plans of Defender for Cloud that are asked for are off (pricingTier is Free)", facts);
    if (wanted.some((name) => !hasTier(named(name) ?? { name }, "Standard")))
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from Azure does not tell of each plan that is asked for" },
        facts,
      );
    if (wanted.length > 0) return pass("the plans of Defender for Cloud that are asked for are on", facts);
    if (on.length > 0)
      return pass("a plan of Defender for Cloud that detects threats is on; no plan in particular is asked for", facts);
    const detecting = Plans.filter(isDetecting);
    const told = detecting.length > 0 && detecting.every((plan) => hasTier(plan, "Free"));
    return told
      ? indeterminate(
          {
            code: "licence",
            detail:
              "the subscription has no current plan of Defender for Cloud that detects threats: each plan is bought",
          },
          facts,
        )
      : indeterminate(
          {
            code: "not-in-answer",
            detail: "the answer from Azure does not say which plans of Defender for Cloud are on",
          },
          facts,
        );
  },
});

const isDetecting = ({ name, deprecated = false }: Plan): boolean =>
  !deprecated && DETECTING.some((plan) => same(plan, name));
