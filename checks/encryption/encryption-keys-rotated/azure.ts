// Judges keys of Azure key vaults by the rotation policy of each.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { daysOf } from "./duration.ts";
import type { WithParameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/keys/get (RotationPolicy, omitted if empty) */
const Policy = z.object({
  lifetimeActions: z
    .array(
      z.object({
        action: z.object({ type: z.string().nullish() }).nullish(),
        trigger: z.object({ timeAfterCreate: z.string().nullish(), timeBeforeExpiry: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

/** Seconds since 1970; 0 is none. `exp` is the end of the current version. */
const Attributes = z.object({
  enabled: z.boolean().nullish(),
  created: z.int().min(0).nullish(),
  exp: z.int().min(0).nullish(),
});
type Attributes = z.infer<typeof Attributes>;

const DAY = 24 * 60 * 60;

/** Days from the making of the current version to its end; null where the version has no end; undefined where it does not say. */
function lifeOf({ created, exp }: Attributes): number | null | undefined {
  if ((exp ?? 0) === 0) return null;
  return (created ?? 0) === 0 ? undefined : Math.round(((exp as number) - (created as number)) / DAY);
}

/**
 * Days after which each action makes a new version; null where nobody can say it in days. An action that comes before the end of the
 * version never comes where the version has none: the expiry that a policy sets is that of the next version.
 * https://learn.microsoft.com/en-us/azure/key-vault/keys/how-to-configure-key-rotation
 */
function rotationsOf(policy: z.infer<typeof Policy>, attributes: Attributes): (number | null)[] {
  const life = lifeOf(attributes);
  const days = (text: string | null | undefined): number | null =>
    (text ?? "") === "" ? null : daysOf(text as string);
  return (policy.lifetimeActions ?? [])
    .filter(({ action }) => action?.type?.toLowerCase() === "rotate")
    .flatMap(({ trigger }): (number | null)[] => {
      if ((trigger?.timeAfterCreate ?? "") !== "") return [days(trigger?.timeAfterCreate)];
      const before = days(trigger?.timeBeforeExpiry);
      if (before !== null && life === null) return [];
      return [before === null || life == null ? null : Math.max(0, life - before)];
    });
}

const key = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.keyvault/vaults/keys",
  global: true,
  reads: z.object({
    properties: z.object({
      attributes: Attributes,
      rotationPolicy: Policy.nullish(),
    }),
  }),
  evaluate({ properties: { attributes, rotationPolicy } }, { parameters }: WithParameters) {
    if (attributes.enabled === false) return notApplicable("the key is disabled (attributes.enabled is false)");
    const expires = (attributes.exp ?? 0) === 0 ? null : new Date((attributes.exp as number) * 1000).toISOString();
    const policy = rotationPolicy ?? {};
    const rotations = rotationsOf(policy, attributes);
    const does = (type: string): boolean =>
      (policy.lifetimeActions ?? []).some(({ action }) => action?.type?.toLowerCase() === type);
    const notifies = does("notify");
    const known = rotations.filter((days) => days !== null);
    const everyDays = known.length === 0 ? null : Math.min(...known);
    const facts: JsonObject = { everyDays, notifies, expires };
    if (rotations.length === 0 && does("rotate"))
      return fail("the key rotates before its expiry alone, and its current version has none (attributes.exp)", facts);
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
