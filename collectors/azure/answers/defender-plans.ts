// Reads the plans of Microsoft Defender for Cloud in a subscription, as one item.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Refused } from "../../answer.ts";

export const DEFENDER_PLANS = "Tidemark::Security::DefenderPlans";

/**
 * The time left of a free trial changes each day, so it is not recorded.
 * https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list
 */
const Answer = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      properties: z.object({
        pricingTier: z.string().nullish(),
        subPlan: z.string().nullish(),
        deprecated: z.boolean().nullish(),
        replacedBy: z.array(z.string()).nullish(),
        resourcesCoverageStatus: z.string().nullish(),
        extensions: z.array(z.object({ name: z.string(), isEnabled: z.string().nullish() })).nullish(),
      }),
    }),
  ),
});

/** The key of the plans of the subscription with this id. */
export const defenderPlansKey = (id: string): string => syntheticKey("azure", id, "defender-plans");

/** Undefined where the answer has another shape: Defender for Cloud lists its plans also where none was bought. */
export function defenderPlansIn(answer: Json, id: string): readonly Answered[] | Refused | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success || parsed.data.value.length === 0) return undefined;
  const subscription = `/subscriptions/${id}`;
  if (parsed.data.value.some((plan) => !plan.id.toLowerCase().startsWith(`${subscription}/`)))
    return { found: "a plan of another subscription", expected: `subscription ${id}` };
  const plans = parsed.data.value.map(({ name, properties }) => {
    const { extensions, replacedBy, ...members } = properties;
    return {
      name,
      ...present(members),
      ...(replacedBy == null ? {} : { replacedBy: replacedBy.toSorted() }),
      ...(extensions == null ? {} : { extensions: extensions.map((extension) => present(extension)).toSorted(byName) }),
    };
  });
  return [
    {
      key: defenderPlansKey(id),
      name: "Microsoft Defender for Cloud",
      body: { Subscription: subscription, Plans: plans.toSorted(byName) },
    },
  ];
}

/** The members that are not null: null means the same as missing. */
function present(members: { readonly [name: string]: string | boolean | null | undefined }) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null));
}

const byName = (a: { readonly name?: unknown }, b: { readonly name?: unknown }): number =>
  String(a.name) < String(b.name) ? -1 : 1;
