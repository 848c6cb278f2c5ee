// Judges client secrets of applications in Entra, and access keys of storage accounts in Azure.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable } from "../../kernel.ts";
import { PasswordCredential, spansOf } from "../../readings/azure/entra-credentials.ts";
import { dateIfSet, lifeUntil, writeInstant } from "../../readings/instant.ts";
import { ageOf, judgeAges, type Age, type AgeQuestion } from "./age.ts";

const application = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/application",
  global: true,
  // https://learn.microsoft.com/en-us/graph/api/resources/application
  reads: z.object({ PasswordCredentials: z.array(PasswordCredential) }),
  evaluate({ PasswordCredentials }, question: AgeQuestion) {
    if (PasswordCredentials.length === 0) return notApplicable("the application has no client secret");
    const ages = PasswordCredentials.flatMap(({ startDateTime, endDateTime }): Age[] => {
      const age = ageOf(startDateTime, question);
      const life = lifeUntil(endDateTime, question.asOf);
      if (life === "ended") return [];
      // Whether an old one still works decides; a young one is young in any case.
      if (life !== "unclear" || age !== "over") return [age];
      return [endDateTime === undefined ? "undated" : "unreadable"];
    });
    const facts = { secrets: spansOf(PasswordCredentials) };
    if (ages.length === 0) return notApplicable("every client secret of the application has expired", facts);
    return judgeAges(ages, "application", facts);
  },
});

/** https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties */
const Keys = z.object({ key1: z.string().nullable().optional(), key2: z.string().nullable().optional() });

const storageAccount = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.storage/storageaccounts",
  global: true,
  reads: z.object({
    properties: z.object({
      allowSharedKeyAccess: z.boolean().nullable().optional(),
      keyCreationTime: Keys.nullable().optional(),
      creationTime: z.string().nullable().optional(),
    }),
  }),
  evaluate({ properties }, question: AgeQuestion) {
    const { allowSharedKeyAccess, keyCreationTime, creationTime } = properties;
    // Null means allowed: https://learn.microsoft.com/en-us/azure/storage/common/shared-key-authorization-prevent
    if (allowSharedKeyAccess === false)
      return notApplicable("the storage account refuses its access keys (allowSharedKeyAccess is false)");
    if (keyCreationTime === undefined) {
      return indeterminate({
        code: "not-in-answer",
        detail: "the answer from Azure lacks keyCreationTime of the access keys",
      });
    }
    const made = [keyCreationTime?.key1, keyCreationTime?.key2].map((time) => dateIfSet(time ?? null));
    // Older accounts have no time before the first rotation, so such a key is at most as old as its account, and was not
    // rotated since times are kept. https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage
    const ages = made.map((time) => ageOf(time ?? creationTime, question));
    const facts = {
      key1: writeInstant(made[0]),
      key2: writeInstant(made[1]),
      ...(made.includes(null) ? { account: writeInstant(creationTime) } : {}),
    };
    return judgeAges(ages, "storageAccount", facts);
  },
});

export const azure = [application, storageAccount];
