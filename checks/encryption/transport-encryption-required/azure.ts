// Judges storage accounts, SQL servers and Cosmos DB accounts, and lists the evaluators for stores of Azure.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider, type Verdict } from "../../kernel.ts";
import { flexibleServers } from "./flexible-server.ts";
import type { Parameters } from "./parameters.ts";
import { isOlder, parseTlsVersion, type TlsVersion } from "./tls-version.ts";

type WithParameters = { readonly parameters: Parameters };

const unknownVersion = (property: string, facts: { readonly minimumTlsVersion: string }): Verdict =>
  indeterminate(
    { code: "unexpected-shape", detail: `properties.${property} has a value that names no known version of TLS` },
    facts,
  );

const storageAccount = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.storage/storageaccounts",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties
  reads: z.object({
    properties: z.object({
      supportsHttpsTrafficOnly: z.boolean().nullish(),
      minimumTlsVersion: z.string().nullish(),
    }),
  }),
  evaluate({ properties: { supportsHttpsTrafficOnly: only, minimumTlsVersion } }, { parameters }: WithParameters) {
    const facts = { httpsOnly: only ?? null, minimumTlsVersion: minimumTlsVersion ?? null };
    if (only === false) return fail("the account accepts plain HTTP (supportsHttpsTrafficOnly is false)", facts);
    // The default of new accounts is true, but of old ones it was false: absence says neither.
    if (facts.httpsOnly === null) {
      const detail = "the answer from Azure lacks properties.supportsHttpsTrafficOnly";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    // "The default interpretation is TLS 1.0 for this property."
    const version = parseTlsVersion(minimumTlsVersion ?? "TLS1_0");
    if (version === null) return unknownVersion("minimumTlsVersion", { minimumTlsVersion: minimumTlsVersion ?? "" });
    if (isOlder(version, parameters.minimumTlsVersion)) {
      return fail(`minimumTlsVersion of the account allows TLS older than ${parameters.minimumTlsVersion}`, facts);
    }
    return pass(`the account refuses plain HTTP and TLS older than ${parameters.minimumTlsVersion}`, facts);
  },
});

/** SQL servers and managed instances: without a minimum, connections without encryption are not refused either. */
const sql = (resourceType: string) =>
  defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    reads: z.object({ properties: z.object({ minimalTlsVersion: z.string().nullish() }) }),
    // "The default for the minimal TLS version is to allow all versions": https://learn.microsoft.com/en-us/azure/azure-sql/database/connectivity-settings
    evaluate({ properties: { minimalTlsVersion } }, { parameters }: WithParameters) {
      const facts = { minimumTlsVersion: minimalTlsVersion ?? "None" };
      if (facts.minimumTlsVersion.toLowerCase() === "none")
        return fail("no minimum version of TLS is set (minimalTlsVersion)", facts);
      const version = parseTlsVersion(facts.minimumTlsVersion);
      if (version === null) return unknownVersion("minimalTlsVersion", facts);
      if (isOlder(version, parameters.minimumTlsVersion)) {
        return fail(`minimalTlsVersion allows TLS older than ${parameters.minimumTlsVersion}`, facts);
      }
      return pass(
        `connections without TLS, or with TLS older than ${parameters.minimumTlsVersion}, are refused`,
        facts,
      );
    },
  });

/**
 * The oldest version of TLS that Cosmos DB accepts, whatever an account says:
 * https://learn.microsoft.com/en-us/azure/cosmos-db/self-serve-minimum-tls-enforcement
 */
const COSMOS_MINIMUM: TlsVersion = "1.2";

const cosmos = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.documentdb/databaseaccounts",
  global: true,
  reads: z.object({ properties: z.object({ minimalTlsVersion: z.string().nullish() }) }),
  evaluate({ properties: { minimalTlsVersion } }, { parameters }: WithParameters) {
    const facts = { minimumTlsVersion: minimalTlsVersion ?? null };
    const version = minimalTlsVersion == null ? COSMOS_MINIMUM : parseTlsVersion(minimalTlsVersion);
    if (version === null) return unknownVersion("minimalTlsVersion", { minimumTlsVersion: minimalTlsVersion ?? "" });
    if (!isOlder(COSMOS_MINIMUM, parameters.minimumTlsVersion)) {
      return passByProvider("Cosmos DB accepts only TLS 1.2 and newer", facts);
    }
    if (isOlder(version, parameters.minimumTlsVersion)) {
      return fail(`minimalTlsVersion of the account allows TLS older than ${parameters.minimumTlsVersion}`, facts);
    }
    return pass(`the account refuses TLS older than ${parameters.minimumTlsVersion}`, facts);
  },
});

export const azure = [
  storageAccount,
  sql("microsoft.sql/servers"),
  sql("microsoft.sql/managedinstances"),
  ...flexibleServers,
  cosmos,
];
