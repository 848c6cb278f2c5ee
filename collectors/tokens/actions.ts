// Lists how a workload token is asked for, as data: infra allows exactly this and nothing else.

export const TOKEN_ACTION = "sts:GetWebIdentityToken";

/** How long a token lasts: no longer than the exchange takes. */
export const TOKEN_SECONDS = 300;

/** Entra takes tokens that RS256 signs, and documents no other algorithm. */
export const TOKEN_ALGORITHM = "RS256";
