// Reads the keys of key vaults, by `az rest`: one file a subscription, one line a key.
import {
  VAULT,
  VAULT_KEY,
  VAULT_KEYS_API,
  VAULT_KEYS_PATH,
  vaultKeyIn,
  vaultKeyKey,
  vaultKeyName,
} from "../../../azure/answers/vault-keys.ts";
import { callEach } from "../call.ts";
import { SUBSCRIPTION_ID } from "./az-child.ts";

const VAULTS = `type =~ '${VAULT}'`;

export const azVaultKeys = callEach({
  provider: "azure",
  lane: "az-vault-keys",
  scopeId: SUBSCRIPTION_ID,
  type: VAULT_KEY,
  global: true,
  key: (subject, { id }) => vaultKeyKey(id, subject),
  body: (answer, subject) => vaultKeyIn(answer, subject),
  about: (_answer, subject) => ({ name: vaultKeyName(subject) }),
  exports(subscription, types) {
    const source = `azure-${subscription}-vault-keys`;
    const command = `az rest --method get --url <each key of each: ${VAULTS}>?api-version=${VAULT_KEYS_API}`;
    const run = ["az_below_children", subscription, VAULTS, VAULT_KEYS_PATH, VAULT_KEYS_API];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
