// Certificates and key vaults of the sample estate, and keys of these: the list of a vault tells less of a key than the key's own answer.
// https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/vaults/get, keys/list and keys/get, 2023-07-01
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource, SHARED, TENANT } from "./names.ts";

const TYPE = "Microsoft.KeyVault/vaults";

const vault = (subscription: string, group: string, name: string): ArmBody =>
  resource(subscription, group, TYPE, name, {
    properties: {
      tenantId: TENANT,
      sku: { family: "A", name: "premium" },
      accessPolicies: [],
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      enablePurgeProtection: true,
      softDeleteRetentionInDays: 90,
      publicNetworkAccess: "Disabled",
      vaultUri: `https://${name}.vault.azure.net/`,
      provisioningState: "Succeeded",
    },
  });

export const VAULTS: readonly ArmBody[] = [
  vault(PRODUCTION, "rg-data", "kv-records"),
  vault(SHARED, "rg-logs", "kv-logs"),
];

/** https://learn.microsoft.com/en-us/rest/api/appservice/certificates/get, 2022-09-01 */
export const CERTIFICATES: readonly ArmBody[] = [
  resource(PRODUCTION, "rg-web", "Microsoft.Web/certificates", "booking", {
    properties: {
      friendlyName: "",
      subjectName: "booking.northlight.example",
      hostNames: ["booking.northlight.example"],
      issuer: "Example Authority",
      issueDate: "2026-07-20T00:00:00+00:00",
      expirationDate: "2036-01-20T23:59:59+00:00",
      thumbprint: "FE703D7411A44163B6D32B3AD9B03E175886EBFE",
    },
  }),
];

const ROTATES: Json = {
  attributes: { created: 1740906867, updated: 1740906867, expiryTime: "P2Y" },
  lifetimeActions: [
    { trigger: { timeAfterCreate: "P180D" }, action: { type: "rotate" } },
    { trigger: { timeBeforeExpiry: "P30D" }, action: { type: "notify" } },
  ],
};

function key(
  vaultName: string,
  name: string,
  rotationPolicy: Json,
): { readonly listed: Json; readonly told: [string, Json] } {
  const id = `${idOf(PRODUCTION, "rg-data", TYPE, vaultName)}/keys/${name}`;
  const keyUri = `https://${vaultName}.vault.azure.net:443/keys/${name}`;
  const attributes = { enabled: true, created: 1740906867, updated: 1740906867, recoveryLevel: "Recoverable" };
  const common = { id, name, type: `${TYPE}/keys`, location: "westeurope" };
  return {
    listed: { ...common, properties: { attributes, keyUri } },
    told: [
      id,
      {
        ...common,
        properties: {
          attributes,
          kty: "RSA",
          keyOps: ["wrapKey", "unwrapKey"],
          keySize: 3072,
          keyUri,
          keyUriWithVersion: `${keyUri}/fd618d9519b74f9aae94ade66b876acc`,
          ...(rotationPolicy === null ? {} : { rotationPolicy }),
        },
      },
    ],
  };
}

const KEYS = [key("kv-records", "records", ROTATES), key("kv-records", "exports", null)];

export const VAULT_CHILDREN: readonly [string, Json][] = [
  [`${idOf(PRODUCTION, "rg-data", TYPE, "kv-records")}/keys`, KEYS.map(({ listed }) => listed)],
  [`${idOf(SHARED, "rg-logs", TYPE, "kv-logs")}/keys`, []],
  ...KEYS.map(({ told }) => told),
];
