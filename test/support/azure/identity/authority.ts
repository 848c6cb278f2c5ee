// Plays Entra's token endpoint: an assertion of a federated application goes in, an access token for one API comes out.
import type { JSONWebKeySet } from "jose";
import { randomUUID } from "node:crypto";
import type { SignIn } from "../estate/estate.ts";
import type { Mutable, Settings } from "../settings.ts";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import type { Serving } from "../../clouds/wire/start-service.ts";
import type { World } from "../world.ts";
import { EXCHANGE_AUDIENCE, judgeAssertion } from "./assertion.ts";
import { AUDIENCES } from "./clouds.ts";
import { entraError, type EntraError } from "./entra-error.ts";
import { secondsOf, type Keys } from "../../clouds/issuer/keys.ts";

const BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export type AuthorityOptions = {
  readonly world: World;
  /** Its `propagating` counts down. */
  readonly settings: Mutable<Settings>;
  /** Keys that sign access tokens. */
  readonly keys: Keys;
  /** Whose assertions the federated credentials without an issuer of their own are for. */
  readonly issuer: () => string;
  readonly issuerKeys: JSONWebKeySet;
};

export const authorityService = (options: AuthorityOptions): Serving => ({
  service: "authority",
  caller: ({ body }) => Promise.resolve({ principal: new URLSearchParams(body).get("client_id"), roles: [] }),
  denied: (asked) =>
    entraError(
      { code: 7000215, error: "invalid_client", message: "Invalid client assertion provided." },
      asked,
      options.world.now(),
    ),
  throttled: () =>
    json(429, { error: "temporarily_unavailable", error_description: "AADSTS90055: Server overloaded." }),
  answer: (asked) => answer(options, asked),
});

async function answer(options: AuthorityOptions, asked: Asked): Promise<Answer> {
  const { tenantId } = options.world.estate;
  const [, tenant = "", ...rest] = asked.path.split("/");
  const place = rest.join("/");
  const refuse = (error: EntraError): Answer => entraError(error, asked, options.world.now());
  if (tenant.toLowerCase() !== tenantId) {
    const message = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`;
    return refuse({ code: 90002, error: place.startsWith("v2.0/") ? "invalid_tenant" : "invalid_request", message });
  }
  if (asked.method === "GET" && place === "v2.0/.well-known/openid-configuration")
    return discovery(asked.origin, tenantId);
  if (asked.method === "GET" && place === "discovery/v2.0/keys")
    return json(200, { keys: options.keys.jwks.keys.map((key) => ({ ...key }) as { [name: string]: string }) });
  if (asked.method !== "POST" || place !== "oauth2/v2.0/token") return json(404, {});
  const granted = await grant(options, new URLSearchParams(asked.body));
  return "code" in granted ? refuse(granted) : token(options, granted);
}

const discovery = (origin: string, tenantId: string): Answer =>
  json(200, {
    token_endpoint: `${origin}/${tenantId}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `${origin}/${tenantId}/v2.0`,
    authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
    tenant_region_scope: "EU",
  });

type Granted = { readonly signIn: SignIn; readonly audience: string; readonly isGraph: boolean };

async function grant(
  { world: { estate, now }, settings, issuer, issuerKeys }: AuthorityOptions,
  form: URLSearchParams,
): Promise<Granted | EntraError> {
  const client = form.get("client_id") ?? "";
  const signIn = estate.signIns.find(({ clientId }) => clientId === client.toLowerCase());
  if (signIn === undefined) {
    const message = `Application with identifier '${client}' was not found in the directory '${estate.tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`;
    return { code: 700016, error: "unauthorized_client", message };
  }
  if (form.get("grant_type") !== "client_credentials")
    return {
      code: 70003,
      error: "unsupported_grant_type",
      message: `The app requested an unsupported grant type '${form.get("grant_type")}'.`,
    };
  const assertion = form.get("client_assertion");
  if (assertion === null || form.get("client_assertion_type") !== BEARER)
    return {
      code: 7000218,
      error: "invalid_client",
      message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    };
  const [, resource = ""] = /^(.+)\/\.default$/.exec(form.get("scope")?.split(" ")[0] ?? "") ?? [];
  const apis = Object.values(AUDIENCES);
  const isGraph = apis.some(({ graph }) => graph === resource);
  if (!isGraph && !apis.some(({ arm }) => arm === resource))
    return {
      code: 500011,
      error: "invalid_resource",
      message: `The resource principal named ${resource} was not found in the tenant named ${estate.tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    };
  if (settings.propagating > 0) {
    settings.propagating -= 1;
    const { subject = "", audience = EXCHANGE_AUDIENCE } = signIn.federated[0] ?? {};
    const message = `No matching federated identity record found for presented assertion. Assertion Issuer: '${issuer()}'. Assertion Subject: '${subject}'. Assertion Audience: '${audience}'. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation`;
    return { code: 70021, error: "invalid_request", message };
  }
  const wrong = await judgeAssertion(assertion, signIn, { issuer: issuer(), jwks: issuerKeys, now: now() });
  return wrong ?? { signIn, audience: resource, isGraph };
}

/** https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference, of an app in version 1.0. */
async function token({ world, keys }: AuthorityOptions, { signIn, audience, isGraph }: Granted): Promise<Answer> {
  const { estate, settings, now } = world;
  const issued = secondsOf(now());
  const issuer = `https://sts.windows.net/${estate.tenantId}/`;
  const access = await keys.sign(
    {
      aud: audience,
      iss: issuer,
      iat: issued,
      nbf: issued,
      exp: issued + settings.tokenSeconds,
      appid: signIn.clientId,
      appidacr: "2",
      idp: issuer,
      idtyp: "app",
      oid: signIn.objectId,
      sub: signIn.objectId,
      tid: estate.tenantId,
      uti: randomUUID(),
      ver: "1.0",
      ...(isGraph && signIn.permissions.length > 0 ? { roles: signIn.permissions } : {}),
    },
    "RS256",
  );
  const lasts = settings.tokenSeconds;
  return json(200, { token_type: "Bearer", expires_in: lasts, ext_expires_in: lasts, access_token: access });
}
