// Judges services of Azure by whether they accept their own keys and passwords.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, pass, type Evaluator, type Verdict } from "../../kernel.ts";

const flag = z.boolean().nullish();

/** `takesKeys`: null where the answer does not say and no page documents a default. */
function judge(subject: string, member: string, value: boolean | null | undefined, takesKeys: boolean | null): Verdict {
  const facts = { [member]: value ?? null };
  if (takesKeys === null) {
    const problem: Problem = { code: "not-in-answer", detail: `the answer from Azure lacks properties.${member}` };
    return indeterminate(problem, facts);
  }
  return takesKeys ? fail(`${subject} accepts its own keys`, facts) : pass(`${subject} refuses its own keys`, facts);
}

type Service = {
  readonly type: string;
  readonly subject: string;
  /** Whether a page of Azure says that the member is false where nobody set it. */
  readonly hasDefault: boolean;
};

/** `disableLocalAuth` is the other way round: true refuses keys. */
const byLocalAuth = ({ type, subject, hasDefault }: Service): Evaluator =>
  defineEvaluator({
    provider: "azure",
    resourceType: type,
    global: true,
    reads: z.object({ properties: z.object({ disableLocalAuth: flag }) }),
    evaluate({ properties: { disableLocalAuth: off } }) {
      const isUnsaid = typeof off !== "boolean" && !hasDefault;
      return judge(subject, "disableLocalAuth", off, isUnsaid ? null : off !== true);
    },
  });

const SERVICES: readonly Service[] = [
  // https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-disable-key-based-authentication
  { type: "microsoft.documentdb/databaseaccounts", subject: "the Cosmos DB account", hasDefault: false },
  // https://learn.microsoft.com/en-us/azure/service-bus-messaging/disable-local-authentication
  { type: "microsoft.servicebus/namespaces", subject: "the Service Bus namespace", hasDefault: true },
  // https://learn.microsoft.com/en-us/azure/event-hubs/authenticate-shared-access-signature#disabling-localsas-key-authentication
  { type: "microsoft.eventhub/namespaces", subject: "the Event Hubs namespace", hasDefault: true },
  // https://learn.microsoft.com/en-us/azure/search/search-security-api-keys: keys are the default.
  { type: "microsoft.search/searchservices", subject: "the search service", hasDefault: true },
  // https://learn.microsoft.com/en-us/azure/ai-services/disable-local-auth
  { type: "microsoft.cognitiveservices/accounts", subject: "the account of AI services", hasDefault: false },
  // https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-access-key-authentication
  {
    type: "microsoft.appconfiguration/configurationstores",
    subject: "the store of App Configuration",
    hasDefault: true,
  },
];

const storageAccount = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.storage/storageaccounts",
  global: true,
  reads: z.object({ properties: z.object({ allowSharedKeyAccess: flag }) }),
  // Null means allowed: https://learn.microsoft.com/en-us/azure/storage/common/shared-key-authorization-prevent
  evaluate: ({ properties: { allowSharedKeyAccess: allowed } }) =>
    judge("the storage account", "allowSharedKeyAccess", allowed, allowed !== false),
});

const cache = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.cache/redis",
  global: true,
  reads: z.object({ properties: z.object({ disableAccessKeyAuthentication: flag }) }),
  // False by default: https://learn.microsoft.com/en-us/rest/api/redis/redis/get
  evaluate: ({ properties: { disableAccessKeyAuthentication: off } }) =>
    judge("the cache", "disableAccessKeyAuthentication", off, off !== true),
});

const registry = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.containerregistry/registries",
  global: true,
  reads: z.object({ properties: z.object({ adminUserEnabled: flag }) }),
  // Off by default: https://learn.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account
  evaluate({ properties: { adminUserEnabled } }) {
    const facts = { adminUserEnabled: adminUserEnabled ?? null };
    return adminUserEnabled === true
      ? fail("the registry has an admin user, who signs in with a password", facts)
      : pass("the registry has no admin user", facts);
  },
});

export const azure = [...SERVICES.map(byLocalAuth), storageAccount, cache, registry];
