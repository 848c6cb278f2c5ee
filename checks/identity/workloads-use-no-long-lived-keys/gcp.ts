// Judges keys of service accounts and API keys of Google Cloud by whether they are there at all.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  passByProvider,
  relation,
  type Question,
} from "../../kernel.ts";
import { dateIfSet, writeInstant } from "../../readings/instant.ts";
import { accountOf, lifeOf, managerUnclear, ServiceAccountKey } from "../../readings/gcp/service-account-key.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  accounts: relation({
    type: "iam.googleapis.com/ServiceAccount",
    within: "scope",
    global: true,
    reads: z.object({ email: z.string(), uniqueId: z.string().nullish(), disabled: z.boolean().nullish() }),
    on: ({ email, uniqueId }) => [...new Set([email, uniqueId ?? email])],
  }),
};

const endUnclear: Problem = { code: "unexpected-shape", detail: "the end of the key can't be read (validBeforeTime)" };

const serviceAccountKey = defineEvaluator({
  provider: "gcp",
  resourceType: "iam.googleapis.com/ServiceAccountKey",
  global: true,
  reads: ServiceAccountKey,
  related,
  evaluate(key, { related: { accounts }, asOf }: Question<Parameters, typeof related>) {
    if (key.keyType === "SYSTEM_MANAGED") return passByProvider("Google keeps and rotates the key");
    if (key.keyType !== "USER_MANAGED") return indeterminate(managerUnclear(key.keyType));
    const facts = { origin: key.keyOrigin ?? null, until: writeInstant(key.validBeforeTime) };
    if (key.disabled === true) return notApplicable("the key is disabled", facts);
    const life = lifeOf(key, asOf);
    if (life === "ended") return notApplicable("the key has expired (validBeforeTime)", facts);
    const account = accounts(accountOf(key)).find(({ disabled }) => disabled === true);
    if (account.is === "found") return notApplicable("the key's service account is disabled", facts);
    if (account.is === "unknown") return indeterminate(account.problem, facts);
    if (life === "unclear") return indeterminate(endUnclear, facts);
    return fail("the service account has a key that users manage", facts);
  },
});

const apiKey = defineEvaluator({
  provider: "gcp",
  resourceType: "apikeys.googleapis.com/Key",
  global: true,
  // https://docs.cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys
  reads: z.object({
    deleteTime: z.string().nullish(),
    restrictions: z.object({ apiTargets: z.array(z.object({ service: z.string().nullish() })).nullish() }).nullish(),
  }),
  evaluate({ deleteTime, restrictions }, { parameters }: { readonly parameters: Parameters }) {
    if (dateIfSet(deleteTime ?? null) !== null) return notApplicable("the API key is deleted (deleteTime)");
    const services = (restrictions?.apiTargets ?? []).flatMap(({ service }) => service || []).toSorted();
    const facts = { services: services.slice(0, 20), serviceCount: services.length };
    if (!parameters.allowRestrictedApiKeys) return fail("the project has an API key", facts);
    // Without a target the key is good for every service that takes keys.
    return services.length > 0
      ? pass("the API key is good for listed services only", facts)
      : fail("the API key is good for every service that takes API keys", facts);
  },
});

export const gcp = [serviceAccountKey, apiKey];
