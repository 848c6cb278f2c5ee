// Defines what a workbook is made from: a report whose controls list their items, and the rows, documents and ledger of that report.
import type { Ledger } from "../../../ledger/read/ledger.ts";
import type { Report } from "../../report/report.ts";
import type { PolicyTimes } from "../../tables/policy/policy-times.ts";
import type { Rows } from "../../tables/rows.ts";

export type WorkbookFrom = {
  readonly report: Report;
  readonly ledger: Ledger;
  readonly rows: Rows;
  readonly policy: PolicyTimes;
};
