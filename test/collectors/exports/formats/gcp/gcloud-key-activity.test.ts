// Last uses of keys of service accounts: cut to the week, by project, and no use told apart from an unreadable one.
import { expect, test } from "vitest";
import { bodyOf, readExport, refusal } from "../../fixture.ts";

const project = "projects/481516234201";
const TYPE = "Tidemark::IAM::ServiceAccountKeyActivity";
const declared = { format: "gcloud-key-activity", scope: `gcp/${project}`, types: [TYPE] };
const read = (answer: unknown): ReturnType<typeof readExport> => readExport(declared, answer, [`${TYPE}@global`]);

const EMAIL = "deploy@nl-prod.iam.gserviceaccount.com";
const NAME = `//iam.googleapis.com/projects/nl-prod/serviceAccounts/${EMAIL}/keys/a1b2`;
// https://docs.cloud.google.com/policy-intelligence/docs/activity-analyzer-service-account-authentication
const entry = (activity: object = {}, members: object = {}): object => ({
  activity: {
    lastAuthenticatedTime: "2026-08-27T07:00:00Z",
    serviceAccountKey: {
      fullResourceName: NAME,
      projectNumber: "481516234201",
      serviceAccountId: "104000000000000000011",
    },
    ...activity,
  },
  activityType: "serviceAccountKeyLastAuthentication",
  fullResourceName: NAME,
  observationPeriod: { startTime: "2026-03-04T08:00:00Z", endTime: "2026-08-30T07:00:00Z" },
  ...members,
});

test("the week of the last use, and those of the observation, and no day", async () => {
  const outcome = await read([entry()]);
  expect(outcome.items).toMatchObject([
    { key: `tidemark:gcp/${encodeURIComponent(project)}/${encodeURIComponent(`key-activity/${EMAIL}/a1b2`)}` },
  ]);
  expect(bodyOf(outcome)).toEqual({
    KeyId: "a1b2",
    Accounts: [EMAIL, "104000000000000000011"],
    LastAuthenticatedWeek: "2026-08-24T00:00:00.000Z",
    ObservedFromWeek: "2026-03-02T00:00:00.000Z",
    ObservedUntilWeek: "2026-08-24T00:00:00.000Z",
  });
  expect(JSON.stringify(outcome.items)).not.toContain("2026-08-27");
});

test("a key that was not used has no week, and a time that is none stays as it is", async () => {
  expect(bodyOf(await read([entry({ lastAuthenticatedTime: undefined })]))).toMatchObject({
    LastAuthenticatedWeek: null,
  });
  expect(bodyOf(await read([entry({ lastAuthenticatedTime: "soon" })]))).toMatchObject({
    LastAuthenticatedWeek: "soon",
  });
  expect(bodyOf(await read([entry({ serviceAccountKey: null }, { observationPeriod: null })]))).toMatchObject({
    Accounts: [EMAIL],
    ObservedFromWeek: null,
    ObservedUntilWeek: null,
  });
});

test("no key is an answer", async () => {
  expect((await read([])).unit(`${TYPE}@global`)).toMatchObject({ complete: true, listed: 0 });
});

test("another answer is refused, and one of another project", async () => {
  for (const answer of [
    {},
    [{}],
    [entry({}, { fullResourceName: "//iam.googleapis.com/projects/nl-prod" })],
    [entry({}, { activityType: "serviceAccountLastAuthentication" })],
  ])
    expect(await refusal(read(answer))).toContain("found another answer");
  const other = { serviceAccountKey: { projectNumber: "1" } };
  expect(await refusal(read([entry(other)]))).toContain("the activity of a key of another project");
});
