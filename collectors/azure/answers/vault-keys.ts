// Reads a key of a key vault as Resource Manager tells it: whether it is enabled, when it expires, and its rotation policy.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import { typeOfId } from "../item/resource-id.ts";

export const VAULT = "microsoft.keyvault/vaults";
export const VAULT_KEY = "microsoft.keyvault/vaults/keys";

/** The version of Resource Manager's API, and where it lists the keys of a vault, below the vault's id. */
export const VAULT_KEYS_API = "2023-07-01";
export const VAULT_KEYS_PATH = "/keys";

/** https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/keys/get. The list of a vault's keys lacks the policy. */
const Answer = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.object({
    kty: z.string().nullish(),
    attributes: z.object({
      enabled: z.boolean().nullish(),
      nbf: z.int().nullish(),
      exp: z.int().nullish(),
    }),
    rotationPolicy: z
      .object({
        attributes: z.object({ expiryTime: z.string().nullish() }).nullish(),
        lifetimeActions: z
          .array(
            z.object({
              trigger: z
                .object({ timeAfterCreate: z.string().nullish(), timeBeforeExpiry: z.string().nullish() })
                .nullish(),
              action: z.object({ type: z.string().nullish() }).nullish(),
            }),
          )
          .nullish(),
      })
      .nullish(),
  }),
});

/** The key in evidence of a vault's key. Throws RangeError on what is no id of one in the subscription. */
export function vaultKeyKey(subscription: string, id: string): string {
  const key = azureKey(id);
  if (!key.startsWith(`/subscriptions/${subscription}/`) || typeOfId(key) !== VAULT_KEY)
    throw new RangeError("found another resource, expected a key of a vault in the subscription");
  return key;
}

/** Undefined where the answer has another shape, or is about another key than the one with `id`. */
export function vaultKeyIn(answer: Json, id: string): object | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success || !parsed.data.id.startsWith("/") || azureKey(parsed.data.id) !== azureKey(id)) return undefined;
  return { properties: parsed.data.properties };
}

/** Its name, for people to know it by. It has no incarnation: its times are those of its newest version. */
export const vaultKeyName = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

const List = z.array(z.object({ id: z.string().startsWith("/") }));

/** Ids of the keys in a list of a vault; undefined where the answer has another shape. */
export function vaultKeyIds(answer: Json): readonly string[] | undefined {
  const parsed = z.object({ value: List }).safeParse(answer);
  return parsed.data?.value.map(({ id }) => id);
}
