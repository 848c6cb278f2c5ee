// Judges keys of Azure key vaults by the rotation policy of each.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { daysOf } from "./duration.ts";
import type { WithParameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/keys/get (RotationPolicy, omitted if empty) */
const Policy = z.object({
  attributes: z.object({ expiryTime: z.string().nullish() }).nullish(),
  lifetimeActions: z
    .array(
      z.object({
        action: z.object({ type: z.string().nullish() }).nullish(),
        trigger: z.object({ timeAfterCreate: z.string().nullish(), timeBeforeExpiry: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

/** Days after which each action makes a new version; null where the policy does not say it in days. */
function rotationsOf(policy: z.infer<typeof Policy>): (number | null)[] {
  const life = policy.attributes?.expiryTime ?? null;
  const days = (text: string | null | undefined): number | null =>
    (text ?? "") === "" ? null : daysOf(text as string);
  return (policy.lifetimeActions ?? [])
    .filter(({ action }) => action?.type?.toLowerCase() === "rotate")
    .map(({ trigger }) => {
      if ((trigger?.timeAfterCreate ?? "") !== "") return days(trigger?.timeAfterCreate);
      const [before, until] = [days(trigger?.timeBeforeExpiry), days(life)];
      return before === null || until === null ? null : Math.max(0, until - before);
    });
}

const key = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.keyvault/vaults/keys",
  global: true,
  reads: z.object({
    properties: z.object({
      attributes: z.object({ enabled: z.boolean().nullish(), exp: z.int().min(0).nullish() }),
      rotationPolicy: Policy.nullish(),
    }),
  }),
  evaluate({ properties: { attributes, rotationPolicy } }, { parameters }: WithParameters) {
    if (attributes.enabled === false) return notApplicable("the key is disabled (attributes.enabled is false)");
    const expires = (attributes.exp ?? 0) === 0 ? null : new Date((attributes.exp as number) * 1000).toISOString();
    const policy = rotationPolicy ?? {};
    const rotations = rotationsOf(policy);
    const notifies = (policy.lifetimeActions ?? []).some(({ action }) => action?.type?.toLowerCase() === "notify");
    const known = rotations.filter((days) => days !== null);
    const everyDays = known.length === 0 ? null : Math.min(...known);
    const facts: JsonObject = { everyDays, notifies, expires };
    if (rotations.length === 0)
      return notifies
        ? fail("the key's rotation policy only notifies, and nothing rotates the key", facts)
        : fail("the key does not rotate by itself (rotationPolicy has no action that rotates)", facts);
    // The soonest rotation decides, so that an action that can't be read might still be soon enough.
    if (everyDays === null || (everyDays > parameters.maxDays && rotations.includes(null))) {
      const detail = "the key's rotation policy does not say in days when the key rotates";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    if (everyDays > parameters.maxDays)
      return fail("the key rotates by itself less often than required (rotationPolicy)", facts);
    if (parameters.requireExpiry && expires === null)
      return fail("the key has no expiry date (attributes.exp), and the company requires one", facts);
    return pass("the key rotates by itself as often as required (rotationPolicy)", facts);
  },
});

export const azure = [key];
