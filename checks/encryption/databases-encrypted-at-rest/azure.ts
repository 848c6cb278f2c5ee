// Databases of Azure.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider, type Verdict } from "../../kernel.ts";
import { azureSql } from "./azure-sql.ts";
import type { Parameters } from "./parameters.ts";

type WithParameters = { readonly parameters: Parameters };

/** Flexible servers: encryption cannot be turned off, so what is recorded is whose key it is. */
const flexibleServer = (resourceType: string, judgeAbsent: (facts: { keyType: null }) => Verdict) =>
  defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    reads: z.object({ properties: z.object({ dataEncryption: z.object({ type: z.string().nullish() }).nullish() }) }),
    evaluate({ properties: { dataEncryption } }, { parameters }: WithParameters) {
      const keyType = dataEncryption?.type ?? null;
      if (!parameters.requireCustomerKey) return passByProvider("Azure encrypts every flexible server", { keyType });
      if (keyType === null) return judgeAbsent({ keyType });
      if (keyType.toLowerCase() !== "azurekeyvault") return fail("the key is managed by Microsoft", { keyType });
      return pass("the key is customer managed", { keyType });
    },
  });

/** https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-data-encryption: both kinds of key have a type. */
const postgres = flexibleServer("microsoft.dbforpostgresql/flexibleservers", (facts) =>
  indeterminate({ code: "not-in-answer", detail: "properties.dataEncryption.type is not in the answer" }, facts),
);

/** https://learn.microsoft.com/en-us/azure/mysql/flexible-server/concepts-customer-managed-key: the block is there for a customer's key alone. */
const mysql = flexibleServer("microsoft.dbformysql/flexibleservers", (facts) =>
  fail("the key is managed by Microsoft", facts),
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
    if (facts.keyVaultKeyUri === null) return fail("the key is managed by Microsoft", facts);
    return pass("the key is customer managed", facts);
  },
});

export const azure = [...azureSql, postgres, mysql, cosmos];
