// Lists the scopes that the clouds themselves list, without importing the readers, which need many clients more.
import { credentialsAtHand } from "../aws/client/session.ts";
import { listAccounts } from "../aws/list-accounts.ts";
import type { ListedScopes } from "../live/listed-scopes.ts";
import type { LiveConfig } from "./lanes.ts";

/**
 * Those of all clouds, by the credentials at hand. `clock`: milliseconds since 1970. Rejects with CallFailed or
 * NoCredentials where nobody can be asked.
 */
export const listScopes = (config: LiveConfig, clock: () => number): Promise<ListedScopes> =>
  listAccounts(config, credentialsAtHand(), clock);
