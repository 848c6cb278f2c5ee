// Checks the sheet Reconciliation: our counts add up by unit, and a second count stands beside its unit, also where we have nothing.
import { expect, test } from "vitest";
import { reconciliationSheet } from "../../../../audit/handover/workbook/reconciliation-sheet.ts";
import { homeOf } from "../../../../cli/places/home.ts";
import { withReport } from "../../../../cli/report/make-report.ts";
import { windowOf } from "../../../../cli/times/window.ts";
import { lateCorrections } from "../../../support/ledger/late-corrections.ts";
import { A, B, BUCKETS } from "../../../support/ledger/observed-cloud.ts";

test("counts of second sources stand beside ours, with their difference and time", async () => {
  const home = await lateCorrections();
  home.writeTrust();
  const time = "2026-09-10T06:01:00.000Z";
  const counted = (scope: string, unit: string, listed: number, expected: number) => ({
    scope,
    unit,
    listed,
    expected,
    time,
  });
  const ours = await withReport(
    { home: homeOf(home.root), window: (sealed) => ({ ...windowOf({}, sealed), isInstant: false }) },
    (made) => {
      const secondCounts = [counted(A, BUCKETS, 11, 12), counted(B, "AWS::KMS::Key@eu-central-1", 0, 2)];
      const report = { ...made.report, reading: { ...made.report.reading, secondCounts } };
      return Promise.resolve(reconciliationSheet({ ...made, report }).rows.map((row) => row.slice(0, 8)));
    },
  );
  // All twelve buckets but the one that was removed.
  expect(ours).toContainEqual([A, "AWS::S3::Bucket", "eu-central-1", 11, 11, 12, Date.parse(time), 1]);
  expect(ours).toContainEqual([B, "AWS::KMS::Key", "eu-central-1", 0, 0, 2, Date.parse(time), 2]);
  expect(ours).toContainEqual([B, "AWS::S3::Bucket", "eu-central-1", 1, null, null, null, null]);
});
