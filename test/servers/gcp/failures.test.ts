// Failures of Google's APIs as causes: each by its code, with the permission or the API that it names, and without its words.
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { remedy } from "../../../audit/standing/remedy.ts";
import { CLOUD_SCOPES } from "../../../collectors/google/apis.ts";
import { CallFailed } from "../../../collectors/live/call.ts";
import { onFailedCall, type FailedCall } from "../../../collectors/live/failed-calls.ts";
import type { Answer } from "../../support/clouds/wire/asked.ts";
import { CLOSED, HOME_READER, ORGANIZATION, PRODUCTION } from "../../support/google/estate/sample/names.ts";
import { errorInfo, googleError, oldError, permissionDenied } from "../../support/google/identity/google-error.ts";
import type { Google } from "../../support/google/google.ts";
import { call, callsOf, loginOf, startHere } from "../../support/google/reading.ts";

let google: Google;
const told: FailedCall[] = [];
beforeAll(async () => {
  google = await startHere();
  onFailedCall((failed) => told.push(failed));
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.settings.off = [];
  told.length = 0;
});

const ACTION = "cloudasset.assets.listResource";
const ASSETS = `/v1/${ORGANIZATION}/assets?contentType=RESOURCE`;

async function failed(
  calls = callsOf(),
  path = ASSETS,
  api: "cloudasset" | "compute" = "cloudasset",
): Promise<CallFailed> {
  const error: unknown = await calls.get(call(api, path, { action: ACTION })).catch((each: unknown) => each);
  if (error instanceof CallFailed) return error;
  throw new Error(`found no failure: ${String(error)}`);
}

/** Names a person, which no cause may. */
const WORDS = "The caller amelie.brandt@northlight.example may not read northlight-cohorts.";

const perimeter = googleError("PERMISSION_DENIED", `Request is prohibited by organization's policy. ${WORDS}`, [
  errorInfo("SECURITY_POLICY_VIOLATED", { uid: "Ab1", consumer: "projects/1" }),
]);
const off = oldError(403, "accessNotConfigured", `Compute Engine API has not been used. ${WORDS}`, "usageLimits");

const CASES: readonly (readonly [what: string, answer: Answer, code: string, detail: string])[] = [
  [
    "a permission in the details",
    permissionDenied("cloudasset.assets.listIamPolicy", ORGANIZATION),
    "denied",
    "cloudasset.assets.listIamPolicy (IAM_PERMISSION_DENIED)",
  ],
  [
    "a permission in the words",
    oldError(403, "forbidden", `Required 'compute.firewalls.list' permission. ${WORDS}`),
    "denied",
    "compute.firewalls.list (forbidden)",
  ],
  [
    "a bucket's words",
    oldError(403, "forbidden", `x does not have storage.buckets.list access. ${WORDS}`),
    "denied",
    "storage.buckets.list (forbidden)",
  ],
  ["no permission", googleError("PERMISSION_DENIED", WORDS), "denied", `${ACTION} (PERMISSION_DENIED)`],
  [
    "a scope that the token lacks",
    googleError("PERMISSION_DENIED", WORDS, [errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT", {})]),
    "denied",
    `${ACTION} (ACCESS_TOKEN_SCOPE_INSUFFICIENT)`,
  ],
  ["a service perimeter", perimeter, "denied", `${ACTION} (SECURITY_POLICY_VIOLATED, service perimeter)`],
  ["an API that is off, in the older shape", off, "disabled", `${ACTION} failed with accessNotConfigured`],
  [
    "the words of an argument",
    googleError("INVALID_ARGUMENT", WORDS),
    "unavailable",
    `${ACTION} failed with INVALID_ARGUMENT`,
  ],
  ["what is not there", googleError("NOT_FOUND", WORDS), "unavailable", `${ACTION} failed with NOT_FOUND`],
  [
    "a token that ran out",
    googleError("UNAUTHENTICATED", WORDS),
    "unavailable",
    `${ACTION} failed with UNAUTHENTICATED`,
  ],
  [
    "a quota of a day",
    oldError(403, "quotaExceeded", WORDS, "usageLimits"),
    "throttled",
    `${ACTION} failed with quotaExceeded`,
  ],
  ["an error of the service", googleError("INTERNAL", WORDS), "unavailable", `${ACTION} failed with INTERNAL`],
  [
    "a page in the place of an error",
    { status: 502, body: `<html>${WORDS}</html>` },
    "unavailable",
    `${ACTION} failed with HTTP 502`,
  ],
  [
    "a code that is free text",
    { status: 400, body: JSON.stringify({ error: { status: WORDS } }) },
    "unavailable",
    `${ACTION} failed with HTTP 400`,
  ],
  [
    "a permission that is free text",
    googleError("PERMISSION_DENIED", WORDS, [errorInfo("IAM_PERMISSION_DENIED", { permission: WORDS })]),
    "denied",
    `${ACTION} (IAM_PERMISSION_DENIED)`,
  ],
  ["an answer that is no JSON", { status: 200, body: WORDS }, "unexpected-shape", `the answer to ${ACTION} is no JSON`],
];

test.each(CASES)("%s", async (_, answer, code, detail) => {
  google.faults.answer({ service: "cloudasset" }, answer);
  const error = await failed();
  expect(error.problem).toEqual({ code, detail });
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain("amelie");
});

test("the words are for those who look for a fault", async () => {
  google.faults.answer({ service: "cloudasset" }, googleError("INVALID_ARGUMENT", WORDS));
  await failed();
  expect(told).toEqual([{ action: ACTION, error: new Error(`HTTP 400 INVALID_ARGUMENT: ${WORDS}`) }]);
});

describe("a remedy hangs on", () => {
  test("the API that is off", async () => {
    google.settings.off = ["cloudasset"];
    const { problem } = await failed();
    expect(problem).toEqual({
      code: "disabled",
      detail: `${ACTION} failed with SERVICE_DISABLED (cloudasset.googleapis.com in projects/558100220033)`,
    });
    expect(remedy(problem, [])).toBe(
      "turn on the API in projects/558100220033: gcloud services enable cloudasset.googleapis.com",
    );
  });

  test("the permission that is lacking", async () => {
    const { problem } = await failed(callsOf(loginOf({ serviceAccount: HOME_READER })));
    expect(problem).toEqual({ code: "denied", detail: `${ACTION} (IAM_PERMISSION_DENIED)` });
    expect(remedy(problem, [])).toContain(`bind a role that has ${ACTION} to the identity that reads`);
  });

  test("the service perimeter", async () => {
    google.faults.answer({ service: "cloudasset" }, perimeter);
    const { problem } = await failed();
    expect(remedy(problem, [])).toBe(`have the service perimeter allow ${ACTION} for the identity that reads`);
  });

  test("the project that the caller may not use", async () => {
    google.estate.grants = google.estate.grants.map((grant) =>
      grant.principal === HOME_READER ? { ...grant, permissions: ["cloudasset.*"] } : grant,
    );
    const { problem } = await failed(callsOf(loginOf({ serviceAccount: HOME_READER })));
    expect(problem).toEqual({ code: "denied", detail: `${ACTION} (USER_PROJECT_DENIED)` });
  });
});

test("no token and no assertion is in any failure, nor in what is told of it", async () => {
  const assertions: string[] = [];
  const token = async (audience: string): Promise<string> => {
    assertions.push(await google.assertion(audience));
    return assertions.at(-1) ?? "";
  };
  const errors: unknown[] = [];
  const fail = async (hinder: () => void, login = loginOf({ token })): Promise<void> => {
    google.faults.clear();
    hinder();
    errors.push(await failed(callsOf(login)));
    // The headers of a library are part of its errors: the failure of the sign-in itself is looked through as well.
    errors.push(await login.headers(CLOUD_SCOPES).catch((error: unknown) => error));
  };
  for (const service of ["exchange", "credentials", "cloudasset"] as const) {
    await fail(() => google.faults.deny({ service }));
    await fail(() => google.faults.cut({ service }, Infinity));
    await fail(() => google.faults.answer({ service }, { status: 500, body: "no JSON" }));
  }
  await fail(() => undefined, loginOf({ token, serviceAccount: CLOSED }));
  await fail(() =>
    google.faults.answer({ service: "cloudasset" }, ({ headers }) =>
      googleError("INVALID_ARGUMENT", headers["authorization"] ?? ""),
    ),
  );
  const seeded = [...assertions, ...google.tokens.all, "ya29.", "eyJ"];
  expect(assertions.length).toBeGreaterThan(5);
  const text = inspect([errors.filter((error) => error instanceof Error), told], { depth: Infinity, showHidden: true });
  expect(text).toContain("CallFailed");
  expect(text).toContain("HTTP 400 INVALID_ARGUMENT: Bearer [redacted]");
  expect(seeded.filter((seed) => text.includes(seed))).toEqual([]);
});

test("a project named by its path is no part of a cause either", async () => {
  const { problem } = await failed(callsOf(), `/compute/v1/projects/${PRODUCTION.projectId}/global/nothing`, "compute");
  expect(problem).toEqual({ code: "unavailable", detail: `${ACTION} failed with notFound` });
});
