// Asks AWS for the token by which another cloud knows which role calls: signed, short-lived, and never stored.
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { refusalDetail } from "../../evidence-schema/record/because.ts";
import { CallFailed } from "../live/call.ts";
import { TOKEN_ACTION, TOKEN_ALGORITHM, TOKEN_SECONDS } from "./actions.ts";

/** Gives a token for `audience`. Rejects with CallFailed where AWS issues none. */
export type WorkloadToken = (audience: string) => Promise<string>;

/** A token is not handed out again this long before it ends. */
const EARLY_MS = 60_000;

/**
 * Tokens of the role whose credentials are at hand. The global endpoint of STS issues none, so `region` is called. A token
 * is kept in memory until shortly before it ends, since the clients of Azure ask for it several times in a row.
 * `clock`: milliseconds since 1970. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
export function workloadToken(region: string, clock: () => number): WorkloadToken {
  const sts = new STSClient({ region });
  const kept = new Map<string, { readonly token: Promise<string>; readonly until: number }>();
  return (audience) => {
    const before = kept.get(audience);
    if (before !== undefined && clock() < before.until) return before.token;
    const token = issue(sts, audience);
    kept.set(audience, { token, until: clock() + TOKEN_SECONDS * 1000 - EARLY_MS });
    // A refusal is not kept: the next call asks again.
    token.catch(() => kept.delete(audience));
    return token;
  };
}

async function issue(sts: STSClient, audience: string): Promise<string> {
  try {
    const { WebIdentityToken: token } = await sts.send(
      new GetWebIdentityTokenCommand({
        Audience: [audience],
        SigningAlgorithm: TOKEN_ALGORITHM,
        DurationSeconds: TOKEN_SECONDS,
      }),
    );
    if (token !== undefined) return token;
  } catch (error) {
    throw notIssued(error);
  }
  throw notIssued(new Error("the answer has no token"));
}

/** Names of errors as the API reference has them, with or without the word that the query protocol leaves out. */
function notIssued(cause: unknown): CallFailed {
  const name = cause instanceof Error ? cause.name.replace(/Exception$/, "") : "Unknown";
  return name === "AccessDenied"
    ? new CallFailed(
        name,
        { code: "denied", detail: refusalDetail({ action: TOKEN_ACTION, code: name, policy: null }) },
        cause,
      )
    : new CallFailed(name, { code: "denied", detail: `AWS issued no workload token (${name})` }, cause);
}
