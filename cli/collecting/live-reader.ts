// The reader of the clouds as they are now, for the scopes of a config that can be read so.
import { accountBudget } from "../../collectors/aws/client/called-service.ts";
import { listOrganization, type Organization } from "../../collectors/aws/organization.ts";
import { openAws } from "../../collectors/aws/reader.ts";
import { credentialsAtHand, openOwnSession } from "../../collectors/aws/client/session.ts";
import { EXPORT_LANES } from "../../collectors/exports/reader.ts";
import type { Reader } from "../../collectors/port.ts";
import type { Config } from "../../config/schema.ts";
import { configuredAccounts } from "../../collectors/aws/configured-accounts.ts";
import { realClock } from "../clock.ts";
import { UsageError } from "../exit.ts";

export type LiveReader = {
  readonly reader: Reader;
  /** Scopes that are read live; the others wait for their exports. */
  readonly scopes: ReadonlySet<string>;
  readonly organization: Organization | null;
};

/** Rejects with UsageError where nothing of the config can be read live, with NoCredentials without any. */
export async function openLive(config: Config): Promise<LiveReader> {
  const accounts = configuredAccounts(config);
  if (accounts.length === 0) {
    throw new UsageError(
      "found no AWS account in scopes, expected one: the other clouds are read from exports (collect --from DIR)",
    );
  }
  const credentials = credentialsAtHand();
  const { now: clock } = realClock;
  await credentials();
  const organization = config.aws.organization ? await listed(config, credentials) : null;
  const aws = openAws({ accounts, credentials, clock, ...(organization === null ? {} : { organization }) });
  return {
    // What the other clouds' exports said stays as it was said.
    reader: { ...aws, lanes: { ...EXPORT_LANES, ...aws.lanes } },
    scopes: new Set(accounts.map(({ id }) => `aws/${id}`)),
    organization,
  };
}

// By the credentials at hand: those of the management account, or of one that it delegated to.
async function listed(config: Config, credentials: ReturnType<typeof credentialsAtHand>): Promise<Organization> {
  const [first] = configuredAccounts(config);
  const opening = { credentials, budget: accountBudget(), clock: realClock.now, signal: null };
  return listOrganization(await openOwnSession(first?.regions ?? [], opening));
}
