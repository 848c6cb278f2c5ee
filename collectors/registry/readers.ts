// Lists the clouds that are read live, and opens the reader of each by the logins at hand.
import { credentialsAtHand } from "../aws/client/session.ts";
import { configuredAccounts } from "../aws/configured-accounts.ts";
import { listAccounts } from "../aws/list-accounts.ts";
import { openAws } from "../aws/reader.ts";
import { listProjects } from "../gcp/list-projects.ts";
import { CLOUD_SCOPES } from "../google/apis.ts";
import { loginAtHand as googleAtHand } from "../google/client/login-at-hand.ts";
import { configuredGoogle } from "../google/configured-google.ts";
import { loginAtHand } from "../microsoft/client/login-at-hand.ts";
import { configuredTenant } from "../microsoft/configured-tenant.ts";
import { listSubscriptions } from "../azure/list-subscriptions.ts";
import { openGoogle } from "./google.ts";
import { openTenant } from "./tenant.ts";
import type { ListedScopes } from "../live/listed-scopes.ts";
import type { Reader } from "../port.ts";
import type { LiveConfig } from "./lanes.ts";

/** A cloud as the machine is signed in to it. Nothing is called before one of its functions is. */
type LiveCloud = {
  /** Rejects with NoCredentials where nobody is signed in. */
  readonly confirm: (config: LiveConfig) => Promise<void>;
  /** Rejects with CallFailed or NoCredentials where nobody can be asked. `clock`: milliseconds since 1970. */
  readonly list: (config: LiveConfig, clock: () => number) => Promise<ListedScopes>;
  /** Nothing is called. `listed`: the scopes that the cloud lists itself. */
  readonly open: (config: LiveConfig, clock: () => number, listed: ListedScopes) => Reader;
};

const aws = (): LiveCloud => {
  const credentials = credentialsAtHand();
  return {
    async confirm() {
      await credentials();
    },
    list: (config, clock) => listAccounts(config, credentials, clock),
    open: (config, clock, listed) => openAws({ accounts: configuredAccounts(config), credentials, clock, listed }),
  };
};

const azure = (): LiveCloud => ({
  async confirm(config) {
    const of = tenantIn(config);
    await loginAtHand(of.tenant, of.cloud).getToken(`${of.cloud.resourceManager}/.default`);
  },
  list: (config) => listSubscriptions(config, loginAtHand),
  open: (config, clock, listed) => openTenant({ ...tenantIn(config), login: loginAtHand, clock, listed }),
});

/** The tenant of a config that reads a scope of Azure live. */
const tenantIn = (config: LiveConfig) => configuredTenant(config) as NonNullable<ReturnType<typeof configuredTenant>>;

const gcp = (): LiveCloud => ({
  async confirm(config) {
    await googleAtHand(googleIn(config).quotaProject).headers(CLOUD_SCOPES);
  },
  list: (config, clock) => listProjects(config, googleAtHand, clock),
  open(config, clock, listed) {
    const { quotaProject, ...how } = googleIn(config);
    return openGoogle({ ...how, login: googleAtHand(quotaProject), clock, listed });
  },
});

/** How a config that reads a project or its customer live reads it. */
const googleIn = (config: LiveConfig) => configuredGoogle(config) as NonNullable<ReturnType<typeof configuredGoogle>>;

/** A cloud for each name in `config/live-clouds.ts`. */
export const CLOUDS_AT_HAND: {
  readonly aws: () => LiveCloud;
  readonly azure: () => LiveCloud;
  readonly gcp: () => LiveCloud;
} = { aws, azure, gcp };
