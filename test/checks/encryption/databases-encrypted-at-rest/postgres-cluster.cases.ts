// Cases of the check that databases are encrypted at rest: clusters of Cosmos DB for PostgreSQL.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const vaultKey = "https://acme.vault.azure.net/keys/orders/0123456789abcdef0123456789abcdef";
const strict = { requireCustomerKey: true };
const account = (properties: Members): Json => ({ id: "/subscriptions/s", properties });

export const cases: Cases = {
  "azure microsoft.dbforpostgresql/servergroupsv2": {
    cases: [
      {
        name: "a key of Microsoft",
        slice: account({ dataEncryption: { type: "SystemAssigned" } }),
        expect: "pass",
        basis: "provider",
        because: "Azure encrypts the storage of every cluster of Cosmos DB for PostgreSQL",
        facts: { keyType: "SystemAssigned" },
      },
      {
        name: "a key of Microsoft where the company's is required",
        slice: account({ dataEncryption: { type: "SystemAssigned" } }),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key of the company where one is required",
        slice: account({ dataEncryption: { type: "AzureKeyVault", primaryKeyUri: vaultKey } }),
        parameters: strict,
        expect: "pass",
        basis: "configured",
      },
      {
        name: "the URI of a key and no type",
        slice: account({ dataEncryption: { primaryKeyUri: vaultKey } }),
        parameters: strict,
        expect: "pass",
        because: "the server is encrypted with a customer managed key (dataEncryption has the URI of a key)",
      },
      {
        name: "no word on the key where the company's is required",
        slice: account({ postgresqlVersion: "16" }),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
