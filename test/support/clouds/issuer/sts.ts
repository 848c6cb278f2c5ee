// Plays AWS STS as far as moto does not: it gives tokens for the outside, and sends every other action on.
import { queryError } from "../../servers/wire.ts";
import type { Answer, Asked } from "../wire/asked.ts";
import type { Serving } from "../wire/start-service.ts";
import { webIdentityToken, type AwsCaller, type TokenRequest } from "./web-identity.ts";
import type { Algorithm, Keys } from "./keys.ts";

/** Refusals of GetWebIdentityToken: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html */
export type TokenRefusal =
  "OutboundWebIdentityFederationDisabled" | "SessionDurationEscalation" | "JWTPayloadSizeExceeded" | "AccessDenied";

const REFUSALS: Readonly<Record<TokenRefusal, readonly [code: string, status: number, message: string]>> = {
  OutboundWebIdentityFederationDisabled: [
    "OutboundWebIdentityFederationDisabledException",
    403,
    "The outbound web identity federation feature is not enabled for this account.",
  ],
  SessionDurationEscalation: [
    "SessionDurationEscalationException",
    403,
    "The requested token duration would extend the session beyond its original expiration time.",
  ],
  JWTPayloadSizeExceeded: [
    "JWTPayloadSizeExceededException",
    400,
    "The requested token payload size exceeds the maximum allowed size.",
  ],
  AccessDenied: ["AccessDenied", 403, "is not authorized to perform: sts:GetWebIdentityToken"],
};

export function tokenRefusal(refusal: TokenRefusal): Answer {
  const [code, status, message] = REFUSALS[refusal];
  return error(code, message, status);
}

export type StsOptions = {
  readonly keys: Keys;
  readonly issuer: () => string;
  readonly now: () => Date;
  readonly caller: AwsCaller;
  /** A server that answers the actions of STS that this does not: moto. */
  readonly upstream: string | null;
};

export const stsService = (options: StsOptions): Serving => ({
  service: "sts",
  caller: ({ headers }) =>
    Promise.resolve({ principal: /Credential=([^/]+)\//.exec(headers["authorization"] ?? "")?.[1] ?? null, roles: [] }),
  denied: (asked) =>
    error("AccessDenied", `is not authorized to perform: sts:${formOf(asked).get("Action") ?? ""}`, 403),
  throttled: () => error("Throttling", "Rate exceeded", 400),
  answer(asked) {
    const form = formOf(asked);
    switch (form.get("Action")) {
      case "GetWebIdentityToken":
        return token(options, form);
      case "GetCallerIdentity":
        return options.upstream === null ? callerIdentity(options.caller) : forward(options.upstream, asked);
      default:
        return options.upstream === null
          ? error("InvalidAction", `Could not find operation ${form.get("Action")} for version 2011-06-15`, 400)
          : forward(options.upstream, asked);
    }
  },
});

async function token({ keys, issuer, now, caller }: StsOptions, form: URLSearchParams): Promise<Answer> {
  const asked = tokenRequest(form);
  if (asked === null) return error("ValidationError", "1 validation error detected", 400);
  const time = now();
  const jwt = await webIdentityToken({ keys, issuer: issuer(), caller, now: time }, asked);
  const expires = new Date(time.getTime() + asked.seconds * 1000).toISOString();
  return xml("GetWebIdentityToken", `<WebIdentityToken>${jwt}</WebIdentityToken><Expiration>${expires}</Expiration>`);
}

/** Null where the reference allows it not: 1 to 10 audiences, an algorithm of two, 60 to 3600 seconds with 300 by default. */
function tokenRequest(form: URLSearchParams): TokenRequest | null {
  const listed = (name: string): string[] =>
    [...form].flatMap(([key, value]) => (new RegExp(`^${name}$`).test(key) ? [value] : []));
  const audiences = listed("Audience\\.member\\.\\d+");
  const algorithm = form.get("SigningAlgorithm");
  const seconds = Number(form.get("DurationSeconds") ?? 300);
  const [names, values] = [listed("Tags\\.member\\.\\d+\\.Key"), listed("Tags\\.member\\.\\d+\\.Value")];
  const isRight =
    audiences.length >= 1 &&
    audiences.length <= 10 &&
    audiences.every(({ length }) => length >= 1 && length <= 1000) &&
    (algorithm === "RS256" || algorithm === "ES384") &&
    seconds >= 60 &&
    seconds <= 3600;
  return isRight
    ? {
        audiences,
        algorithm: algorithm as Algorithm,
        seconds,
        tags: Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""])),
      }
    : null;
}

const callerIdentity = ({ account, roleArn }: AwsCaller): Answer => {
  const session = roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/");
  return xml(
    "GetCallerIdentity",
    `<Arn>${session}/test</Arn><UserId>AROATEST:test</UserId><Account>${account}</Account>`,
  );
};

async function forward(upstream: string, { method, path, headers, body, query }: Asked): Promise<Answer> {
  const { host: _host, "content-length": _length, connection: _connection, ...onward } = headers;
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  const answer = await fetch(`${upstream}${path}${search}`, { method, headers: onward, body });
  return {
    status: answer.status,
    headers: { "content-type": answer.headers.get("content-type") ?? "text/xml" },
    body: await answer.text(),
  };
}

const formOf = ({ body }: Asked): URLSearchParams => new URLSearchParams(body);

const xml = (action: string, result: string): Answer => ({
  status: 200,
  headers: { "content-type": "text/xml" },
  body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>11111111-2222-3333-4444-555555555555</RequestId></ResponseMetadata></${action}Response>`,
});

function error(code: string, message: string, status: number): Answer {
  const answer = queryError(code, message, status);
  if (typeof answer === "string") throw new TypeError(`found ${answer}, expected an answer with a body`);
  return { status, headers: answer.headers ?? {}, body: answer.body };
}
