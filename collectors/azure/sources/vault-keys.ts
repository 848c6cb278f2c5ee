// Reads the keys of each key vault from Resource Manager: lists them by vault, and then asks for each of them.
import { CallFailed } from "../../live/call.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import {
  VAULT,
  VAULT_KEY,
  VAULT_KEYS_API,
  VAULT_KEYS_PATH,
  vaultKeyIds,
  vaultKeyIn,
  vaultKeyKey,
  vaultKeyName,
} from "../answers/vault-keys.ts";
import type { SubscriptionInventory } from "../inventory/subscription-inventory.ts";
import { pathOf } from "../resource-types.ts";
import type { AzureRegionRead } from "../region-read.ts";
import type { AzureSource } from "../source.ts";

const ACTION = "Microsoft.KeyVault/vaults/keys/read";

/** https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/keys/list and /get */
export const vaultKeys: AzureSource = {
  name: "vault-keys",
  types: [VAULT_KEY],
  calls: [
    {
      action: ACTION,
      per: {
        resource:
          "Resource Graph lacks keys, the list of a vault lacks their rotation policies, and one call tells of one key",
      },
    },
  ],
  async read(azure) {
    const inventory = await azure.inventory();
    const problem = inventory.problemOf(VAULT);
    if (problem !== null) azure.spoil(VAULT_KEY, problem);
    const ids = await Promise.all(vaultsIn(inventory).map((vault) => keysOf(azure, vault)));
    const { subscription } = azure;
    await azure.each(
      VAULT_KEY,
      ids.flat(),
      (id) => vaultKeyKey(subscription, id),
      async (id) => {
        const answer = await azure.get(ACTION, `${pathOf(id)}?api-version=${VAULT_KEYS_API}`);
        const [key, body] = [vaultKeyKey(subscription, id), vaultKeyIn(answer, id)];
        if (body === undefined)
          azure.emitUnread(VAULT_KEY, key, {
            code: "unexpected-shape",
            detail: `the answer to ${ACTION} has another form than documented`,
          });
        else azure.emitFact(VAULT_KEY, { key, body, name: vaultKeyName(id) });
      },
    );
  },
};

/** Vaults, those too that only Resource Manager lists. */
function vaultsIn({ rows, listed }: SubscriptionInventory): readonly string[] {
  const ids = new Map(listed?.get(VAULT));
  for (const row of rows.of(VAULT)) {
    const id = isRecord(row) ? textOf(row["id"]) : null;
    if (id !== null) ids.set(id.toLowerCase(), id);
  }
  return [...ids.values()];
}

/** Ids of a vault's keys. If the list of a vault is refused, nobody knows which keys it has, so the type is incomplete. */
async function keysOf(azure: AzureRegionRead, vault: string): Promise<readonly string[]> {
  try {
    const path = `${pathOf(vault)}${VAULT_KEYS_PATH}?api-version=${VAULT_KEYS_API}`;
    const ids = vaultKeyIds(await azure.whole(ACTION, path, true));
    if (ids !== undefined) return ids;
    azure.spoil(VAULT_KEY, {
      code: "unexpected-shape",
      detail: `the answer to ${ACTION} for a vault has another form than documented`,
    });
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    azure.spoil(VAULT_KEY, error.problem);
  }
  return [];
}
