// Lists the clouds that are read live, by provider, and opens their readers.
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { credentialsAtHand } from "../aws/client/session.ts";
import { configuredAccounts } from "../aws/configured-accounts.ts";
import { listAccounts } from "../aws/list-accounts.ts";
import { openAws } from "../aws/reader.ts";
import type { ListedScopes } from "../live/listed-scopes.ts";
import type { Reader } from "../port.ts";
import type { LiveConfig } from "./lanes.ts";

/** A cloud that is read live, by credentials `C`. `clock`: milliseconds since 1970. */
type LiveCloud<C> = {
  /** The credentials at hand. Nothing is called. */
  readonly credentials: () => C;
  /** Rejects with NoCredentials where nobody is signed in. */
  readonly confirm: (credentials: C) => Promise<void>;
  /** Rejects with CallFailed or NoCredentials where nobody can be asked. */
  readonly list: (config: LiveConfig, credentials: C, clock: () => number) => Promise<ListedScopes>;
  /** Nothing is called. `listed`: the scopes that the cloud lists itself, if it was asked to. */
  readonly open: (config: LiveConfig, credentials: C, clock: () => number, listed?: ListedScopes) => Reader;
};

/** A cloud for each provider that `config/live-providers.ts` names. */
export const LIVE_CLOUDS: { readonly aws: LiveCloud<AwsCredentialIdentityProvider> } = {
  aws: {
    credentials: credentialsAtHand,
    async confirm(credentials) {
      await credentials();
    },
    list: listAccounts,
    open: (config, credentials, clock, listed) =>
      openAws({
        accounts: configuredAccounts(config),
        credentials,
        clock,
        ...(listed === undefined ? {} : { listed }),
      }),
  },
};
