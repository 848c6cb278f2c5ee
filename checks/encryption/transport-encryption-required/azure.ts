// Judges storage accounts, SQL servers, clusters of PostgreSQL and Cosmos DB accounts, and lists the evaluators for stores of Azure.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider, type Verdict } from "../../kernel.ts";
import { azureEnforces } from "../../readings/azure/enforced-tls.ts";
import { caches } from "./azure/caches.ts";
import { fileService } from "./azure/file-service.ts";
import { flexibleServers } from "./azure/flexible-server.ts";
import { namespaces } from "./azure/namespaces.ts";
import type { WithParameters } from "./parameters.ts";
import { setText, unknownVersion } from "./azure/set-version.ts";
import { isOlder, parseTlsVersion, type TlsVersion } from "../../readings/tls-version.ts";

type Dated = WithParameters & { readonly asOf: string };

/** Endpoints by service: their names tell which cloud the account is in. */
const Endpoint = z.string().nullish();
const Endpoints = z
  .object({ blob: Endpoint, dfs: Endpoint, file: Endpoint, queue: Endpoint, table: Endpoint, web: Endpoint })
  .nullish();

const storageAccount = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.storage/storageaccounts",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties
  reads: z.object({
    location: z.string().nullish(),
    properties: z.object({
      supportsHttpsTrafficOnly: z.boolean().nullish(),
      minimumTlsVersion: z.string().nullish(),
      primaryEndpoints: Endpoints,
    }),
  }),
  evaluate({ location, properties }, { parameters, asOf }: Dated) {
    const { supportsHttpsTrafficOnly: only, primaryEndpoints } = properties;
    const minimumTlsVersion = setText(properties.minimumTlsVersion);
    const facts = { httpsOnly: only ?? null, minimumTlsVersion };
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
      const place = { location, hosts: Object.values(primaryEndpoints ?? {}) };
      // The older version that the setting allows is refused all the same, so the setting is a fact and no failure.
      if (azureEnforces("storage", parameters.minimumTlsVersion, place, asOf)) return passByProvider(REFUSED, facts);
      return fail(`minimumTlsVersion of the account allows TLS older than ${parameters.minimumTlsVersion}`, facts);
    }
    return pass(`the account refuses plain HTTP and TLS older than ${parameters.minimumTlsVersion}`, facts);
  },
});

const REFUSED =
  "the account refuses plain HTTP, and Azure Storage refuses TLS older than 1.2, whatever minimumTlsVersion says";

const noMinimum = (facts: { readonly minimumTlsVersion: string }): Verdict =>
  fail("no minimum version of TLS is set (minimalTlsVersion)", facts);

/** The verdict on a minimum that SQL servers and managed instances name; `refuses` says whether Azure does it for them. */
function judgeMinimum(facts: { readonly minimumTlsVersion: string }, required: TlsVersion, refuses: boolean): Verdict {
  const version = parseTlsVersion(facts.minimumTlsVersion);
  if (version === null) return unknownVersion("minimalTlsVersion", facts);
  if (!isOlder(version, required))
    return pass(`connections without TLS, or with TLS older than ${required}, are refused`, facts);
  return refuses
    ? passByProvider("SQL Managed Instance refuses TLS older than 1.2, whatever minimalTlsVersion says", facts)
    : fail(`minimalTlsVersion allows TLS older than ${required}`, facts);
}

const isNone = (minimum: string): boolean => minimum.toLowerCase() === "none";

/** SQL servers: without a minimum, connections without encryption are not refused either. */
const sqlServer = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/servers",
  global: true,
  reads: z.object({ properties: z.object({ minimalTlsVersion: z.string().nullish() }) }),
  // "The default for the minimal TLS version is to allow all versions": https://learn.microsoft.com/en-us/azure/azure-sql/database/connectivity-settings
  evaluate({ properties: { minimalTlsVersion } }, { parameters }: WithParameters) {
    const facts = { minimumTlsVersion: setText(minimalTlsVersion) ?? "None" };
    if (isNone(facts.minimumTlsVersion)) return noMinimum(facts);
    return judgeMinimum(facts, parameters.minimumTlsVersion, false);
  },
});

const managedInstance = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/managedinstances",
  global: true,
  reads: z.object({
    location: z.string().nullish(),
    properties: z.object({ minimalTlsVersion: z.string().nullish(), fullyQualifiedDomainName: z.string().nullish() }),
  }),
  evaluate({ location, properties: { minimalTlsVersion, fullyQualifiedDomainName } }, { parameters, asOf }: Dated) {
    const facts = { minimumTlsVersion: setText(minimalTlsVersion) ?? "None" };
    const place = { location, hosts: [fullyQualifiedDomainName] };
    const refuses = azureEnforces("managedInstance", parameters.minimumTlsVersion, place, asOf);
    if (!isNone(facts.minimumTlsVersion)) return judgeMinimum(facts, parameters.minimumTlsVersion, refuses);
    if (!refuses) return noMinimum(facts);
    // Older versions are refused, but no page says that instances without a minimum refuse connections without TLS.
    // https://learn.microsoft.com/en-us/azure/azure-sql/managed-instance/minimal-tls-version-configure
    const detail =
      "no documentation says whether an existing instance without minimalTlsVersion still accepts plain text";
    return indeterminate({ code: "not-supported", detail }, facts);
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
  evaluate({ properties }, { parameters }: WithParameters) {
    const minimalTlsVersion = setText(properties.minimalTlsVersion);
    const facts = { minimumTlsVersion: minimalTlsVersion };
    const version = minimalTlsVersion === null ? COSMOS_MINIMUM : parseTlsVersion(minimalTlsVersion);
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

/**
 * Clusters of Cosmos DB for PostgreSQL refuse connections without TLS and TLS older than 1.2, and nobody can turn that off:
 * https://learn.microsoft.com/en-us/azure/cosmos-db/postgresql/concepts-security-overview
 */
const postgresCluster = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.dbforpostgresql/servergroupsv2",
  global: true,
  reads: z.object({ id: z.string() }),
  evaluate(_, { parameters }: WithParameters) {
    if (!isOlder("1.2", parameters.minimumTlsVersion))
      return passByProvider(
        "clusters of Cosmos DB for PostgreSQL refuse connections without TLS, and TLS older than 1.2",
      );
    const detail =
      "Tidemark does not read ssl_min_protocol_version of the cluster, which says whether TLS 1.2 is refused";
    return indeterminate({ code: "not-supported", detail });
  },
});

export const azure = [
  storageAccount,
  fileService,
  sqlServer,
  managedInstance,
  ...flexibleServers,
  postgresCluster,
  cosmos,
  ...caches,
  ...namespaces,
];
