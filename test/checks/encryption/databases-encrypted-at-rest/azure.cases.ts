// Cases of the check that databases are encrypted at rest: Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, RelatedRows } from "../../cases.ts";

const strict = { requireCustomerKey: true };

const server = "/subscriptions/s/resourceGroups/Data/providers/Microsoft.Sql/servers/Acme";
const vaultKey = "https://acme.vault.azure.net/keys/tde/f2d1";

const database = (name: string, properties: Json = { status: "Online" }): Json => ({
  id: `${server}/databases/${name}`,
  name,
  kind: "v12.0,user",
  properties,
});

/** As the calls answer: ids in lower case. */
const related = (state: Json, properties: Json = {}): { encryption: RelatedRows; servers: RelatedRows } => ({
  encryption: { rows: [{ Database: `${server}/databases/Orders`.toLowerCase(), state }] },
  servers: { rows: [{ id: server, properties }] },
});

const account = (members: Json): Json => ({ id: "/subscriptions/s/accounts/a", properties: members });

/** Without a type the URI of a key says whose it is; a block that has neither says nothing. */
const keysWithoutType: readonly Case[] = [
  ...[undefined, null, ""].map((type): Case => ({
    name: `a key of the company whose type is ${String(type === "" ? "empty" : type)}, where one is required`,
    slice: account({ dataEncryption: { ...(type === undefined ? {} : { type }), primaryKeyURI: vaultKey } }),
    parameters: strict,
    expect: "pass",
    basis: "configured",
    because: "the server is encrypted with a customer managed key (dataEncryption has the URI of a key)",
    facts: { keyType: type === "" ? "" : null, primaryKeyURI: vaultKey },
  })),
  ...[{}, { type: null }, { primaryKeyURI: null }, { type: "", primaryKeyURI: "" }].map((dataEncryption): Case => ({
    name: `a block that says ${JSON.stringify(dataEncryption)}, where a customer key is required`,
    slice: account({ dataEncryption }),
    parameters: strict,
    expect: "indeterminate",
    problem: "not-in-answer",
  })),
  {
    name: "a key of the company beside an empty URI in the spelling of clusters, where one is required",
    slice: account({ dataEncryption: { primaryKeyURI: "", primaryKeyUri: vaultKey } }),
    parameters: strict,
    expect: "pass",
  },
  {
    name: "a type of Microsoft's beside the URI of a key, where a customer key is required",
    slice: account({ dataEncryption: { type: "SystemManaged", primaryKeyURI: vaultKey } }),
    parameters: strict,
    expect: "fail",
  },
];

export const cases: Cases = {
  "azure microsoft.sql/servers/databases": {
    cases: [
      {
        name: "transparent data encryption on",
        slice: database("Orders"),
        related: related("Enabled"),
        expect: "pass",
        basis: "configured",
        facts: { state: "Enabled" },
      },
      {
        name: "transparent data encryption off",
        slice: database("Orders"),
        related: related("Disabled"),
        expect: "fail",
        because: "transparent data encryption of the database is disabled",
        facts: { state: "Disabled" },
      },
      // It always says Disabled.
      {
        name: "the master database",
        slice: database("master"),
        related: {
          encryption: { rows: [{ Database: `${server}/databases/master`.toLowerCase(), state: "Disabled" }] },
        },
        expect: "not-applicable",
      },
      {
        name: "a database whose name ends in master",
        slice: database("webmaster"),
        related: {
          encryption: { rows: [{ Database: `${server}/databases/webmaster`.toLowerCase(), state: "Disabled" }] },
        },
        expect: "fail",
      },
      {
        name: "the state of another database alone",
        slice: database("Orders2"),
        related: related("Enabled"),
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "a state that was denied",
        slice: database("Orders"),
        related: {
          encryption: { rows: [], complete: false, problem: { code: "denied", detail: "az sql db tde show" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a state nobody knows",
        slice: database("Orders"),
        related: related("Sleeping"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a server with a key of the company where one is required",
        slice: database("Orders"),
        related: related("Enabled", { keyId: vaultKey }),
        parameters: strict,
        expect: "pass",
        because: "keyId of the server names a customer managed key",
      },
      {
        name: "a database with a key of its own where one is required",
        slice: database("Orders", { encryptionProtector: vaultKey }),
        related: related("Enabled"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "a server that names no key where one is required",
        slice: database("Orders"),
        related: related("Enabled", { keyId: null }),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "servers that were not read where a customer key is required",
        slice: database("Orders"),
        related: {
          ...related("Enabled"),
          servers: { rows: [], complete: false, problem: { code: "throttled", detail: "az graph query" } },
        },
        parameters: strict,
        expect: "indeterminate",
        problem: "throttled",
      },
      {
        name: "a key of the company that encrypts nothing",
        slice: database("Orders"),
        related: related("Disabled", { keyId: vaultKey }),
        parameters: strict,
        expect: "fail",
      },
    ],
  },
  "azure microsoft.sql/managedinstances": {
    never: {
      pass: "transparent data encryption is a setting of each database, which is not read",
      fail: "transparent data encryption is a setting of each database, which is not read",
    },
    cases: [
      {
        name: "an instance",
        slice: account({ state: "Ready" }),
        expect: "indeterminate",
        problem: "not-supported",
        facts: { customerKey: false },
      },
      {
        name: "an instance with a key of the company",
        slice: account({ keyId: vaultKey }),
        expect: "indeterminate",
        facts: { customerKey: true },
      },
    ],
  },
  "azure microsoft.dbforpostgresql/flexibleservers": {
    cases: [
      {
        name: "a key of Microsoft",
        slice: account({ dataEncryption: { type: "SystemManaged" } }),
        expect: "pass",
        basis: "provider",
        facts: { keyType: "SystemManaged" },
      },
      {
        name: "no word on the key",
        slice: account({ version: "16" }),
        expect: "pass",
        basis: "provider",
        facts: { keyType: null },
      },
      {
        name: "a key of Microsoft where the company's is required",
        slice: account({ dataEncryption: { type: "SystemManaged" } }),
        parameters: strict,
        expect: "fail",
        because: "dataEncryption.type is not AzureKeyVault, the value for a customer managed key",
      },
      {
        name: "a key of the company where one is required",
        slice: account({ dataEncryption: { type: "AzureKeyVault", primaryKeyURI: vaultKey } }),
        parameters: strict,
        expect: "pass",
        basis: "configured",
      },
      {
        name: "no word on the key where the company's is required",
        slice: account({ version: "16" }),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      ...keysWithoutType,
    ],
  },
  "azure microsoft.dbformysql/flexibleservers": {
    cases: [
      { name: "a key of Microsoft", slice: account({ dataEncryption: null }), expect: "pass", basis: "provider" },
      // The block is there for a customer's key alone.
      {
        name: "no block where a customer key is required",
        slice: account({ version: "8.0.21" }),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a customer key that was taken away again",
        slice: account({ dataEncryption: { type: "SystemManaged" } }),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key of the company where one is required",
        slice: account({ dataEncryption: { type: "AzureKeyVault" } }),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "no block, as null, where a customer key is required",
        slice: account({ dataEncryption: null }),
        parameters: strict,
        expect: "fail",
        because: "dataEncryption is not set, so Microsoft manages the key",
      },
      ...keysWithoutType,
      {
        name: "a row without properties",
        slice: { id: "/subscriptions/s" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "azure microsoft.documentdb/databaseaccounts": {
    cases: [
      {
        name: "a key of Microsoft",
        slice: account({ databaseAccountOfferType: "Standard" }),
        expect: "pass",
        basis: "provider",
        facts: { keyVaultKeyUri: null },
      },
      {
        name: "a key of Microsoft where the company's is required",
        slice: account({ keyVaultKeyUri: "" }),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key of the company where one is required",
        slice: account({ keyVaultKeyUri: vaultKey }),
        parameters: strict,
        expect: "pass",
        basis: "configured",
        facts: { keyVaultKeyUri: vaultKey },
      },
      {
        name: "a key that is no text",
        slice: account({ keyVaultKeyUri: { uri: vaultKey } }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
