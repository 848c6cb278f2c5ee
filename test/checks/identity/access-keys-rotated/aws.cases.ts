// Cases of the check that access keys are rotated: IAM. The question is asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const row = (members: Members = {}): Json => ({
  ArnReference: `person:${"a".repeat(64)}`,
  PasswordEnabled: false,
  MfaActive: false,
  AccessKey1Active: true,
  AccessKey1LastRotated: "2026-08-01T09:00:00.000Z",
  AccessKey2Active: false,
  AccessKey2LastRotated: "N/A",
  ...members,
});

export const cases: Cases = {
  "aws Tidemark::IAM::CredentialReportRow": {
    cases: [
      {
        name: "a key that was rotated a month ago",
        slice: row(),
        expect: "pass",
        facts: { accessKey1: "2026-08-01T09:00:00.000Z", accessKey2: null },
      },
      {
        name: "a key that was made three years ago and never rotated",
        slice: row({ AccessKey1LastRotated: "2023-02-03T04:05:06.000Z" }),
        expect: "fail",
        because: "an active access key of the user is older than allowed",
        facts: { accessKey1: "2023-02-03T04:05:06.000Z", accessKey2: null },
      },
      {
        name: "a key as old as allowed",
        slice: row({ AccessKey1LastRotated: "2026-06-03T06:00:00.000Z" }),
        expect: "pass",
      },
      {
        name: "a key a millisecond older than allowed",
        slice: row({ AccessKey1LastRotated: "2026-06-03T05:59:59.999Z" }),
        expect: "fail",
      },
      // The new key is in use, the old one was never taken away.
      {
        name: "a new key beside an old one that is active still",
        slice: row({ AccessKey2Active: true, AccessKey2LastRotated: "2025-01-01T00:00:00.000Z" }),
        expect: "fail",
        facts: { accessKey1: "2026-08-01T09:00:00.000Z", accessKey2: "2025-01-01T00:00:00.000Z" },
      },
      {
        name: "an old key that is inactive",
        slice: row({ AccessKey2LastRotated: "2025-01-01T00:00:00.000Z" }),
        expect: "pass",
        facts: { accessKey1: "2026-08-01T09:00:00.000Z", accessKey2: null },
      },
      {
        name: "no active key",
        slice: row({ AccessKey1Active: false, AccessKey1LastRotated: "2023-02-03T04:05:06.000Z" }),
        expect: "not-applicable",
        facts: {},
      },
      {
        name: "root with an old key",
        slice: row({ User: "<root_account>", AccessKey1LastRotated: "2019-02-03T04:05:06+00:00" }),
        expect: "fail",
        facts: { accessKey1: "2019-02-03T04:05:06.000Z", accessKey2: null },
      },
      {
        name: "a company that allows a year",
        slice: row({ AccessKey1LastRotated: "2025-12-01T00:00:00.000Z" }),
        parameters: { maxAgeDays: 365 },
        expect: "pass",
      },
      {
        name: "a company that allows a week",
        slice: row(),
        parameters: { maxAgeDays: 7 },
        expect: "fail",
      },
      {
        name: "an active key without a date",
        slice: row({ AccessKey1LastRotated: "N/A" }),
        expect: "indeterminate",
        problem: "contradictory",
        because: "an active access key has no date of its last rotation",
      },
      {
        name: "an active key whose date is none",
        slice: row({ AccessKey1LastRotated: "no_information" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
        facts: { accessKey1: null, accessKey2: null },
      },
      {
        name: "a date in the future",
        slice: row({ AccessKey1LastRotated: "2026-09-01T06:00:00.001Z" }),
        expect: "indeterminate",
        problem: "contradictory",
        because: "the date of a key lies in the future",
      },
      {
        name: "an old key decides although the other's date is none",
        slice: row({
          AccessKey1LastRotated: "soon",
          AccessKey2Active: true,
          AccessKey2LastRotated: "2025-01-01T00:00:00Z",
        }),
        expect: "fail",
      },
      {
        name: "an old key decides although nothing is said of the other",
        slice: row({ AccessKey1LastRotated: "2025-01-01T00:00:00.000Z", AccessKey2Active: "not_supported" }),
        expect: "fail",
      },
      {
        name: "a new key, and no word on the other",
        slice: row({ AccessKey2Active: "no_information" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a report without dates",
        slice: { AccessKey1Active: true, AccessKey2Active: false },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
