// Cases of the check that access which nobody uses is removed: keys of service accounts. Asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";

const email = "deploy@shop-prod.iam.gserviceaccount.com";
const uniqueId = "100000000000000000001";
const KEY_ID = "a1b2c3";

const key = (members: Members = {}): Json => ({
  name: `projects/shop-prod/serviceAccounts/${email}/keys/${KEY_ID}`,
  AssetName: `//iam.googleapis.com/projects/1/serviceAccounts/${uniqueId}/keys/${KEY_ID}`,
  keyType: "USER_MANAGED",
  keyOrigin: "GOOGLE_PROVIDED",
  validAfterTime: "2025-08-01T17:35:07Z",
  validBeforeTime: "9999-12-31T23:59:59Z",
  ...members,
});

/** Policy Analyzer observed until Sunday, 30 August 2026. */
const activity = (members: Members = {}): Json => ({
  KeyId: KEY_ID,
  Accounts: [email, uniqueId],
  LastAuthenticatedWeek: "2026-08-24T00:00:00.000Z",
  ObservedFromWeek: "2026-03-02T00:00:00.000Z",
  ObservedUntilWeek: "2026-08-24T00:00:00.000Z",
  ...members,
});
const inMay = { LastAuthenticatedWeek: "2026-05-25T00:00:00.000Z" };
const never = { LastAuthenticatedWeek: null };
const enabled = { accounts: { rows: [{ email, uniqueId }] } };
const told = (members: Members = {}): { readonly [relation: string]: RelatedRows } => ({
  activities: { rows: [activity(members)] },
  ...enabled,
});
const denied: RelatedRows = {
  rows: [],
  complete: false,
  problem: {
    code: "denied",
    detail: "policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query (PERMISSION_DENIED)",
  },
};
const from = "2025-08-01T17:35:07.000Z";

export const cases: Cases = {
  "gcp iam.googleapis.com/ServiceAccountKey": {
    cases: [
      {
        name: "a key that was used last week",
        slice: key(),
        related: told(),
        expect: "pass",
        because: "the last observed use of the key, counted in whole weeks, is not longer ago than allowed",
        facts: { usedInWeekOf: "2026-08-24T00:00:00.000Z", from },
      },
      {
        name: "a key that was last used in May",
        slice: key(),
        related: told(inMay),
        expect: "fail",
        because: "the last observed use of the key is longer ago than allowed",
        facts: { usedInWeekOf: "2026-05-25T00:00:00.000Z", from },
      },
      {
        name: "a key that was never used while it was observed",
        slice: key(),
        related: told(never),
        expect: "fail",
        because: "no use of the key was observed, and the key is older than allowed for that",
        facts: { usedInWeekOf: null, from },
      },
      // The days before a key had its first use are not days without use.
      {
        name: "a key of August that was never used",
        slice: key({ validAfterTime: "2026-08-10T17:35:07Z" }),
        related: told(never),
        expect: "pass",
        because: "the key is not known to have been used, and it is new enough for that",
      },
      {
        name: "a key that was never used, and was observed for five weeks",
        slice: key(),
        related: told({ ...never, ObservedFromWeek: "2026-07-20T00:00:00.000Z" }),
        expect: "indeterminate",
        because: "the activity of the key was observed for a shorter time than the check asks about",
      },
      // 45 days and the week of its beginning: 6 July is too late, 29 June is not.
      {
        name: "a key that was never used, and was observed for as long as the check asks about but a day",
        slice: key(),
        related: told({ ...never, ObservedFromWeek: "2026-07-06T00:00:00.000Z" }),
        expect: "indeterminate",
      },
      {
        name: "a key that was never used, and was observed a week longer",
        slice: key(),
        related: told({ ...never, ObservedFromWeek: "2026-06-29T00:00:00.000Z" }),
        expect: "fail",
      },
      // Asked in September, 45 days after the week of 6 July. Nothing was observed since 16 August.
      {
        name: "a key that may have been used since it was last observed",
        slice: key(),
        related: told({
          LastAuthenticatedWeek: "2026-07-06T00:00:00.000Z",
          ObservedUntilWeek: "2026-08-10T00:00:00.000Z",
        }),
        expect: "pass",
      },
      {
        name: "a key that was observed until it was too long unused",
        slice: key(),
        related: told({
          LastAuthenticatedWeek: "2026-06-29T00:00:00.000Z",
          ObservedUntilWeek: "2026-08-24T00:00:00.000Z",
        }),
        expect: "fail",
      },
      {
        name: "a key of which Policy Analyzer has no entry",
        slice: key(),
        related: { activities: { rows: [] }, ...enabled },
        expect: "indeterminate",
        because: "the activities of Policy Analyzer have no entry for the key",
      },
      {
        name: "a new key of which Policy Analyzer has no entry yet",
        slice: key({ validAfterTime: "2026-08-31T12:00:00Z" }),
        related: { activities: { rows: [] }, ...enabled },
        expect: "pass",
      },
      // A person may upload the same key for two service accounts: both have its id.
      {
        name: "the same key of another service account is in use",
        slice: key(),
        related: {
          activities: { rows: [activity({ Accounts: ["other@shop-prod.iam.gserviceaccount.com"] })] },
          ...enabled,
        },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a key whose account the activity names by its id alone",
        slice: key(),
        related: told({ ...inMay, Accounts: [uniqueId] }),
        expect: "fail",
      },
      {
        name: "a key that only its asset names",
        slice: key({ name: null }),
        related: told(inMay),
        expect: "fail",
      },
      {
        name: "activities that were not read",
        slice: key(),
        related: { activities: denied, ...enabled },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "an unused key of a disabled account",
        slice: key(),
        related: { ...told(inMay), accounts: { rows: [{ email, uniqueId, disabled: true }] } },
        expect: "not-applicable",
        because: "the key's service account is disabled",
      },
      {
        name: "an unused key whose account was not read",
        slice: key(),
        related: {
          ...told(inMay),
          accounts: { rows: [], complete: false, problem: { code: "denied", detail: "iam.serviceAccounts.list" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "an unused key whose end is no date",
        slice: key({ validBeforeTime: "never" }),
        related: told(inMay),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "a disabled key", slice: key({ disabled: true }), expect: "not-applicable" },
      {
        name: "a key that has ended",
        slice: key({ validBeforeTime: "2026-08-01T00:00:00Z" }),
        expect: "not-applicable",
        because: "the key has expired (validBeforeTime)",
      },
      {
        name: "a key that Google keeps",
        slice: key({ keyType: "SYSTEM_MANAGED" }),
        expect: "not-applicable",
        because: "Google keeps the key, and nobody signs in with it",
      },
      ...["", null, "KEY_TYPE_UNSPECIFIED"].map((keyType): Case => ({
        name: `a key of which nobody knows who keeps it: ${JSON.stringify(keyType)}`,
        slice: key({ keyType }),
        expect: "indeterminate",
      })),
      {
        name: "a use whose date is no date",
        slice: key(),
        related: told({ LastAuthenticatedWeek: "last week" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an unused key of which nobody says until when it was observed",
        slice: key(),
        related: told({ ...inMay, ObservedUntilWeek: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a key without a use and without a start",
        slice: key({ validAfterTime: null }),
        related: told(never),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a company that allows a year",
        slice: key(),
        related: told(inMay),
        parameters: { days: 365 },
        expect: "pass",
      },
      {
        name: "a key without a name",
        slice: { keyType: "USER_MANAGED" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
