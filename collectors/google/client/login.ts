// Signs in to Google Cloud in a deployment: a token of AWS, or a signed request to it, becomes one of a service account.
import { AwsClient, IdentityPoolClient, type AuthClient } from "google-auth-library";
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import type { WorkloadToken } from "../../tokens/workload-token.ts";
import { audienceOf, SIGN_IN } from "../apis.ts";
import { signInFailure } from "./sign-in-failure.ts";

/** A way to sign in, and who that is. There is one client for each set of scopes, since a token has the scopes of its client. */
export type GoogleLogin = {
  /**
   * Headers of a request that is made with `scopes`: a bearer token, and the project that requests count against. A token is
   * kept until shortly before it ends. Rejects with CallFailed, or with NoCredentials where nobody is signed in.
   */
  readonly headers: (scopes: readonly string[]) => Promise<Headers>;
  /** Who reads, as Google's own logs name a service account; a person by the id of the account. Rejects as `headers` does. */
  readonly principal: () => Promise<string>;
};

/** A service account that a workload identity pool lets the role of the collector act as. */
export type FederatedAccess = {
  /** `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` */
  readonly provider: string;
  /** The e-mail address of the service account. */
  readonly serviceAccount: string;
  /** Id or number of the project whose quota requests count against; null for that of the service account. */
  readonly quotaProject: string | null;
};

/** Gives its tokens for what a client of the library is made for. */
type TokenClient = Pick<AuthClient, "getRequestHeaders">;

/**
 * Signs in without a secret: `token` says which role calls, and the provider checks who signed it.
 * https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-other-providers
 */
export function federatedLogin(access: FederatedAccess, token: WorkloadToken): GoogleLogin {
  const subjectTokens = { getSubjectToken: () => token(audienceOf(access.provider)) };
  return impersonating(
    access,
    (options) =>
      new IdentityPoolClient({
        ...options,
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        subject_token_supplier: subjectTokens,
      }),
  );
}

/**
 * Signs in where AWS issues no tokens for others: Google sends a request to AWS that the role of the collector signed, and so
 * learns whose it is. The provider is one of AWS. Its subject is the session of the role, so no condition can name the function.
 * https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
export function signedRequestLogin(access: FederatedAccess, region: string): GoogleLogin {
  const chain = fromNodeProviderChain();
  const credentials = {
    getAwsRegion: () => Promise.resolve(region),
    async getAwsSecurityCredentials() {
      const { accessKeyId, secretAccessKey, sessionToken } = await chain();
      return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { token: sessionToken }) };
    },
  };
  return impersonating(
    access,
    (options) =>
      new AwsClient({
        ...options,
        subject_token_type: "urn:ietf:params:aws:token-type:aws4_request",
        aws_security_credentials_supplier: credentials,
      }),
  );
}

type Options = Omit<ConstructorParameters<typeof IdentityPoolClient>[0], "subject_token_type"> & {
  readonly audience: string;
};

/** The library asks the exchange for a token of the pool, and the service account for one that has the scopes of the client. */
function impersonating(access: FederatedAccess, clientFor: (options: Options) => TokenClient): GoogleLogin {
  const { serviceAccount, quotaProject } = access;
  const impersonation = `${SIGN_IN.credentials}/v1/projects/-/serviceAccounts/${serviceAccount}:generateAccessToken`;
  return {
    headers: perScopes((scopes) =>
      Promise.resolve(
        clientFor({
          type: "external_account",
          audience: audienceOf(access.provider),
          token_url: SIGN_IN.exchange,
          service_account_impersonation_url: impersonation,
          scopes: [...scopes],
          ...(quotaProject === null ? {} : { quota_project_id: quotaProject }),
        } as Options),
      ),
    ),
    principal: () => Promise.resolve(serviceAccount),
  };
}

/** Makes one client for each set of scopes, and names what its sign-in fails with. */
export function perScopes(clientFor: (scopes: readonly string[]) => Promise<TokenClient>): GoogleLogin["headers"] {
  const clients = new Map<string, Promise<TokenClient>>();
  return async (scopes) => {
    const name = scopes.join(" ");
    const client = clients.get(name) ?? clientFor(scopes);
    clients.set(name, client);
    try {
      return await (await client).getRequestHeaders();
    } catch (error) {
      // Nobody may have been signed in when the client was made.
      clients.delete(name);
      throw signInFailure(error);
    }
  };
}
