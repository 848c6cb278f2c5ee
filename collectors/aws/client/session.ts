// Opens a session: gets one account's credentials, and makes the clients that use them.
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";
import type { AwsAccount } from "../account.ts";
import type { Budget } from "../../live/budget.ts";
import { CallFailed, NoCredentials, type CallAnswer } from "../../live/call.ts";
import { watch, type Watchable } from "./watched-client.ts";

/** The options with which every client is made. */
export type ClientDefaults = {
  readonly region: string;
  readonly credentials: AwsCredentialIdentityProvider;
  readonly retryMode: "adaptive";
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
};

// Adaptive: throttled calls slow the client down before they are repeated.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
const CALLS = {
  retryMode: "adaptive",
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
} as const;

/** As the session is called in the account's own CloudTrail, so that our reads can be found there. */
const SESSION_NAME = "tidemark";

export type Session = {
  readonly account: AwsAccount;
  /** ARN of the identity that reads. */
  readonly principal: string;
  /** A client for calls to `region`. `answered` is told of every answer. */
  readonly client: MakeClient;
  /** The same by the credentials at hand, which may be another account's. */
  readonly clientAtHand: MakeClient;
};

type MakeClient = <C extends Watchable>(
  Client: new (config: ClientDefaults) => C,
  region: string,
  answered?: (answer: CallAnswer) => void,
) => C;

/** The credentials at hand, as the AWS CLI finds them: environment, files, IAM Identity Center, container or instance. */
export function credentialsAtHand(): AwsCredentialIdentityProvider {
  const chain = fromNodeProviderChain();
  return async (properties) => {
    try {
      return await chain(properties);
    } catch (cause) {
      throw new NoCredentials(
        "credentials for AWS are missing. Give a profile, a role or environment variables, as the AWS CLI takes them",
        { cause },
      );
    }
  };
}

/** The options with which a session is opened. */
export type Opening = {
  /** The credentials at hand. */
  readonly credentials: AwsCredentialIdentityProvider;
  readonly budget: Budget;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Ends every call of the session. */
  readonly signal: AbortSignal | null;
};

/**
 * Opens `account` with the credentials at hand, by its role where it names one. Rejects with CallFailed where the role
 * can't be taken or is of another account, with NoCredentials where there are none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html (the external id)
 */
export async function openSession(account: AwsAccount, opening: Opening): Promise<Session> {
  const { credentials: atHand, clock } = opening;
  const sts = clientOf(STSClient, account.regions[0] as string, atHand, opening);
  const credentials = account.role === null ? atHand : kept(assumed(account, sts), clock);
  const session = await identified(account, credentials, opening);
  if (session.account.id === account.id) return session;
  const detail =
    "sts:AssumeRole is needed, because the credentials are of another account, but the config names no role of this account";
  throw new CallFailed("OtherAccount", { code: "denied", detail }, undefined);
}

/** Opens the account that the credentials at hand are of, whichever it is. Rejects as `openSession` does. */
export function openOwnSession(regions: readonly string[], opening: Opening): Promise<Session> {
  return identified(
    { id: "", regions, role: null, externalId: null, lane: "config", aggregator: null },
    opening.credentials,
    opening,
  );
}

async function identified(
  account: AwsAccount,
  credentials: AwsCredentialIdentityProvider,
  opening: Opening,
): Promise<Session> {
  const sts = clientOf(STSClient, account.regions[0] as string, credentials, opening);
  const { Account: id = "", Arn: principal = "" } = await sts.send(new GetCallerIdentityCommand({}));
  return {
    account: { ...account, id },
    principal,
    client: (Client, region, answered) => clientOf(Client, region, credentials, opening, answered),
    clientAtHand: (Client, region, answered) => clientOf(Client, region, opening.credentials, opening, answered),
  };
}

function clientOf<C extends Watchable>(
  Client: new (config: ClientDefaults) => C,
  region: string,
  credentials: AwsCredentialIdentityProvider,
  { budget, signal }: Opening,
  answered: (answer: CallAnswer) => void = () => undefined,
): C {
  return watch(new Client({ region, credentials, ...CALLS }), { region, budget, signal, answered });
}

function assumed({ role, externalId }: AwsAccount, sts: STSClient): () => Promise<AwsCredentialIdentity> {
  return async () => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: role as string,
        RoleSessionName: SESSION_NAME,
        ...(externalId === null ? {} : { ExternalId: externalId }),
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      ...(Credentials?.SessionToken === undefined ? {} : { sessionToken: Credentials.SessionToken }),
      ...(Credentials?.Expiration === undefined ? {} : { expiration: Credentials.Expiration }),
    };
  };
}

/** Credentials are renewed this long before they end. */
const EARLY_MS = 5 * 60_000;

// Each client of the SDK caches its own credentials, so the session shares one request among all clients.
function kept(ask: () => Promise<AwsCredentialIdentity>, clock: () => number): AwsCredentialIdentityProvider {
  let asked: Promise<AwsCredentialIdentity> | null = null;
  let until = Number.POSITIVE_INFINITY;
  return () => {
    if (asked === null || clock() > until) {
      until = Number.POSITIVE_INFINITY;
      asked = ask();
      asked.then(
        ({ expiration }) => {
          if (expiration !== undefined) until = expiration.getTime() - EARLY_MS;
        },
        () => (asked = null),
      );
    }
    return asked;
  };
}
