// Reads AWS accounts as they are now: by AWS Config, and by the services' own calls.
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { NONE_LISTED, type ListedScopes } from "../live/listed-scopes.ts";
import { liveReader } from "../live/live-reader.ts";
import type { LiveScope } from "../live/read-scope.ts";
import type { OpenRegion } from "../live/read-units.ts";
import type { Reader } from "../port.ts";
import { lanesOfAccounts } from "./account-lanes.ts";
import type { AwsAccount } from "./account.ts";
import { AwsRegionRead } from "./region-read.ts";
import { accountBudget } from "./client/called-service.ts";
import { openSession, type Session } from "./client/session.ts";
import type { Watchable } from "./client/watched-client.ts";
import { DIRECT_RECORD, sourceIn } from "./lanes.ts";
import { unplannedRegions } from "./regions.ts";

export type AwsOptions = {
  readonly accounts: readonly AwsAccount[];
  readonly credentials: AwsCredentialIdentityProvider;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The accounts of the organization, where they were listed. */
  readonly listed?: ListedScopes;
};

/** The reader of `accounts`. Nothing is called before `read`. */
export function openAws({ accounts, credentials, clock, listed = NONE_LISTED }: AwsOptions): Reader {
  const byScope = new Map(accounts.map((account) => [`aws/${account.id}`, account]));
  const scopeOf = (scope: string): LiveScope<AwsRegionRead> | null => {
    const account = byScope.get(scope);
    return account === undefined ? null : liveAccount(account, credentials, clock);
  };
  return {
    ...lanesOfAccounts(accounts),
    scopes: [...new Set([...byScope.keys(), ...listed.scopes])].toSorted(),
    names: listed.names,
    unlisted: listed.unlisted,
    ...liveReader(scopeOf, { code: "no-answer", detail: "the AWS reader has no account for this scope" }),
  };
}

function liveAccount(
  account: AwsAccount,
  credentials: AwsCredentialIdentityProvider,
  clock: () => number,
): LiveScope<AwsRegionRead> {
  const budget = accountBudget();
  return {
    budget,
    clock,
    sourceOf: (type) => sourceIn(account.lane, type),
    noSource: { code: "not-supported", detail: "Tidemark does not read this type from AWS" },
    firstRegion: account.regions[0] as string,
    async connect(signal) {
      const session = await openSession(account, { credentials, budget, clock, signal });
      return {
        principal: session.principal,
        open: opener(session),
        unplanned: () => unplannedRegions(session, DIRECT_RECORD.source, clock),
      };
    },
  };
}

function opener({ account, client, clientAtHand }: Session): OpenRegion<AwsRegionRead> {
  return (options, units, heard) => {
    const clients: Watchable[] = [];
    const used = <C extends Watchable>(made: C): C => {
      clients.push(made);
      return made;
    };
    const reads = new AwsRegionRead(
      {
        ...options,
        account: account.id,
        regions: account.regions,
        aggregator: account.aggregator,
        client: (Client, of, isListing) => used(client(Client, of, heard(isListing))),
        clientAtHand: (Client, of, isListing) => used(clientAtHand(Client, of, heard(isListing))),
      },
      units,
    );
    return {
      reads,
      close() {
        for (const each of clients) each.destroy();
      },
    };
  };
}
