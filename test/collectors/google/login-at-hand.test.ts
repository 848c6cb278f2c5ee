// Signs in by application default credentials, as a person on a workstation or as nobody.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { remedy } from "../../../audit/standing/remedy.ts";
import { CLOUD_SCOPES } from "../../../collectors/google/apis.ts";
import { loginAtHand } from "../../../collectors/google/client/login-at-hand.ts";
import { CallFailed, NoCredentials } from "../../../collectors/live/call.ts";
import { principalOf } from "../../../collectors/principal.ts";
import { sampleEstate } from "../../support/google/estate/sample/index.ts";
import { PRODUCTION } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { call, callsOf, startHere } from "../../support/google/reading.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

let google: Google;
const [person] = sampleEstate().people;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.log.clear();
  google.estate.people = sampleEstate().people;
  // Where gcloud keeps what it knows: a directory of this machine is none of the test's.
  process.env["CLOUDSDK_CONFIG"] = temporaryDirectory();
});
afterEach(() => {
  delete process.env["GOOGLE_APPLICATION_CREDENTIALS"];
});

/** As `gcloud auth application-default login` writes it. */
function signIn(members: object = {}): void {
  const file = join(temporaryDirectory(), "application_default_credentials.json");
  const { clientId, refreshToken } = person!;
  const credentials = {
    type: "authorized_user",
    client_id: clientId,
    client_secret: "example",
    refresh_token: refreshToken,
    quota_project_id: "northlight-security",
    ...members,
  };
  writeFileSync(file, JSON.stringify(credentials));
  process.env["GOOGLE_APPLICATION_CREDENTIALS"] = file;
}

test("a person reads, and is named by the id of the account", async () => {
  signIn();
  const calls = callsOf(loginAtHand(null));
  expect(await calls.get(call("resourcemanager", `/v3/${PRODUCTION.name}`))).toMatchObject({
    projectId: PRODUCTION.projectId,
  });
  const principal = await calls.principal();
  expect(principal).toBe(person?.sub);
  // Records hold a reference in its place, as for every person.
  expect(principalOf(principal, () => "person:reference")).toBe("person:reference");
});

test("the quota project of the config comes before that of the credentials", async () => {
  signIn();
  const quota = async (project: string | null): Promise<string | null> =>
    (await loginAtHand(project).headers(CLOUD_SCOPES)).get("x-goog-user-project");
  expect([await quota(null), await quota(PRODUCTION.projectId)]).toEqual(["northlight-security", PRODUCTION.projectId]);
});

test("a person whose login asked for no identity has no name", async () => {
  signIn();
  google.estate.people = [{ ...person!, scopes: CLOUD_SCOPES }];
  await expect(loginAtHand(null).principal()).rejects.toMatchObject({
    problem: { code: "denied", detail: "the token of Google names no account id" },
  });
});

test("who signs in after a first attempt is signed in", async () => {
  const login = loginAtHand(null);
  await expect(login.headers(CLOUD_SCOPES)).rejects.toBeInstanceOf(NoCredentials);
  signIn();
  expect((await login.headers(CLOUD_SCOPES)).get("authorization")).toMatch(/^Bearer ya29\./);
});

test("the deadline ends the question who reads", async () => {
  signIn();
  google.faults.delay({ service: "oauth" }, 2_000);
  const calls = callsOf(loginAtHand(null), { signal: AbortSignal.timeout(200) });
  const began = performance.now();
  await expect(calls.principal()).rejects.toMatchObject({
    problem: { code: "unavailable", detail: "sign-in failed with TimeoutError" },
  });
  expect(performance.now() - began).toBeLessThan(1_500);
  google.faults.clear();
});

test("a login that ran out is refused, with the command that renews it", async () => {
  signIn({ refresh_token: "1//withdrawn" });
  const failed: unknown = await loginAtHand(null)
    .headers(CLOUD_SCOPES)
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(CallFailed);
  const { problem } = failed as CallFailed;
  expect(problem).toEqual({ code: "denied", detail: "Google issued no token (invalid_grant)" });
  expect(remedy(problem, [])).toContain("gcloud auth application-default login");
});

test.each([
  ["there are no credentials", null],
  ["the file of the credentials is gone", "/nowhere/credentials.json"],
])("nobody is signed in where %s", async (_, file) => {
  if (file !== null) process.env["GOOGLE_APPLICATION_CREDENTIALS"] = file;
  await expect(loginAtHand(null).headers(CLOUD_SCOPES)).rejects.toBeInstanceOf(NoCredentials);
  await expect(loginAtHand(null).principal()).rejects.toBeInstanceOf(NoCredentials);
});
