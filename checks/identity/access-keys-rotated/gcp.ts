// Judges keys of service accounts and API keys in Google Cloud, by the age of each key that still works.
import { z } from "zod";
import {
  defineEvaluator,
  indeterminate,
  notApplicable,
  passByProvider,
  relation,
  type Question,
} from "../../kernel.ts";
import { dateIfSet, writeInstant } from "../../readings/instant.ts";
import {
  accountOf,
  lifeOf,
  managerUnclear,
  saysWhose,
  serviceAccountKeyMembers,
} from "../../readings/gcp/service-account-key.ts";
import { ageOf, judgeAges, type AgeQuestion } from "./age.ts";
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

const serviceAccountKey = defineEvaluator({
  provider: "gcp",
  resourceType: "iam.googleapis.com/ServiceAccountKey",
  global: true,
  reads: z
    .object({ ...serviceAccountKeyMembers, validAfterTime: z.string().nullish() })
    .refine(saysWhose, { path: ["name"] }),
  related,
  evaluate(key, { related: { accounts }, parameters, asOf }: Question<Parameters, typeof related>) {
    if (key.keyType === "SYSTEM_MANAGED") return passByProvider("Google keeps and rotates the key");
    if (key.keyType !== "USER_MANAGED") return indeterminate(managerUnclear(key.keyType));
    // The owner of an uploaded key chose both times, in the certificate that came with it.
    const facts = {
      origin: key.keyOrigin ?? null,
      from: writeInstant(key.validAfterTime),
      until: writeInstant(key.validBeforeTime),
    };
    const life = lifeOf(key, asOf);
    if (key.disabled === true) return notApplicable("the key is disabled", facts);
    if (life === "ended") return notApplicable("the key has expired (validBeforeTime)", facts);
    const age = ageOf(key.validAfterTime, { parameters, asOf });
    if (age === "within") return judgeAges([age], "serviceAccountKey", facts);
    const account = accounts(accountOf(key)).find(() => true);
    if (account.is === "unknown") return indeterminate(account.problem, facts);
    if (account.is === "none") {
      return indeterminate(
        { code: "contradictory", detail: "the key's service account is not among the service accounts that were read" },
        facts,
      );
    }
    if (account.row.disabled === true) return notApplicable("the key's service account is disabled", facts);
    return judgeAges([life === "unclear" ? "unreadable" : age], "serviceAccountKey", facts);
  },
});

const apiKey = defineEvaluator({
  provider: "gcp",
  resourceType: "apikeys.googleapis.com/Key",
  global: true,
  // https://docs.cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys; a key is never without its createTime.
  reads: z.object({ createTime: z.string().nullish(), deleteTime: z.string().nullish() }),
  evaluate({ createTime, deleteTime }, question: AgeQuestion) {
    // A deleted key is refused, and can be brought back for thirty days with the text that it had.
    if (dateIfSet(deleteTime ?? null) !== null)
      return notApplicable("the API key is deleted (deleteTime)", { deleted: writeInstant(deleteTime) });
    return judgeAges([ageOf(createTime, question)], "apiKey", { from: writeInstant(createTime) });
  },
});

export const gcp = [serviceAccountKey, apiKey];
