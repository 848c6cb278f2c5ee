// Says how to fix a sign-in that failed, by the error code at the end of the problem's detail.

const FEDERATION =
  "wait some minutes if the federated credential is new; else compare its issuer, subject and audience with those that tidemark doctor prints";

/**
 * Codes of AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html.
 * Codes of Microsoft Entra ID: https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
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
};

/** The sentences of a sign-in that failed. */
const SIGN_IN =
  /^(?:AWS issued no workload token|Microsoft Entra ID issued no token|the token of Microsoft Entra ID|credentials for )/;

/** The remedy of a denial that is a failed sign-in; null where it is another one. */
export function signInRemedy(detail: string): string | null {
  if (!SIGN_IN.test(detail)) return null;
  const code = /\((\w+)\)$/.exec(detail)?.[1] ?? "";
  return Object.hasOwn(BY_CODE, code)
    ? (BY_CODE[code] as string)
    : "sign in again with the identity that reads; if the cause stays, look up the error code of the service";
}
