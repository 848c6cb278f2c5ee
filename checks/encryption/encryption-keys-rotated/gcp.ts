// Judges keys of Cloud KMS by their rotation schedule.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { readInstant, writeInstant } from "../../readings/instant.ts";
import type { Parameters } from "./parameters.ts";

const DAY_SECONDS = 24 * 60 * 60;

/** Key material in these lies with an external key manager. https://docs.cloud.google.com/kms/docs/ekm */
const EXTERNAL: ReadonlySet<string> = new Set(["EXTERNAL", "EXTERNAL_VPC"]);

const key = defineEvaluator({
  provider: "gcp",
  resourceType: "cloudkms.googleapis.com/CryptoKey",
  global: true,
  // https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys
  reads: z.object({
    purpose: z.string().nullish(),
    primary: z.object({ state: z.string().nullish() }).nullish(),
    rotationPeriod: z.string().nullish(),
    nextRotationTime: z.string().nullish(),
    importOnly: z.boolean().nullish(),
    versionTemplate: z.object({ protectionLevel: z.string().nullish() }).nullish(),
  }),
  evaluate(row, { parameters: { maxDays }, asOf }: { readonly parameters: Parameters; readonly asOf: string }) {
    const { purpose = null, primary, rotationPeriod, nextRotationTime, importOnly } = row;
    if (purpose === null)
      return indeterminate({ code: "not-in-answer", detail: "the answer from Google Cloud lacks the key's purpose" });
    if (purpose !== "ENCRYPT_DECRYPT")
      return notApplicable("Cloud KMS rotates only keys whose purpose is ENCRYPT_DECRYPT", { purpose });
    if (importOnly === true) return notApplicable("the key takes only imported versions (importOnly is true)");
    const protection = row.versionTemplate?.protectionLevel ?? null;
    if (protection !== null && EXTERNAL.has(protection))
      return notApplicable("the key material lies with an external key manager (protectionLevel)", { protection });
    // The member is left out where there is no primary version.
    if ((primary ?? null) === null)
      return notApplicable("the key has no primary version, so nothing is encrypted with it");
    const state = primary?.state ?? null;
    if (state !== null && state !== "ENABLED")
      return notApplicable("nothing is encrypted with the key: its primary version is not enabled", { state });
    const everyDays = daysOf(rotationPeriod);
    const facts = { everyDays: everyDays ?? null, next: writeInstant(nextRotationTime) };
    if (everyDays === null) return fail("the key does not rotate by itself (it has no rotationPeriod)", facts);
    if (everyDays === undefined)
      return indeterminate({ code: "unexpected-shape", detail: "rotationPeriod is no number of seconds" }, facts);
    if (everyDays > maxDays) return fail("the key rotates by itself less often than required (rotationPeriod)", facts);
    // A period counts from the next rotation on, which may be set to any later time.
    const next = readInstant(nextRotationTime);
    if (next === null)
      return indeterminate(
        { code: "not-in-answer", detail: "the answer lacks nextRotationTime of a key that rotates" },
        facts,
      );
    if (next > Date.parse(asOf) + maxDays * DAY_SECONDS * 1000)
      return fail("the key's next rotation is later than required (nextRotationTime)", facts);
    return pass("the key rotates by itself as often as required (rotationPeriod)", facts);
  },
});

/** Days of `7776000s`, rounded up; null where it is not set, undefined on another text. */
function daysOf(period: string | null | undefined): number | null | undefined {
  if ((period ?? "") === "") return null;
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(period as string)?.[1];
  if (seconds === undefined) return undefined;
  return Number(seconds) === 0 ? null : Math.ceil(Number(seconds) / DAY_SECONDS);
}

export const gcp = [key];
