// The way from a role in AWS to an answer of Resource Manager, without a secret: each step is proved by signatures.
import { execFile } from "node:child_process";
import { getCACertificates } from "node:tls";
import { promisify } from "node:util";
import type { ClientAssertionCredential } from "@azure/identity";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { COLLECTOR, startAzure, type Azure } from "../../../support/azure/azure.ts";
import { PRODUCTION, READER, TENANT } from "../../../support/azure/estate/sample/names.ts";
import { AUDIENCES } from "../../../support/azure/identity/clouds.ts";
import { armOf, assertionFrom, credentialOf, get, graphOf } from "./clients.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startAzure();
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.faults.clear();
  azure.log.clear();
  azure.settings.propagating = 0;
});

const SUBSCRIPTIONS = "/subscriptions?api-version=2022-12-01";
const ARM = `${AUDIENCES.public.arm}/.default`;

test("a token of STS becomes a token of Entra, and that lists subscriptions", async () => {
  const { status, body } = await get(armOf(azure), SUBSCRIPTIONS);
  expect(status).toBe("200");
  expect(body.value?.map((subscription) => subscription["subscriptionId"])).toContain(PRODUCTION);
  const { requests } = azure.log;
  expect(requests.map(({ service }) => service)).toEqual(expect.arrayContaining(["sts", "authority", "arm"]));
  expect(requests.at(-1)).toMatchObject({
    service: "arm",
    method: "GET",
    path: "/subscriptions",
    query: "api-version=2022-12-01",
    status: 200,
    principal: READER.objectId,
  });
});

test("the issuer publishes where its keys are, and MSAL reads Entra's own page", async () => {
  const discovery = (await (await fetch(`${azure.issuer}/.well-known/openid-configuration`)).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  expect(discovery.issuer).toBe(azure.issuer);
  const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as { keys: { alg: string; d?: string }[] };
  expect(keys.map(({ alg, d }) => [alg, d])).toEqual([
    ["RS256", undefined],
    ["ES384", undefined],
  ]);
});

/** The code that Entra refuses an assertion with. */
async function refused(credential: ClientAssertionCredential): Promise<string> {
  const failed: unknown = await credential.getToken(ARM).catch((error: unknown) => error);
  return /AADSTS\d+/.exec(String(failed))?.[0] ?? `no refusal: ${String(failed)}`;
}

const assertion = (make: () => Promise<string>): ClientAssertionCredential => credentialOf(azure, { assertion: make });

describe("Entra refuses an assertion", () => {
  test.each([
    ["that STS signed by ES384", () => assertionFrom(azure, "ES384"), "AADSTS5002738"],
    [
      "whose subject differs in case",
      () => azure.assertion({ sub: "arn:aws:iam::111122223333:role/Tidemark-Collector" }),
      "AADSTS7002138",
    ],
    ["of another role", () => azure.assertion({ sub: "arn:aws:iam::111122223333:role/other" }), "AADSTS700213"],
    ["for another audience", () => azure.assertion({ aud: "sts.amazonaws.com" }), "AADSTS700212"],
    ["of another issuer", () => azure.assertion({ iss: "https://other.tokens.sts.global.api.aws" }), "AADSTS700211"],
    ["that ran out", () => azure.assertion({ iat: 1_700_000_000, exp: 1_700_000_300 }), "AADSTS700024"],
    ["whose claims were changed after signing", async () => tampered(await azure.assertion()), "AADSTS50027"],
    ["that is none", () => Promise.resolve("none"), "AADSTS50027"],
  ])("%s", async (_, make, code) => {
    expect(await refused(assertion(make))).toBe(code);
  });

  test("of an application or for a tenant that it does not know", async () => {
    expect(await refused(credentialOf(azure, { clientId: "00000000-0000-4000-8000-000000000000" }))).toBe(
      "AADSTS700016",
    );
    const failed: unknown = await credentialOf(azure, { tenant: "00000000-0000-4000-8000-000000000000" })
      .getToken(ARM)
      .catch((error: unknown) => error);
    expect(String(failed)).toMatch(/invalid_tenant|AADSTS90002|endpoints_resolution_error/);
  });
});

/** The same signature under claims that last longer. */
function tampered(jwt: string): string {
  const [header, claims = "", signature] = jwt.split(".");
  const changed = { ...(JSON.parse(Buffer.from(claims, "base64url").toString()) as object), exp: 4_000_000_000 };
  return [header, Buffer.from(JSON.stringify(changed)).toString("base64url"), signature].join(".");
}

test("a new credential is not known everywhere at once", async () => {
  azure.settings.propagating = 2;
  const once = (): ClientAssertionCredential => credentialOf(azure);
  expect(await refused(once())).toBe("AADSTS70021");
  expect(await refused(once())).toBe("AADSTS70021");
  expect((await once().getToken(ARM)).token).toMatch(/^ey/);
});

test.each([
  ["OutboundWebIdentityFederationDisabled", "OutboundWebIdentityFederationDisabledException"],
  ["SessionDurationEscalation", "SessionDurationEscalationException"],
  ["JWTPayloadSizeExceeded", "JWTPayloadSizeExceededException"],
  ["AccessDenied", "AccessDenied"],
] as const)("STS refuses a token: %s", async (refusal, name) => {
  const lift = azure.refuseTokens(refusal);
  await expect(assertionFrom(azure)).rejects.toMatchObject({ name });
  lift();
  await expect(assertionFrom(azure)).resolves.toMatch(/^ey/);
});

test("a token opens the API that it is for, and no other", async () => {
  const credential = credentialOf(azure);
  const { token } = await credential.getToken(ARM);
  const graph = await fetch(`${azure.graph}/v1.0/organization`, { headers: { authorization: `Bearer ${token}` } });
  expect([graph.status, ((await graph.json()) as { error: { code: string } }).error.code]).toEqual([
    401,
    "InvalidAuthenticationToken",
  ]);
  const arm = await fetch(`${azure.arm}${SUBSCRIPTIONS}`);
  expect(arm.status).toBe(401);
  const own = await azure.assertion({ aud: AUDIENCES.public.arm });
  expect((await fetch(`${azure.arm}${SUBSCRIPTIONS}`, { headers: { authorization: `Bearer ${own}` } })).status).toBe(
    401,
  );
  expect((await get(graphOf(azure, credential), "/v1.0/organization")).body.value).toMatchObject([{ id: TENANT }]);
});

test("a token for one cloud opens no API of another", async () => {
  const government = await startAzure({ cloud: "usgov" });
  const status = async (audience: string): Promise<number> => {
    const { token } = await credentialOf(government).getToken(`${audience}/.default`);
    return (await fetch(`${government.arm}${SUBSCRIPTIONS}`, { headers: { authorization: `Bearer ${token}` } })).status;
  };
  expect([await status(AUDIENCES.usgov.arm), await status(AUDIENCES.public.arm)]).toEqual([200, 401]);
  await government.stop();
});

test("a child process trusts the servers by its environment, and this one still trusts all others", async () => {
  const script = `fetch("${azure.issuer}/.well-known/jwks.json").then(({ status }) => console.log(status), ({ cause }) => console.log(cause.code))`;
  const run = async (env: NodeJS.ProcessEnv): Promise<string> =>
    (await promisify(execFile)(process.execPath, ["--eval", script], { env })).stdout.trim();
  expect(await run({ ...process.env, ...azure.env })).toBe("200");
  expect(await run({ ...process.env, NODE_EXTRA_CA_CERTS: "" })).toMatch(
    /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/,
  );
  expect(getCACertificates("default").length).toBeGreaterThan(1);
});

test("other actions of STS go on to the server behind it", async () => {
  const behind = await startAzure();
  const front = await startAzure({ upstream: behind.sts });
  const body = "Action=GetCallerIdentity&Version=2011-06-15";
  const answer = await fetch(front.sts, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
  });
  expect(await answer.text()).toContain(`<Account>${COLLECTOR.account}</Account>`);
  expect(behind.log.of("sts")).toMatchObject([{ method: "POST", body, status: 200 }]);
  await Promise.all([front.stop(), behind.stop()]);
});
