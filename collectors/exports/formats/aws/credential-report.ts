// Reads the file of an IAM credential report: one line a user, and the only place that tells of the root user.
import { parse } from "csv-parse/sync";
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import {
  ACCOUNT,
  activityFact,
  REPORT_HEADER,
  REPORT_ROW,
  ROOT,
  accountFact,
  accountOf,
  hasRoot,
  isRoot,
  partitionOfRow,
  rootlessAccountFact,
  rowFact,
  USER_ACTIVITY,
  type ReportFact,
  type Row,
} from "../../../aws/answers/credential-report.ts";
import { readFileBytes } from "../../json/file-bytes.ts";
import { globalRegion, scopeId, type ExportFile, type Format } from "../format.ts";
import { InputError } from "../../input-error.ts";
import type { Intake } from "../../intake.ts";
import { findEncodingFault, refuseOtherEncoding } from "../../json/text-encoding.ts";
import type { Item } from "../../../port.ts";

const ACCOUNT_UNIT = unitOf(ACCOUNT, "global");
const ROW_UNIT = unitOf(REPORT_ROW, "global");
const ACTIVITY_UNIT = unitOf(USER_ACTIVITY, "global");
type Line = { readonly line: number; readonly row: Row };

/**
 * The decoded CSV of GetCredentialReport. It has no end mark: a file cut between two lines is only seen by its size, where
 * the manifest has it. The root user's line comes first. Where the partition has root users, a report without one is not
 * complete; where it has none, the report tells so of the account by its users' ARNs.
 */
export const credentialReport: Format = {
  provider: "aws",
  lane: "aws-credential-report",
  scopeId: /^\d{12}$/,
  types: [ACCOUNT, REPORT_ROW, USER_ACTIVITY],
  regional: false,
  atomic: true,
  // IAM makes a new report at most every four hours; its data time says which one this is.
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "no-answer",
  async read(file, intake, people) {
    const { rows, cut } = await readRows(file);
    for (const { line, row } of rows) {
      refuseOtherAccount(row, { file: file.name, position: `line ${line}` }, scopeId(intake.entry));
      if (isRoot(row) && intake.wants(ACCOUNT_UNIT)) intake.take(toItem(ACCOUNT_UNIT, accountFact(row), intake));
      if (intake.wants(ROW_UNIT)) intake.take(toItem(ROW_UNIT, rowFact(row, people), intake));
      if (intake.wants(ACTIVITY_UNIT)) intake.take(toItem(ACTIVITY_UNIT, activityFact(row, people), intake));
    }
    intake.opened();
    if (!rows.some(({ row }) => isRoot(row))) {
      const partition = rows.map(({ row }) => partitionOfRow(row))[0] ?? "aws";
      if (hasRoot(partition)) {
        intake.spoilAll({ code: "not-in-answer", detail: `${file.name} has no row of ${ROOT}` });
      } else if (intake.wants(ACCOUNT_UNIT)) {
        intake.take(toItem(ACCOUNT_UNIT, rootlessAccountFact(partition, scopeId(intake.entry)), intake));
      }
    }
    if (cut) intake.spoilAll({ code: "truncated", detail: `${file.name} ends within a line` });
  },
  exports: (account, types) => {
    const source = `aws-${account}-credential-report`;
    const command = "aws iam generate-credential-report && aws iam get-credential-report";
    return [{ source, types, regions: [], file: `${source}.csv`, command, run: ["aws_credential_report", account] }];
  },
};

async function readRows(file: ExportFile): Promise<{ rows: Line[]; cut: boolean }> {
  const chunks: Buffer[] = [];
  const { cut } = await readFileBytes(file, (chunk) => chunks.push(chunk));
  const bytes = Buffer.concat(chunks);
  refuseOtherEncoding(file.name, bytes);
  const fault = findEncodingFault(bytes);
  if (fault !== null) {
    throw new InputError({ file: file.name, position: `byte ${fault}` }, "bytes that are not UTF-8", "UTF-8");
  }
  const [header = [], ...records] = parseCsv(bytes, file);
  if (!REPORT_HEADER.every((column, at) => header[at] === column)) {
    throw new InputError(
      { file: file.name, position: "line 1" },
      "another header",
      `${REPORT_HEADER.slice(0, 3).join(",")}, … ${REPORT_HEADER.at(-1)}`,
    );
  }
  const isShort = (record: readonly string[] | undefined): boolean =>
    record !== undefined && record.length < header.length;
  const whole = isShort(records.at(-1)) ? records.slice(0, -1) : records;
  const rows = whole.map((record, index) => {
    const line = index + 2;
    if (record.length !== header.length) {
      throw new InputError(
        { file: file.name, position: `line ${line}` },
        `${record.length} columns`,
        `${header.length}`,
      );
    }
    return { line, row: new Map(header.map((column, at) => [column, record[at] ?? ""])) };
  });
  return { rows, cut: cut || whole.length < records.length };
}

function parseCsv(bytes: Buffer, file: ExportFile): string[][] {
  try {
    return parse(bytes, { relax_column_count: true, skip_empty_lines: true, ltrim: true });
  } catch (cause) {
    const line = cause instanceof Error && "lines" in cause ? `line ${String(cause.lines)}` : null;
    throw new InputError({ file: file.name, position: line }, "a line that is not CSV", "CSV", { cause });
  }
}

function refuseOtherAccount(row: Row, place: { file: string; position: string }, account: string): void {
  const found = accountOf(row);
  if (found === undefined) throw new InputError(place, "no ARN of IAM", "arn:aws:iam::<account>:<resource>");
  if (found !== account) throw new InputError(place, "a user of another account", `account ${account}`);
}

function toItem(unit: string, { key, body, incarnation, createdAt }: ReportFact, { entry }: Intake): Item {
  const { source, dataTime } = entry;
  return { key, unit, source, dataTime, incarnation, region: null, name: null, createdAt, labels: {}, body };
}
