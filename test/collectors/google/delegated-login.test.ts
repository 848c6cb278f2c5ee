// Signs in to Google Workspace in an administrator's name at the test servers, and is refused in every way.
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { remedy } from "../../../audit/standing/remedy.ts";
import { CLOUD_SCOPES, DIRECTORY_SCOPES } from "../../../collectors/google/apis.ts";
import { delegatedLogin } from "../../../collectors/google/client/delegated-login.ts";
import type { GoogleLogin } from "../../../collectors/google/client/login.ts";
import { CallFailed } from "../../../collectors/live/call.ts";
import { sampleEstate } from "../../support/google/estate/sample/index.ts";
import { ADMINISTRATOR, CUSTOMER, READER, SECURITY } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { call, callsOf, loginOf, startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
  google.estate.serviceAccounts = sampleEstate().serviceAccounts;
});

const delegated = (subject = ADMINISTRATOR, clock: () => number = Date.now): GoogleLogin =>
  delegatedLogin(loginOf(), { serviceAccount: READER, subject }, clock);

const USERS = `/admin/directory/v1/users?customer=${CUSTOMER}&maxResults=5`;

test("the Directory API is asked in the administrator's name, and Google Cloud in the service account's", async () => {
  const calls = callsOf(delegated());
  const users = [];
  for await (const page of calls.pages(call("directory", USERS))) users.push(...(page["users"] as object[]));
  expect(users).toEqual(google.estate.users);
  await calls.get(call("resourcemanager", "/v3/projects:search"));
  expect(google.log.of("directory").map(({ principal }) => principal)).toEqual([ADMINISTRATOR, ADMINISTRATOR]);
  expect(google.log.of("resourcemanager").map(({ principal }) => principal)).toEqual([READER]);
  expect(google.log.of("oauth")).toHaveLength(1);
});

test("the service account signs who it acts for, for the scopes of the Directory alone", async () => {
  await delegated().headers(DIRECTORY_SCOPES);
  const [signed] = google.log.of("credentials").filter(({ path }) => path.endsWith(":signJwt"));
  const { payload } = JSON.parse(signed?.body ?? "") as { payload: string };
  const { iat, exp, ...claims } = JSON.parse(payload) as { iat: number; exp: number };
  expect(claims).toEqual({
    iss: READER,
    sub: ADMINISTRATOR,
    scope: DIRECTORY_SCOPES.join(" "),
    aud: "https://oauth2.googleapis.com/token",
  });
  expect(exp - iat).toBe(300);
});

test("a token is kept until shortly before it ends", async () => {
  let now = Date.now();
  const login = delegated(ADMINISTRATOR, () => now);
  const first = await login.headers(DIRECTORY_SCOPES);
  now += 3599_000 - 300_000 - 1;
  expect((await login.headers(DIRECTORY_SCOPES)).get("authorization")).toBe(first.get("authorization"));
  now += 2;
  expect((await login.headers(DIRECTORY_SCOPES)).get("authorization")).not.toBe(first.get("authorization"));
  expect(google.log.of("oauth")).toHaveLength(2);
});

test("requests in the administrator's name count against the same project", async () => {
  expect((await delegated().headers(DIRECTORY_SCOPES)).get("x-goog-user-project")).toBe(SECURITY.projectId);
});

test("a refused delegation is asked for again by the next call", async () => {
  const login = delegated();
  const lift = google.faults.deny({ service: "oauth" });
  await expect(login.headers(DIRECTORY_SCOPES)).rejects.toBeInstanceOf(CallFailed);
  lift();
  expect((await login.headers(DIRECTORY_SCOPES)).get("authorization")).toMatch(/^Bearer ya29\./);
});

const setUp: Readonly<Record<string, () => void>> = {
  "the organization delegates other scopes": () => account({ delegated: [...CLOUD_SCOPES] }),
  "the service account may not sign": () => account({ signs: false }),
  "nothing is wrong": () => undefined,
};
const account = (members: object): void => {
  google.estate.serviceAccounts = google.estate.serviceAccounts.map((each) => ({ ...each, ...members }));
};

test.each([
  [
    "the organization delegates other scopes",
    ADMINISTRATOR,
    "Google issued no token (delegation_not_authorized)",
    "domain-wide delegation",
  ],
  [
    "the service account may not sign",
    ADMINISTRATOR,
    "the service account of Google Cloud did not sign for the administrator (IAM_PERMISSION_DENIED)",
    "grant the service account roles/iam.serviceAccountTokenCreator on itself",
  ],
  [
    "nothing is wrong",
    "nobody@northlight.example",
    "Google issued no token (delegated_user_unknown)",
    "correct the administrator",
  ],
])("refused where %s, for %s", async (what, subject, detail, fix) => {
  setUp[what]?.();
  const login = delegated(subject);
  const failed: unknown = await login.headers(DIRECTORY_SCOPES).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(CallFailed);
  const { problem } = failed as CallFailed;
  expect(problem).toEqual({ code: "denied", detail });
  expect(remedy(problem, [])).toContain(fix);
  expect(inspect(failed, { depth: Infinity })).not.toContain(subject);
});
