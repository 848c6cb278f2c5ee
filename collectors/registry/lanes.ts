// Names the lanes by which the scopes of a config are read live: data, without a client of any cloud.
import { lanesOfAccounts } from "../aws/account-lanes.ts";
import { configuredAccounts, type AccountsConfig } from "../aws/configured-accounts.ts";
import type { Reader } from "../port.ts";

/** The part of a config that the clouds that are read live need. */
export type LiveConfig = AccountsConfig;

/** Lanes by type, and by scope where a scope has others than most; of all clouds together. */
export const liveLanes = (config: LiveConfig): Pick<Required<Reader>, "lanes" | "lanesOf"> =>
  lanesOfAccounts(configuredAccounts(config));
