// Says how to fix a sign-in that failed, by the error code at the end of the problem's detail.

const FEDERATION =
  "wait some minutes if the federated credential is new; else compare its issuer, subject and audience with those that tidemark doctor prints";

const IMPERSONATION =
  "wait some minutes if the grant is new; else grant the role of Tidemark roles/iam.workloadIdentityUser on the service account, as the script of tidemark setup gcp does";
const SIGNATURE =
  "wait some minutes if the grant is new; else grant the service account roles/iam.serviceAccountTokenCreator on itself (gcloud iam service-accounts add-iam-policy-binding), by which it signs that it acts for the administrator";
const POOL =
  "wait some minutes if the workload identity pool is new; else compare its provider with the account that Tidemark runs in: issuer, audience and attribute condition (the script of tidemark setup gcp does, and corrects the last two)";

/**
 * Codes of AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html.
 * Codes of Microsoft Entra ID: https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes.
 * Codes of Google, and words for causes that share such a code (collectors/google/client/sign-in-failure.ts):
 * https://docs.cloud.google.com/iam/docs/troubleshooting-workload-identity-federation
 */
const BY_CODE: { readonly [code: string]: string } = {
  OutboundWebIdentityFederationDisabled:
    "turn on outbound federation in the account that Tidemark runs in: aws iam enable-outbound-web-identity-federation",
  SessionDurationEscalation: "let the role session of Tidemark last longer than the token's 300 seconds",
  JWTPayloadSizeExceeded: "give the role of Tidemark fewer tags (they are part of the token)",
  AADSTS70021: FEDERATION,
  AADSTS700211: FEDERATION,
  AADSTS700212: FEDERATION,
  AADSTS700213: FEDERATION,
  AADSTS7002138: FEDERATION,
  AADSTS700016: "correct azure.client in the config: the tenant has no application of this id",
  AADSTS90002: "correct azure.tenant in the config: there is no tenant of this id",
  AADSTS700024: "correct the clock of the machine: the token was already over, or not valid yet",
  AADSTS7000112: "enable the application of Tidemark in Microsoft Entra ID again",
  AADSTS53003: "exclude the application of Tidemark from the conditional access policy that blocks it",
  subject_over_127_bytes:
    "give the role of Tidemark a shorter name without a path: Google takes a subject of at most 127 bytes",
  attribute_condition:
    "correct the attribute condition of the workload identity provider (it names another role or function than Tidemark's, or the same in other case): run the script of tidemark setup gcp again",
  audience_mismatch:
    "allow the audience //iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider> in the provider (the number of the project, not its id)",
  issuer_mismatch: POOL,
  issuer_unreachable: POOL,
  token_expired: "correct the clock of the machine: the token was already over, or not valid yet",
  invalid_grant:
    "on a workstation sign in again: gcloud auth application-default login; in a deployment have the workload identity provider trust the issuer of the account that Tidemark runs in",
  invalid_rapt: "sign in again: gcloud auth application-default login",
  invalid_target:
    "create or enable the workload identity pool and its provider, or correct their names in the config: gcloud iam workload-identity-pools providers describe",
  unauthorized_client: POOL,
  invalid_request: POOL,
  PERMISSION_DENIED: IMPERSONATION,
  IAM_PERMISSION_DENIED: IMPERSONATION,
  NOT_FOUND: "correct the service account in the config: Google has none of this address",
  delegation_not_authorized:
    "delegate to the client id of the service account, with the scopes that Tidemark asks for, in the Admin console (Security, API controls, domain-wide delegation)",
  delegated_user_unknown: "correct the administrator in the config: Google Workspace has none of this address",
};

const UNSIGNED = "the service account of Google Cloud did not sign";

/** The sentences of a sign-in that failed. */
const SIGN_IN =
  /^(?:AWS issued no workload token|Microsoft Entra ID issued no token|the token of Microsoft Entra ID|Google issued no token|the service account of Google Cloud (?:gave no token|did not sign)|the token of Google|credentials for )/;

/** The remedy of a denial that is a failed sign-in; null where it is another one. */
export function signInRemedy(detail: string): string | null {
  if (!SIGN_IN.test(detail)) return null;
  const code = /\((\w+)\)$/.exec(detail)?.[1] ?? "";
  if (detail.startsWith(UNSIGNED) && BY_CODE[code] === IMPERSONATION) return SIGNATURE;
  return Object.hasOwn(BY_CODE, code)
    ? (BY_CODE[code] as string)
    : "sign in again with the identity that reads; if the cause stays, look up the error code of the service";
}
