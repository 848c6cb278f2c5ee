// Cases of the check that access which nobody uses is removed: IAM users. The question is asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// As the report has it, with last uses cut to the week: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
const row = (members: Members = {}): Json => ({
  User: `person:${"a".repeat(64)}`,
  UserCreationTime: "2024-03-12T08:05:44.000Z",
  PasswordEnabled: true,
  PasswordLastChanged: "2024-03-12T08:05:44.000Z",
  PasswordLastUsedWeek: "2026-08-24T00:00:00.000Z",
  AccessKey1Active: false,
  AccessKey1LastRotated: "N/A",
  AccessKey1LastUsedWeek: "N/A",
  AccessKey2Active: false,
  AccessKey2LastRotated: "N/A",
  AccessKey2LastUsedWeek: "N/A",
  ...members,
});

/** A program: a key and no password. */
const program = (members: Members = {}): Json =>
  row({
    PasswordEnabled: false,
    PasswordLastChanged: "N/A",
    PasswordLastUsedWeek: "N/A",
    AccessKey1Active: true,
    AccessKey1LastRotated: "2025-02-17T10:00:00.000Z",
    AccessKey1LastUsedWeek: "2026-08-31T00:00:00.000Z",
    ...members,
  });

const UNUSED = "the user has a password or active access key that is unused for longer than allowed";

export const cases: Cases = {
  "aws Tidemark::IAM::UserActivity": {
    cases: [
      {
        name: "a password that was used last week",
        slice: row(),
        expect: "pass",
        because: "no password or active access key of the user is unused for longer than allowed",
        facts: { password: { usedInWeekOf: "2026-08-24T00:00:00.000Z", from: "2024-03-12T08:05:44.000Z" } },
      },
      {
        name: "a password that was last used in spring",
        slice: row({ PasswordLastUsedWeek: "2026-04-13T00:00:00.000Z" }),
        expect: "fail",
        because: UNUSED,
        facts: { password: { usedInWeekOf: "2026-04-13T00:00:00.000Z", from: "2024-03-12T08:05:44.000Z" } },
      },
      // The week of 13 July ended 43 days before: a use on its last day was within 45 days.
      {
        name: "a week of use that ended within the days, though it began before them",
        slice: row({ PasswordLastUsedWeek: "2026-07-13T00:00:00.000Z" }),
        expect: "pass",
      },
      {
        name: "as of the last instant at which that week counts",
        slice: row({ PasswordLastUsedWeek: "2026-07-13T00:00:00.000Z" }),
        asOf: "2026-09-03T00:00:00.000Z",
        expect: "pass",
      },
      {
        name: "as of a millisecond later",
        slice: row({ PasswordLastUsedWeek: "2026-07-13T00:00:00.000Z" }),
        asOf: "2026-09-03T00:00:00.001Z",
        expect: "fail",
      },
      {
        name: "a password that nobody ever used, two years old",
        slice: row({ PasswordLastUsedWeek: "no_information" }),
        expect: "fail",
        because: UNUSED,
        facts: { password: { usedInWeekOf: null, from: "2024-03-12T08:05:44.000Z" } },
      },
      {
        name: "a new user who has not signed in yet",
        slice: row({
          UserCreationTime: "2026-08-20T08:00:00.000Z",
          PasswordLastChanged: "2026-08-20T08:00:00.000Z",
          PasswordLastUsedWeek: "no_information",
        }),
        expect: "pass",
      },
      {
        name: "a new user, where no grace is given",
        slice: row({
          UserCreationTime: "2026-08-20T08:00:00.000Z",
          PasswordLastChanged: "2026-08-20T08:00:00.000Z",
          PasswordLastUsedWeek: "no_information",
        }),
        parameters: { graceDays: 7 },
        expect: "fail",
      },
      {
        name: "an old user whose password was set anew last week, and not used since",
        slice: row({
          PasswordLastChanged: "2026-08-26T08:00:00.000Z",
          PasswordLastUsedWeek: "2026-03-02T00:00:00.000Z",
        }),
        expect: "pass",
      },
      // Where there is no password, N/A stands for its last use: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
      {
        name: "no password and no key",
        slice: program({ AccessKey1Active: false }),
        expect: "not-applicable",
        because: "the user has neither a password nor an active access key",
        facts: {},
      },
      { name: "a key that was used this week", slice: program(), expect: "pass" },
      {
        name: "a key that was last used in 2025",
        slice: program({ AccessKey1LastUsedWeek: "2025-03-03T00:00:00.000Z" }),
        expect: "fail",
        facts: { accessKey1: { usedInWeekOf: "2025-03-03T00:00:00.000Z", from: "2025-02-17T10:00:00.000Z" } },
      },
      {
        name: "a key that was never used",
        slice: program({ AccessKey1LastUsedWeek: "N/A" }),
        expect: "fail",
        facts: { accessKey1: { usedInWeekOf: null, from: "2025-02-17T10:00:00.000Z" } },
      },
      {
        name: "a key of last week that was not used yet",
        slice: program({ AccessKey1LastRotated: "2026-08-27T10:00:00.000Z", AccessKey1LastUsedWeek: "N/A" }),
        expect: "pass",
      },
      {
        name: "an old key that is inactive",
        slice: program({
          AccessKey2Active: false,
          AccessKey2LastRotated: "2024-01-01T00:00:00.000Z",
          AccessKey2LastUsedWeek: "2024-02-05T00:00:00.000Z",
        }),
        expect: "pass",
        facts: { accessKey1: { usedInWeekOf: "2026-08-31T00:00:00.000Z", from: "2025-02-17T10:00:00.000Z" } },
      },
      {
        name: "a second key that nobody uses, beside one that is in use",
        slice: program({
          AccessKey2Active: true,
          AccessKey2LastRotated: "2024-01-01T00:00:00.000Z",
          AccessKey2LastUsedWeek: "N/A",
        }),
        expect: "fail",
        facts: {
          accessKey1: { usedInWeekOf: "2026-08-31T00:00:00.000Z", from: "2025-02-17T10:00:00.000Z" },
          accessKey2: { usedInWeekOf: null, from: "2024-01-01T00:00:00.000Z" },
        },
      },
      {
        name: "a password in use, and a key that is not",
        slice: row({
          AccessKey1Active: true,
          AccessKey1LastRotated: "2024-03-12T08:05:44.000Z",
          AccessKey1LastUsedWeek: "2024-04-01T00:00:00.000Z",
        }),
        expect: "fail",
      },
      {
        name: "root, whose password the report does not tell",
        slice: row({
          User: "<root_account>",
          PasswordEnabled: "not_supported",
          PasswordLastUsedWeek: "no_information",
        }),
        expect: "not-applicable",
        because: "the root user is no user of IAM, and is not judged by this check",
      },
      {
        name: "root with a password that was used in 2024",
        slice: row({ User: "<root_account>", PasswordLastUsedWeek: "2024-03-11T00:00:00.000Z" }),
        expect: "not-applicable",
      },
      {
        name: "an unused key beside a password of which nothing is said",
        slice: program({ PasswordEnabled: "no_information", AccessKey1LastUsedWeek: "N/A" }),
        expect: "fail",
      },
      {
        name: "a key in use beside a password of which nothing is said",
        slice: program({ PasswordEnabled: "no_information" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an active key without a date of its making, never used",
        slice: program({ AccessKey1LastRotated: "N/A", AccessKey1LastUsedWeek: "N/A" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an active key without a date of its making, in use",
        slice: program({ AccessKey1LastRotated: "N/A" }),
        expect: "pass",
      },
      {
        name: "a last use that is no date",
        slice: row({ PasswordLastUsedWeek: "yesterday" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a last use in the future",
        slice: row({ PasswordLastUsedWeek: "2026-09-07T00:00:00.000Z" }),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a week that began after the slot, in a run that was late",
        slice: row({ PasswordLastUsedWeek: "2026-08-31T00:00:00.000Z" }),
        asOf: "2026-08-30T23:00:00.000Z",
        expect: "pass",
      },
      {
        name: "a report without the last use",
        slice: { User: `person:${"a".repeat(64)}`, PasswordEnabled: true },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
