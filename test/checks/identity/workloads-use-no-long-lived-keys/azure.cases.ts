// Cases of the check on stored keys: services of Azure that may refuse theirs.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";

const of = (properties: Json): Json => ({ properties });

/** `unsaid`: what follows where nobody set the member. */
const localAuth = (subject: string, unsaid: "fail" | "indeterminate"): { readonly cases: readonly Case[] } => ({
  cases: [
    {
      name: "keys are refused",
      slice: of({ disableLocalAuth: true }),
      expect: "pass",
      because: `${subject} refuses its own keys`,
      facts: { disableLocalAuth: true },
    },
    {
      name: "keys are taken",
      slice: of({ disableLocalAuth: false }),
      expect: "fail",
      because: `${subject} accepts its own keys`,
      facts: { disableLocalAuth: false },
    },
    { name: "a member that nobody set", slice: of({}), expect: unsaid, facts: { disableLocalAuth: null } },
    { name: "null", slice: of({ disableLocalAuth: null }), expect: unsaid },
    { name: "an answer without properties", slice: {}, expect: "indeterminate" },
  ],
});

export const cases: Cases = {
  // https://learn.microsoft.com/en-us/azure/service-bus-messaging/disable-local-authentication
  "azure microsoft.servicebus/namespaces": localAuth("the Service Bus namespace", "fail"),
  // https://learn.microsoft.com/en-us/azure/event-hubs/authenticate-shared-access-signature
  "azure microsoft.eventhub/namespaces": localAuth("the Event Hubs namespace", "fail"),
  // https://learn.microsoft.com/en-us/azure/search/search-security-api-keys
  "azure microsoft.search/searchservices": localAuth("the search service", "fail"),
  // https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-access-key-authentication
  "azure microsoft.appconfiguration/configurationstores": localAuth("the store of App Configuration", "fail"),
  // https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-disable-key-based-authentication
  "azure microsoft.documentdb/databaseaccounts": localAuth("the Cosmos DB account", "indeterminate"),
  // https://learn.microsoft.com/en-us/azure/ai-services/disable-local-auth
  "azure microsoft.cognitiveservices/accounts": localAuth("the account of AI services", "indeterminate"),
  // https://learn.microsoft.com/en-us/azure/storage/common/shared-key-authorization-prevent
  "azure microsoft.storage/storageaccounts": {
    cases: [
      { name: "Shared Key is refused, as documented", slice: of({ allowSharedKeyAccess: false }), expect: "pass" },
      { name: "Shared Key is allowed, as documented", slice: of({ allowSharedKeyAccess: true }), expect: "fail" },
      {
        name: "null, which allows it, as documented",
        slice: of({ allowSharedKeyAccess: null }),
        expect: "fail",
        because: "the storage account accepts its own keys",
        facts: { allowSharedKeyAccess: null },
      },
      { name: "a member that nobody set", slice: of({}), expect: "fail" },
      { name: "an answer without properties", slice: {}, expect: "indeterminate" },
    ],
  },
  // https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-azure-active-directory-for-authentication
  "azure microsoft.cache/redis": {
    cases: [
      { name: "keys are refused", slice: of({ disableAccessKeyAuthentication: true }), expect: "pass" },
      { name: "keys are taken", slice: of({ disableAccessKeyAuthentication: false }), expect: "fail" },
      {
        name: "a member that nobody set",
        slice: of({}),
        expect: "fail",
        because: "the cache accepts its own keys",
        facts: { disableAccessKeyAuthentication: null },
      },
      { name: "a text", slice: of({ disableAccessKeyAuthentication: "true" }), expect: "indeterminate" },
    ],
  },
  // https://learn.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account
  "azure microsoft.containerregistry/registries": {
    cases: [
      { name: "no admin user", slice: of({ adminUserEnabled: false }), expect: "pass" },
      { name: "a registry that nobody gave an admin user, as documented", slice: of({}), expect: "pass" },
      {
        name: "an admin user",
        slice: of({ adminUserEnabled: true }),
        expect: "fail",
        because: "the registry has an admin user, who signs in with a password",
        facts: { adminUserEnabled: true },
      },
      { name: "an answer without properties", slice: {}, expect: "indeterminate" },
    ],
  },
};
