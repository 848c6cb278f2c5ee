/** The credential report of IAM: one line a user of the account, and the only place that tells of the root user. */
import { parse } from "csv-parse/sync";
import { unitOf, type JsonObject } from "../../evidence-schema/record.ts";
import { awsKeyFromArn, syntheticKey } from "../../evidence-schema/resource-key.ts";
import { readFileBytes } from "./file-bytes.ts";
import { globalRegion, scopeId, type ExportFile, type Format } from "./format.ts";
import { InputError } from "./input-error.ts";
import { toInstant } from "../instant.ts";
import type { Intake } from "./intake.ts";
import { findEncodingFault, refuseOtherEncoding } from "./text-encoding.ts";
import type { Item, People } from "../port.ts";

const ACCOUNT = unitOf("AWS::::Account", "global");
const ROW = unitOf("Tidemark::IAM::CredentialReportRow", "global");
const ROOT = "<root_account>";

/** The header as the IAM User Guide documents it ("Getting credential reports"). Columns may follow. */
const HEADER = (
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
  "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
  "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
  "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
).split(",");

type Row = { readonly line: number; readonly cells: ReadonlyMap<string, string> };

/**
 * The decoded CSV of GetCredentialReport. It has no end mark: a file cut between two lines is only seen by its size, where
 * the manifest has it. The root user's line comes first and must be there.
 */
export const credentialReport: Format = {
  provider: "aws",
  lane: "aws-credential-report",
  scopeId: /^\d{12}$/,
  types: ["AWS::::Account", "Tidemark::IAM::CredentialReportRow"],
  regional: false,
  atomic: true,
  // IAM makes a new report at most every four hours; its data time says which one this is.
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "not-yet-read",
  async read(file, intake, people) {
    const { rows, cut } = await readRows(file);
    if (!rows.some((row) => cell(row, "user") === ROOT)) {
      throw new InputError({ file: file.name, position: null }, `no line of ${ROOT}`, "it in every credential report");
    }
    for (const row of rows) {
      refuseOtherAccount(row, file, scopeId(intake.entry));
      if (cell(row, "user") === ROOT && intake.wants(ACCOUNT)) intake.take(toAccount(row, intake));
      if (intake.wants(ROW)) intake.take(toRow(row, intake, people));
    }
    intake.opened();
    if (cut) intake.spoilAll({ code: "truncated", detail: `${file.name} ends within a line` });
  },
  exports: (account, types) => {
    const source = `aws-${account}-credential-report`;
    const command = "aws iam generate-credential-report && aws iam get-credential-report";
    return [{ source, types, regions: [], file: `${source}.csv`, command, run: ["aws_credential_report", account] }];
  },
};

async function readRows(file: ExportFile): Promise<{ rows: Row[]; cut: boolean }> {
  const chunks: Buffer[] = [];
  const { cut } = await readFileBytes(file, (chunk) => chunks.push(chunk));
  const bytes = Buffer.concat(chunks);
  refuseOtherEncoding(file.name, bytes);
  const fault = findEncodingFault(bytes);
  if (fault !== null) {
    throw new InputError({ file: file.name, position: `byte ${fault}` }, "bytes that are not UTF-8", "UTF-8");
  }
  const [header = [], ...records] = parseCsv(bytes, file);
  if (!HEADER.every((column, at) => header[at] === column)) {
    throw new InputError(
      { file: file.name, position: "line 1" },
      "another header",
      `${HEADER.slice(0, 3).join(",")}, … ${HEADER.at(-1)}`,
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
    return { line, cells: new Map(header.map((column, at) => [column, record[at] ?? ""])) };
  });
  return { rows, cut: cut || whole.length < records.length };
}

function parseCsv(bytes: Buffer, file: ExportFile): string[][] {
  try {
    return parse(bytes, { relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    const line = cause instanceof Error && "lines" in cause ? `line ${String(cause.lines)}` : null;
    throw new InputError({ file: file.name, position: line }, "a line that is not CSV", "CSV", { cause });
  }
}

function refuseOtherAccount(row: Row, file: ExportFile, account: string): void {
  const found = /^arn:aws[a-z-]*:iam::(\d{12}):./.exec(cell(row, "arn"))?.[1];
  const place = { file: file.name, position: `line ${row.line}` };
  if (found === undefined) throw new InputError(place, "no ARN of IAM", "arn:aws:iam::<account>:<resource>");
  if (found !== account) throw new InputError(place, "a user of another account", `account ${account}`);
}

function toAccount(row: Row, { entry }: Intake): Item {
  return {
    ...common(row, entry),
    key: awsKeyFromArn(cell(row, "arn")),
    unit: ACCOUNT,
    body: {
      Id: scopeId(entry),
      RootMfaActive: flag(row, "mfa_active"),
      RootPasswordEnabled: flag(row, "password_enabled"),
      RootAccessKeysActive: either(flag(row, "access_key_1_active"), flag(row, "access_key_2_active")),
      RootCertificatesActive: either(flag(row, "cert_1_active"), flag(row, "cert_2_active")),
    },
  };
}

function toRow(row: Row, { entry }: Intake, people: People): Item {
  const reference = people.person("aws", cell(row, "arn"));
  const body: JsonObject = {
    User: cell(row, "user") === ROOT ? ROOT : reference,
    ArnReference: reference,
    PasswordEnabled: flag(row, "password_enabled"),
    MfaActive: flag(row, "mfa_active"),
    AccessKey1Active: flag(row, "access_key_1_active"),
    AccessKey2Active: flag(row, "access_key_2_active"),
    AccessKey1LastRotated: instant(row, "access_key_1_last_rotated"),
    AccessKey2LastRotated: instant(row, "access_key_2_last_rotated"),
    Cert1Active: flag(row, "cert_1_active"),
    Cert2Active: flag(row, "cert_2_active"),
    UserCreationTime: instant(row, "user_creation_time"),
  };
  return {
    ...common(row, entry),
    key: syntheticKey("aws", scopeId(entry), `credential-report/${reference}`),
    unit: ROW,
    body,
  };
}

function common(row: Row, entry: Intake["entry"]) {
  const createdAt = toInstant(cell(row, "user_creation_time"));
  return {
    incarnation: createdAt ?? "",
    source: entry.source,
    dataTime: entry.dataTime,
    region: null,
    name: null,
    createdAt,
    labels: {},
  };
}

function cell(row: Row, column: string): string {
  return row.cells.get(column) ?? "";
}

/** True and false as such; what the report says instead of them (`not_supported`, `N/A`) as it is. */
function flag(row: Row, column: string): boolean | string {
  const text = cell(row, column);
  return text.toLowerCase() === "true" ? true : text.toLowerCase() === "false" ? false : text;
}

/** True where one is; else what the report says that is neither true nor false; else false. */
function either(...flags: readonly (boolean | string)[]): boolean | string {
  return flags.includes(true) ? true : (flags.find((each) => each !== false) ?? false);
}

/** A time as the ledger writes it; what the report says instead of one (`N/A`) as it is. */
function instant(row: Row, column: string): string {
  return toInstant(cell(row, column)) ?? cell(row, column);
}
