// Judges flexible servers, clusters of PostgreSQL and Cosmos DB accounts, and lists the evaluators for databases of Azure.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider, type Verdict } from "../../kernel.ts";
import { azureAnalytics } from "./azure/analytics.ts";
import { azureSql } from "./azure/sql.ts";
import type { Parameters } from "./parameters.ts";

type WithParameters = { readonly parameters: Parameters };

/** The API of flexible servers writes primaryKeyURI, that of clusters primaryKeyUri. */
const Encryption = z.object({
  type: z.string().nullish(),
  primaryKeyURI: z.string().nullish(),
  primaryKeyUri: z.string().nullish(),
});

/** Servers whose encryption cannot be turned off, so that what is recorded is whose key it is. */
const encryptedServer = (
  { resourceType, kind }: { readonly resourceType: string; readonly kind: string },
  judgeAbsent: (facts: { keyType: null }) => Verdict,
) =>
  defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    reads: z.object({ properties: z.object({ dataEncryption: Encryption.nullish() }) }),
    evaluate({ properties: { dataEncryption } }, { parameters }: WithParameters) {
      const keyType = dataEncryption?.type ?? null;
      if (!parameters.requireCustomerKey)
        return passByProvider(`Azure encrypts the storage of every ${kind}`, { keyType });
      if (dataEncryption == null) return judgeAbsent({ keyType: null });
      // Without a type the key says whose it is: only a key of the company has a URI.
      const primaryKeyURI = dataEncryption.primaryKeyURI || dataEncryption.primaryKeyUri;
      if ((keyType ?? "") === "") {
        return primaryKeyURI == null || primaryKeyURI === ""
          ? noType({ keyType })
          : pass("the server is encrypted with a customer managed key (dataEncryption has the URI of a key)", {
              keyType,
              primaryKeyURI,
            });
      }
      if (keyType?.toLowerCase() !== "azurekeyvault")
        return fail("dataEncryption.type is not AzureKeyVault, the value for a customer managed key", { keyType });
      return pass("the server is encrypted with a customer managed key (dataEncryption.type is AzureKeyVault)", {
        keyType,
      });
    },
  });

const noType = (facts: { keyType: string | null }): Verdict =>
  indeterminate({ code: "not-in-answer", detail: "the answer from Azure lacks properties.dataEncryption.type" }, facts);

/** https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-data-encryption: both kinds of key have a type. */
const postgres = encryptedServer(
  { resourceType: "microsoft.dbforpostgresql/flexibleservers", kind: "flexible server" },
  noType,
);

/** https://learn.microsoft.com/en-us/azure/cosmos-db/postgresql/concepts-customer-managed-keys: both kinds of key have a type. */
const postgresCluster = encryptedServer(
  { resourceType: "microsoft.dbforpostgresql/servergroupsv2", kind: "cluster of Cosmos DB for PostgreSQL" },
  noType,
);

/** https://learn.microsoft.com/en-us/azure/mysql/flexible-server/concepts-customer-managed-key: the block is there for a customer's key alone. */
const mysql = encryptedServer(
  { resourceType: "microsoft.dbformysql/flexibleservers", kind: "flexible server" },
  (facts) => fail("dataEncryption is not set, so Microsoft manages the key", facts),
);

const cosmos = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.documentdb/databaseaccounts",
  global: true,
  reads: z.object({ properties: z.object({ keyVaultKeyUri: z.string().nullish() }) }),
  // https://learn.microsoft.com/en-us/azure/cosmos-db/database-encryption-at-rest
  evaluate({ properties: { keyVaultKeyUri } }, { parameters }: WithParameters) {
    const facts = { keyVaultKeyUri: keyVaultKeyUri || null };
    if (!parameters.requireCustomerKey) return passByProvider("Azure encrypts every Cosmos DB account", facts);
    if (facts.keyVaultKeyUri === null) return fail("keyVaultKeyUri is not set, so Microsoft manages the key", facts);
    return pass("the account is encrypted with a customer managed key (keyVaultKeyUri is set)", facts);
  },
});

export const azure = [...azureSql, postgres, postgresCluster, mysql, cosmos, ...azureAnalytics];
