// Names why Google issued no token, by codes that hang on no name, address or token.
import { isRecord, textOf } from "../../json-shape.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { CallFailed, NoCredentials } from "../../live/call.ts";
import { apiError, CODE, codeOfError, failedWith } from "./api-error.ts";

/**
 * Causes that share a code of OAuth with others, by words of their descriptions: the first that fits. They tell where to look.
 * https://docs.cloud.google.com/iam/docs/troubleshooting-workload-identity-federation,
 * https://github.com/google-github-actions/auth/blob/main/docs/TROUBLESHOOTING.md
 */
const CAUSES: readonly (readonly [code: string, words: RegExp])[] = [
  ["subject_over_127_bytes", /127 bytes/],
  ["attribute_condition", /attribute condition/i],
  ["audience_mismatch", /audience in ID Token/i],
  ["issuer_unreachable", /connecting to the given credential's issuer/i],
  ["issuer_mismatch", /issuer in ID Token/i],
  ["token_expired", /\bstale\b|\bexpired at\b/i],
  ["delegation_not_authorized", /Client is unauthorized to retrieve access tokens/i],
  ["delegated_user_unknown", /Invalid email or User ID/i],
  ["invalid_rapt", /invalid_rapt/],
];

/**
 * The failure of a sign-in. Errors of the library hold the request with its tokens, so none of them is kept as the cause.
 */
export function signInFailure(error: unknown): CallFailed | NoCredentials {
  if (error instanceof CallFailed || error instanceof NoCredentials) return error;
  const { name, message, code, response } = error as Partial<LibraryError>;
  if (response !== undefined) return refused(Number(response.status), response.data);
  if (/default credentials|does not exist, or it is not a file/.test(message ?? ""))
    return new NoCredentials(
      "credentials for Google Cloud are missing. Sign in with the gcloud CLI: gcloud auth application-default login",
    );
  if (name === "CredentialsProviderError") return new NoCredentials("credentials for AWS are missing");
  const word = typeof code === "string" && CODE.test(code) ? code : (name ?? "Unknown");
  return unavailable(word);
}

/** As errors of the library are made (gaxios), also those of a body that tells of an error of OAuth. */
type LibraryError = Error & {
  readonly code: unknown;
  readonly response: { readonly status: unknown; readonly data: Json | undefined };
};

/** A service account is asked for one of two: a token, or its signature. */
type Asked = { readonly permission: string; readonly denied: string };
const TOKEN: Asked = {
  permission: "iam.serviceAccounts.getAccessToken",
  denied: "the service account of Google Cloud gave no token",
};
export const SIGNATURE: Asked = {
  permission: "iam.serviceAccounts.signJwt",
  denied: "the service account of Google Cloud did not sign for the administrator",
};

/** The failure that an answer of an endpoint of the sign-in is. */
export function refused(status: number, body: Json | undefined, asked = TOKEN): CallFailed {
  const error = isRecord(body) ? body["error"] : undefined;
  if (isRecord(error)) return impersonationRefused(status, body, asked);
  const said = textOf(error);
  const description = (isRecord(body) ? textOf(body["error_description"]) : null) ?? "";
  const word = CAUSES.find(([, words]) => words.test(description))?.[0] ?? said;
  const name = word !== null && CODE.test(word) ? word : `HTTP ${status}`;
  if (status === 429)
    return new CallFailed(name, { code: "throttled", detail: `sign-in to Google failed with ${name}` }, null);
  if (status >= 500 || said === null) return unavailable(name);
  return new CallFailed(name, { code: "denied", detail: `Google issued no token (${name})` }, null);
}

/** The service account, not the exchange, answers in the shape of Google's APIs. */
function impersonationRefused(status: number, body: Json | undefined, { permission, denied }: Asked): CallFailed {
  const error = apiError(status, body);
  const code = codeOfError(error);
  const { name } = error;
  if (code === "throttled" || code === "disabled")
    return new CallFailed(name, { code, detail: failedWith(permission, error) }, null);
  if (status >= 500) return unavailable(name);
  return new CallFailed(name, { code: "denied", detail: `${denied} (${name})` }, null);
}

const unavailable = (name: string): CallFailed =>
  new CallFailed(name, { code: "unavailable", detail: `sign-in to Google failed with ${name}` }, null);
