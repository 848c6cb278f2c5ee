/** The scopes that the clouds themselves list, by provider: without what reads them, which is many clients more. */
import { credentialsAtHand } from "../aws/client/session.ts";
import { listAccounts } from "../aws/list-accounts.ts";
import type { ListedScopes } from "../live/listed-scopes.ts";
import type { LiveConfig } from "./lanes.ts";

const LISTINGS: { readonly [provider: string]: (config: LiveConfig, clock: () => number) => Promise<ListedScopes> } = {
  aws: (config, clock) => listAccounts(config, credentialsAtHand(), clock),
};

/** All of them, by the credentials at hand. `clock`: milliseconds since 1970. Rejects with CallFailed or NoCredentials where nobody can be asked. */
export async function listScopes(config: LiveConfig, clock: () => number): Promise<ListedScopes> {
  const each = await Promise.all(Object.values(LISTINGS).map((list) => list(config, clock)));
  return {
    scopes: each.flatMap(({ scopes }) => scopes),
    names: Object.assign({}, ...each.map(({ names }) => names)) as ListedScopes["names"],
    unlisted: each.flatMap(({ unlisted }) => unlisted),
    problem: each.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}
