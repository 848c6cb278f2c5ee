/** The lanes by which the scopes of a config are read live, by provider: data, without a client of any cloud. */
import { lanesOfAccounts } from "../aws/account-lanes.ts";
import { configuredAccounts, type AccountsConfig } from "../aws/configured-accounts.ts";
import type { Reader } from "../port.ts";

/** What of a config the clouds that are read live need. */
export type LiveConfig = AccountsConfig;

type Lanes = Pick<Required<Reader>, "lanes" | "lanesOf">;

const LANES: { readonly [provider: string]: (config: LiveConfig) => Lanes } = {
  aws: (config) => lanesOfAccounts(configuredAccounts(config)),
};

/** Lanes by type, and by scope where a scope has others than most. */
export function liveLanes(config: LiveConfig): Lanes {
  const each = Object.values(LANES).map((lanesOf) => lanesOf(config));
  return {
    lanes: Object.assign({}, ...each.map(({ lanes }) => lanes)) as Lanes["lanes"],
    lanesOf: Object.assign({}, ...each.map(({ lanesOf }) => lanesOf)) as Lanes["lanesOf"],
  };
}
