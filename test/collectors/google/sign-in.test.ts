// The way from a role in AWS to an answer of Cloud Asset, without a secret: each step is proved by signatures.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { remedy } from "../../../audit/standing/remedy.ts";
import { CLOUD_SCOPES, DIRECTORY_SCOPES } from "../../../collectors/google/apis.ts";
import { signedRequestLogin, type GoogleLogin } from "../../../collectors/google/client/login.ts";
import { CallFailed, NoCredentials } from "../../../collectors/live/call.ts";
import type { OtherClaims } from "../../support/clouds/issuer/web-identity.ts";
import { sampleEstate } from "../../support/google/estate/sample/index.ts";
import {
  CLOSED,
  ORGANIZATION,
  PROVIDER,
  READER,
  SECURITY,
  SIGNED_PROVIDER,
} from "../../support/google/estate/sample/names.ts";
import { AWS_KEYS, type Google } from "../../support/google/google.ts";
import { call, callsOf, loginOf, startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
  const { providers, serviceAccounts } = sampleEstate();
  Object.assign(google.estate, { providers, serviceAccounts });
  google.settings.off = [];
});

const AUDIENCE = `//iam.googleapis.com/${PROVIDER}`;
const assertion = (other: OtherClaims & { readonly algorithm?: "RS256" | "ES384" } = {}): Promise<string> =>
  google.assertion(AUDIENCE, other);

/** The cause with which a sign-in ends. */
async function causeOf(login: GoogleLogin): Promise<{ readonly code: string; readonly detail: string }> {
  const failed: unknown = await login.headers(CLOUD_SCOPES).catch((error: unknown) => error);
  if (failed instanceof CallFailed) return failed.problem;
  throw new Error(`found no refusal: ${String(failed)}`);
}

test("a token of AWS becomes one of the service account, and that lists assets", async () => {
  const calls = callsOf();
  const answer = await calls.get(call("cloudasset", `/v1/${ORGANIZATION}/assets?contentType=RESOURCE`));
  expect(answer).toMatchObject({
    assets: expect.arrayContaining([expect.objectContaining({ name: expect.any(String) })]),
  });
  expect(google.log.requests.map(({ service, status, principal }) => [service, status, principal])).toEqual([
    ["sts", 200, AWS_KEYS.accessKeyId],
    ["exchange", 200, null],
    ["credentials", 200, expect.stringMatching(/^principal:.*:role\/tidemark-collector$/)],
    ["cloudasset", 200, READER],
  ]);
  expect(await calls.principal()).toBe(READER);
});

test("requests count against the project that the config names", async () => {
  const headers = await loginOf().headers(CLOUD_SCOPES);
  expect(headers.get("x-goog-user-project")).toBe(SECURITY.projectId);
});

test("each set of scopes has a client of its own, which asks once and for no other scope", async () => {
  const login = loginOf();
  for (const scopes of [CLOUD_SCOPES, DIRECTORY_SCOPES, CLOUD_SCOPES, DIRECTORY_SCOPES]) await login.headers(scopes);
  const asked = google.log.of("credentials").map(({ body }) => (JSON.parse(body) as { scope: string[] }).scope);
  expect(asked).toEqual([[...CLOUD_SCOPES], [...DIRECTORY_SCOPES]]);
  const ofDirectory = await login.headers(DIRECTORY_SCOPES);
  const refused = await fetch(`${google.urls["cloudasset"]}/v1/${ORGANIZATION}/assets`, { headers: ofDirectory });
  expect([refused.status, JSON.stringify(await refused.json())]).toEqual([
    403,
    expect.stringContaining("ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
  ]);
});

test("calls at once share one sign-in", async () => {
  const login = loginOf();
  await Promise.all([login.headers(CLOUD_SCOPES), login.headers(CLOUD_SCOPES), login.headers(CLOUD_SCOPES)]);
  expect(google.log.of("exchange")).toHaveLength(1);
});

const LONG = `arn:aws:iam::111122223333:role/${"tidemark-collector-".repeat(6)}`;

describe("the workload identity pool refuses a token", () => {
  test.each([
    ["that ES384 signed", () => assertion({ algorithm: "ES384" }), "invalid_grant"],
    ["whose claims were changed after signing", async () => tampered(await assertion()), "invalid_grant"],
    ["that is none", () => Promise.resolve("none"), "invalid_grant"],
    ["for another audience", () => google.assertion("api://AzureADTokenExchange"), "audience_mismatch"],
    ["of another issuer", () => assertion({ iss: "https://other.tokens.sts.global.api.aws" }), "issuer_mismatch"],
    ["that ran out", () => assertion({ iat: 1_700_000_000, exp: 1_700_000_300 }), "token_expired"],
    ["of another role", () => assertion({ sub: "arn:aws:iam::111122223333:role/other" }), "attribute_condition"],
    [
      "whose subject differs in case",
      () => assertion({ sub: "arn:aws:iam::111122223333:role/Tidemark-Collector" }),
      "attribute_condition",
    ],
    ["whose subject is longer than 127 bytes", () => assertion({ sub: LONG }), "subject_over_127_bytes"],
  ])("%s", async (_, token, code) => {
    const problem = await causeOf(loginOf({ token }));
    expect(problem).toEqual({ code: "denied", detail: `Google issued no token (${code})` });
    expect(remedy(problem, [])).not.toContain("look up the error code");
  });

  test("of another function of the same role", async () => {
    google.estate.providers = google.estate.providers.map((each) =>
      each.condition === null
        ? each
        : {
            ...each,
            condition: { ...each.condition, function: "arn:aws:lambda:eu-central-1:111122223333:function:other" },
          },
    );
    expect((await causeOf(loginOf())).detail).toBe("Google issued no token (attribute_condition)");
  });

  test.each(["DISABLED", "DELETED"] as const)("after it was %s", async (state) => {
    google.estate.providers = google.estate.providers.map((each) => ({ ...each, state }));
    const problem = await causeOf(loginOf());
    expect(problem).toEqual({ code: "denied", detail: "Google issued no token (invalid_target)" });
    expect(remedy(problem, [])).toContain("create or enable the workload identity pool");
  });

  test("for a provider that is named by the id of its project", async () => {
    const provider = PROVIDER.replace("558100220033", SECURITY.projectId);
    expect((await causeOf(loginOf({ provider }))).detail).toBe("Google issued no token (invalid_request)");
  });
});

/** The same signature under claims that last longer. */
function tampered(jwt: string): string {
  const [header, claims = "", signature] = jwt.split(".");
  const changed = { ...(JSON.parse(Buffer.from(claims, "base64url").toString()) as object), exp: 4_000_000_000 };
  return [header, Buffer.from(JSON.stringify(changed)).toString("base64url"), signature].join(".");
}

describe("the service account", () => {
  test("gives no token to a role that may not act as it", async () => {
    const problem = await causeOf(loginOf({ serviceAccount: CLOSED }));
    expect(problem).toEqual({
      code: "denied",
      detail: "the service account of Google Cloud gave no token (IAM_PERMISSION_DENIED)",
    });
    expect(remedy(problem, [])).toContain("roles/iam.workloadIdentityUser");
  });

  test("is not there", async () => {
    const problem = await causeOf(loginOf({ serviceAccount: "gone@northlight-security.iam.gserviceaccount.com" }));
    expect(problem.detail).toBe("the service account of Google Cloud gave no token (NOT_FOUND)");
    expect(remedy(problem, [])).toContain("correct the service account");
  });

  test("lies in a project in which the API that gives tokens is off", async () => {
    google.settings.off = ["credentials"];
    const problem = await causeOf(loginOf());
    expect(problem).toEqual({
      code: "disabled",
      detail:
        "iam.serviceAccounts.getAccessToken failed with SERVICE_DISABLED (iamcredentials.googleapis.com in projects/558100220033)",
    });
    expect(remedy(problem, [])).toContain("gcloud services enable iamcredentials.googleapis.com");
  });
});

test.each(["OutboundWebIdentityFederationDisabled", "SessionDurationEscalation", "AccessDenied"] as const)(
  "AWS issues no token: %s",
  async (refusal) => {
    const lift = google.refuseTokens(refusal);
    const problem = await causeOf(loginOf());
    lift();
    expect(problem).toEqual({
      code: "denied",
      detail:
        refusal === "AccessDenied"
          ? "sts:GetWebIdentityToken (AccessDenied)"
          : `AWS issued no workload token (${refusal})`,
    });
    expect(google.log.of("exchange")).toEqual([]);
  },
);

test("a refused sign-in is tried again by the next call", async () => {
  const login = loginOf();
  const lift = google.faults.deny({ service: "exchange" });
  await causeOf(login);
  lift();
  expect((await login.headers(CLOUD_SCOPES)).get("authorization")).toMatch(/^Bearer ya29\./);
});

test("a sign-in that nobody answers is unavailable, and one too many is throttled", async () => {
  const lift = google.faults.cut({ service: "exchange" }, Infinity);
  expect(await causeOf(loginOf())).toMatchObject({ code: "unavailable" });
  lift();
  google.faults.throttle({ service: "credentials" }, { times: Infinity });
  expect(await causeOf(loginOf())).toMatchObject({ code: "throttled" });
});

describe("a request that the role signed", () => {
  const access = { provider: SIGNED_PROVIDER, serviceAccount: READER, quotaProject: null };

  test("is as good as a token", async () => {
    const headers = await signedRequestLogin(access, "eu-central-1").headers(CLOUD_SCOPES);
    expect(google.tokens.of(headers.get("authorization")?.slice("Bearer ".length) ?? "")).toMatchObject({
      principal: READER,
      scopes: CLOUD_SCOPES,
    });
    expect(google.log.of("sts")).toEqual([]);
  });

  test("is made by nobody where AWS has no credentials", async () => {
    const before = { ...process.env };
    delete process.env["AWS_ACCESS_KEY_ID"];
    const nowhere = {
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
      AWS_CONFIG_FILE: "/nowhere",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    Object.assign(process.env, nowhere);
    const headers = signedRequestLogin(access, "eu-central-1").headers(CLOUD_SCOPES);
    await expect(headers).rejects.toBeInstanceOf(NoCredentials);
    for (const name of Object.keys(nowhere)) delete process.env[name];
    Object.assign(process.env, before);
  });

  test("is refused if another key signed it, or for another provider", async () => {
    process.env["AWS_SECRET_ACCESS_KEY"] = "another";
    const problem = await causeOf(signedRequestLogin(access, "eu-central-1"));
    process.env["AWS_SECRET_ACCESS_KEY"] = AWS_KEYS.secretAccessKey;
    expect(problem.detail).toBe("Google issued no token (invalid_grant)");
    const other = signedRequestLogin({ ...access, provider: PROVIDER }, "eu-central-1");
    expect((await causeOf(other)).detail).toBe("Google issued no token (invalid_request)");
  });
});
