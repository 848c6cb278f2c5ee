// Cases of the check that databases are backed up: tables of DynamoDB.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const slice: Json = { TableName: "orders" };
const told = (members: Members): { readonly backups: RelatedRows } => ({
  backups: { rows: [{ TableName: "orders", ...members }] },
});
const on = { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 35 };
const off = { PointInTimeRecoveryStatus: "DISABLED" };

export const cases: Cases = {
  "aws AWS::DynamoDB::Table": {
    never: { "not-applicable": "each table has this setting" },
    cases: [
      // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html
      {
        name: "recovery that is on, as documented",
        slice,
        related: told(on),
        expect: "pass",
        because: "the table can be restored to any moment of as many days as required",
        facts: { pointInTimeRecovery: "ENABLED", recoveryDays: 35 },
      },
      {
        name: "recovery that is off, as documented",
        slice,
        related: told(off),
        expect: "fail",
        because: "point-in-time recovery is off (PointInTimeRecoveryStatus is DISABLED)",
        facts: { pointInTimeRecovery: "DISABLED", recoveryDays: null },
      },
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
      {
        name: "a period that is shorter, as documented",
        slice,
        related: told({ ...on, RecoveryPeriodInDays: 1 }),
        expect: "fail",
        because: "the table can be restored to a moment of fewer days than required",
      },
      {
        name: "a period of exactly as many days",
        slice,
        related: told({ ...on, RecoveryPeriodInDays: 7 }),
        expect: "pass",
      },
      {
        name: "a period that is shorter than a company requires",
        slice,
        related: told(on),
        parameters: { days: 35 },
        expect: "pass",
      },
      {
        name: "recovery that is off, where no moment is required",
        slice,
        related: told(off),
        parameters: { requirePointInTime: false },
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "no days in the answer",
        slice,
        related: told({ PointInTimeRecoveryStatus: "ENABLED" }),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks RecoveryPeriodInDays of the table",
      },
      {
        name: "no status in the answer",
        slice,
        related: told({}),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a status that is not known",
        slice,
        related: told({ PointInTimeRecoveryStatus: "PAUSED" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "the answer of another table alone",
        slice,
        related: { backups: { rows: [{ TableName: "carts", ...on }] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "recovery not read",
        slice,
        related: { backups: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
    ],
  },
};
