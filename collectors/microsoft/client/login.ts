// Signs in to Azure: by a workload token in a deployment, by the login of the machine on a workstation.
import { ClientAssertionCredential } from "@azure/identity";
import type { AccessToken, TokenCredential } from "@azure/identity";
import { setTimeout as sleep } from "node:timers/promises";
import { CallFailed, NoCredentials } from "../../live/call.ts";
import type { WorkloadToken } from "../../tokens/workload-token.ts";
import type { AzureCloud } from "../clouds.ts";

/** A way to sign in to one tenant. Its tokens are asked for as the SDK asks. */
export type AzureLogin = (tenant: string, cloud: AzureCloud) => TokenCredential;

/** Signs in as the application `client` of the tenant, without a secret: `token` says which role calls. */
export const federatedLogin =
  (client: string, token: WorkloadToken): AzureLogin =>
  (tenant, cloud) => {
    let refused: unknown = null;
    const assertion = async (): Promise<string> => {
      refused = null;
      try {
        return await token(cloud.audience);
      } catch (error) {
        refused = error;
        throw error;
      }
    };
    const credential = new ClientAssertionCredential(tenant, client, assertion, {
      authorityHost: cloud.authority,
      // The authority is from our own table. Discovery would ask Microsoft's public cloud about it.
      disableInstanceDiscovery: true,
    });
    // The SDK wraps what the assertion failed with, and the cause lies there.
    return named(credential, () => refused);
  };

/** A token is not handed out again this long before it ends. */
const EARLY_MS = 5 * 60_000;

/** Keeps tokens of `credential` by what they are for: the Azure CLI would be started anew for each client of the SDK. */
export function kept(credential: TokenCredential): TokenCredential {
  const tokens = new Map<string, { readonly token: Promise<AccessToken | null>; until: number }>();
  return {
    getToken(scopes, options) {
      // A challenge asks for another token than the one that there is.
      if (options?.claims !== undefined) return credential.getToken(scopes, options);
      const name = [scopes].flat().join(" ");
      const before = tokens.get(name);
      if (before !== undefined && Date.now() < before.until) return before.token;
      const asked = { token: credential.getToken(scopes, options), until: Number.POSITIVE_INFINITY };
      tokens.set(name, asked);
      asked.token.then(
        (token) => (asked.until = (token?.expiresOnTimestamp ?? 0) - EARLY_MS),
        () => tokens.delete(name),
      );
      return asked.token;
    },
  };
}

/** Errors of `credential` as causes: CallFailed, or NoCredentials where nobody is signed in. */
export function named(credential: TokenCredential, refused: () => unknown = () => null): TokenCredential {
  return {
    async getToken(scopes, options) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await credential.getToken(scopes, options);
        } catch (error) {
          const failure = failureOf(refused() ?? error);
          const isNew = failure instanceof CallFailed && NOT_THERE_YET.has(failure.error);
          if (!isNew || attempt === ATTEMPTS) throw failure;
          await sleep(1000 * 2 ** (attempt - 1));
        }
      }
    },
  };
}

/** Entra answers so for some minutes after a federated credential was made. */
const NOT_THERE_YET: ReadonlySet<string> = new Set(["AADSTS70021", "AADSTS700213"]);
const ATTEMPTS = 3;

/** Nothing of the message is kept but the code of Entra: it names tenants, applications and times. */
function failureOf(cause: unknown): CallFailed | NoCredentials {
  if (cause instanceof CallFailed || cause instanceof NoCredentials) return cause;
  const { name, message } = cause instanceof Error ? cause : { name: "Unknown", message: "" };
  const code = /AADSTS\d+/.exec(message)?.[0];
  if (code !== undefined) {
    const detail = `Microsoft Entra ID issued no token (${code})`;
    return new CallFailed(code, { code: "denied", detail }, cause);
  }
  if (name === "CredentialUnavailableError" || name === "AggregateAuthenticationError")
    return new NoCredentials("credentials for Azure are missing. Sign in with the Azure CLI: az login", { cause });
  if (name === "AbortError")
    return new CallFailed(name, { code: "unavailable", detail: `sign-in failed with ${name}` }, cause);
  return new CallFailed(
    name,
    { code: "unavailable", detail: `sign-in to Microsoft Entra ID failed with ${name}` },
    cause,
  );
}
