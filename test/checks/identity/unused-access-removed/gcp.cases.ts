// Cases of the check that access which nobody uses is removed: people of a Workspace customer. Asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://developers.google.com/workspace/admin/directory/reference/rest/v1/users, the last sign-in cut to the week
const user = (members: Members = {}): Json => ({
  id: "163289553235019884458",
  suspended: false,
  archived: false,
  creationTime: "2024-11-12T09:00:00.000Z",
  LastLoginWeek: "2026-08-31T00:00:00.000Z",
  ...members,
});

export const cases: Cases = {
  "workspace Tidemark::Workspace::UserActivity": {
    cases: [
      {
        name: "a person who signed in this week",
        slice: user(),
        expect: "pass",
        facts: { signedInInWeekOf: "2026-08-31T00:00:00.000Z", from: "2024-11-12T09:00:00.000Z" },
      },
      {
        name: "a person who last signed in in May",
        slice: user({ LastLoginWeek: "2026-05-25T00:00:00.000Z" }),
        expect: "fail",
        because: "the last sign-in to the account is longer ago than allowed",
      },
      {
        name: "a person who never signed in: the clock is at zero",
        slice: user({ LastLoginWeek: "1970-01-01T00:00:00.000Z" }),
        expect: "fail",
        because: "nobody has signed in to the account, and it is older than allowed for that",
        facts: { signedInInWeekOf: null, from: "2024-11-12T09:00:00.000Z" },
      },
      {
        name: "a person who never signed in, of last week",
        slice: user({ LastLoginWeek: "1970-01-01T00:00:00.000Z", creationTime: "2026-08-27T09:00:00.000Z" }),
        expect: "pass",
      },
      {
        name: "a suspended user",
        slice: user({ suspended: true, LastLoginWeek: "2026-02-23T00:00:00.000Z" }),
        expect: "not-applicable",
        because: "the person is suspended or archived",
      },
      {
        name: "an archived user",
        slice: user({ archived: true, LastLoginWeek: "2026-02-23T00:00:00.000Z" }),
        expect: "not-applicable",
      },
      {
        name: "an answer that does not say when",
        slice: { id: "163289553235019884458", suspended: false, creationTime: "2024-11-12T09:00:00.000Z" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a user who never signed in and has no date of creation",
        slice: user({ LastLoginWeek: "1970-01-01T00:00:00.000Z", creationTime: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a user in use without a date of creation",
        slice: user({ creationTime: null }),
        expect: "pass",
      },
      {
        name: "a sign-in in the future",
        slice: user({ LastLoginWeek: "2027-01-04T00:00:00.000Z" }),
        expect: "indeterminate",
        problem: "contradictory",
      },
    ],
  },
};
