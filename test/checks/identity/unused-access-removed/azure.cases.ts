// Cases of the check that access which nobody uses is removed: people of an Entra tenant. Asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://learn.microsoft.com/en-us/graph/api/resources/user and resources/signinactivity, the last sign-in cut to the week
const user = (members: Members = {}): Json => ({
  id: "8477fe12-bbc6-479f-89ff-ac2f954d2988",
  accountEnabled: true,
  userType: "Member",
  createdDateTime: "2024-10-16T08:00:00.000Z",
  LastSuccessfulSignInWeek: "2026-08-31T00:00:00.000Z",
  ...members,
});

const UNDATED = { id: "8477fe12-bbc6-479f-89ff-ac2f954d2988", accountEnabled: true, userType: "Member" };

export const cases: Cases = {
  "entra Tidemark::Entra::UserActivity": {
    cases: [
      {
        name: "a person who signed in this week",
        slice: user(),
        expect: "pass",
        because: "the last sign-in to the account, counted in whole weeks, is not longer ago than allowed",
        facts: { signedInInWeekOf: "2026-08-31T00:00:00.000Z", from: "2024-10-16T08:00:00.000Z" },
      },
      {
        name: "a person who last signed in in May",
        slice: user({ LastSuccessfulSignInWeek: "2026-05-25T00:00:00.000Z" }),
        expect: "fail",
        because: "the last sign-in to the account is longer ago than allowed",
      },
      // Graph leaves signInActivity out: https://learn.microsoft.com/en-us/entra/identity/monitoring-health/howto-manage-inactive-user-accounts
      {
        name: "a person who never signed in, of 2024",
        slice: user({ LastSuccessfulSignInWeek: null }),
        expect: "fail",
        because: "nobody has signed in to the account, and it is older than allowed for that",
        facts: { signedInInWeekOf: null, from: "2024-10-16T08:00:00.000Z" },
      },
      {
        name: "a guest who was invited last week",
        slice: user({ userType: "Guest", LastSuccessfulSignInWeek: null, createdDateTime: "2026-08-24T09:30:00Z" }),
        expect: "pass",
        because: "nobody has signed in to the account, and it is new enough for that",
      },
      {
        name: "a guest who last signed in in spring",
        slice: user({ userType: "Guest", LastSuccessfulSignInWeek: "2026-04-13T00:00:00.000Z" }),
        expect: "fail",
      },
      {
        name: "a disabled account",
        slice: user({ accountEnabled: false, LastSuccessfulSignInWeek: "2025-01-06T00:00:00.000Z" }),
        expect: "not-applicable",
        because: "the account is disabled (accountEnabled is false)",
      },
      {
        name: "an account that may be disabled",
        slice: user({ accountEnabled: null, LastSuccessfulSignInWeek: "2025-01-06T00:00:00.000Z" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      // createdDateTime is null for accounts of before June 2018: https://learn.microsoft.com/en-us/graph/api/resources/user
      {
        name: "an account of before June 2018 that is in use",
        slice: user({ createdDateTime: null }),
        expect: "pass",
        facts: {
          signedInInWeekOf: "2026-08-31T00:00:00.000Z",
          from: null,
          madeBefore: "2018-06-01T00:00:00.000Z",
        },
      },
      {
        name: "an account of before June 2018 that was last used in May",
        slice: user({ createdDateTime: null, LastSuccessfulSignInWeek: "2026-05-25T00:00:00.000Z" }),
        expect: "fail",
      },
      {
        name: "an account of before June 2018 that was never used",
        slice: user({ createdDateTime: null, LastSuccessfulSignInWeek: null }),
        expect: "fail",
        because: "nobody has signed in to the account, and it is older than allowed for that",
        facts: { signedInInWeekOf: null, from: null, madeBefore: "2018-06-01T00:00:00.000Z" },
      },
      {
        name: "an account of before June 2018 that was never used, and is disabled",
        slice: user({ accountEnabled: false, createdDateTime: null, LastSuccessfulSignInWeek: null }),
        expect: "not-applicable",
      },
      {
        name: "an account of unknown age that was last used in May: its use shows that it is no newer",
        slice: { ...UNDATED, LastSuccessfulSignInWeek: "2026-05-25T00:00:00.000Z" },
        expect: "fail",
      },
      {
        name: "an account of unknown age that was never used",
        slice: { ...UNDATED, LastSuccessfulSignInWeek: null },
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { signedInInWeekOf: null, from: null },
      },
      {
        name: "an account with a zero of the clock as its date that was never used",
        slice: user({ createdDateTime: "0001-01-01T00:00:00Z", LastSuccessfulSignInWeek: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer with attempts, and without the last success",
        slice: {
          id: "8477fe12-bbc6-479f-89ff-ac2f954d2988",
          accountEnabled: true,
          createdDateTime: "2024-10-16T08:00:00Z",
        },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a zero of the clock is no sign-in",
        slice: user({ LastSuccessfulSignInWeek: "0001-01-01T00:00:00Z" }),
        expect: "fail",
        facts: { signedInInWeekOf: null, from: "2024-10-16T08:00:00.000Z" },
      },
      {
        name: "a longer time, where the company allows it",
        slice: user({ LastSuccessfulSignInWeek: "2026-05-25T00:00:00.000Z" }),
        parameters: { days: 120 },
        expect: "pass",
      },
      { name: "a sign-in that is no date", slice: user({ LastSuccessfulSignInWeek: "May" }), expect: "indeterminate" },
    ],
  },
};
