// Reads lines of the IAM credential report: one a user of the account, and the only place that tells of the root user.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { awsKey, awsKeyFromArn, syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../instant.ts";
import type { People } from "../../port.ts";
import { weekOf } from "../../week.ts";

export const ACCOUNT = "AWS::::Account";
export const REPORT_ROW = "Tidemark::IAM::CredentialReportRow";
/** The last use of a user's credentials: apart from the line, which stays the same when somebody signs in. */
export const USER_ACTIVITY = "Tidemark::IAM::UserActivity";

/** The header as the IAM User Guide documents it ("Getting credential reports"). Columns may follow. */
export const REPORT_HEADER = (
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
  "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
  "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
  "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
).split(",");

export const ROOT = "<root_account>";

/** A line of the report, by column. */
export type Row = ReadonlyMap<string, string>;

/** The facts in a line of the report, without source and data time. */
export type ReportFact = {
  readonly key: string;
  readonly createdAt: string | null;
  readonly incarnation: string;
  readonly body: { readonly [name: string]: Json };
};

export const isRoot = (row: Row): boolean => cell(row, "user") === ROOT;

/** The account that the line is of; undefined where the line has no ARN of IAM. */
export const accountOf = (row: Row): string | undefined =>
  /^arn:aws[a-z-]*:iam::(\d{12}):./.exec(cell(row, "arn"))?.[1];

/** The partition of the line's ARN; undefined where the line has no ARN of IAM. */
export const partitionOfRow = (row: Row): string | undefined => /^arn:(aws[a-z-]*):iam::/.exec(cell(row, "arn"))?.[1];

/** In the partition of China there is no root user. https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html */
export const hasRoot = (partition: string): boolean => partition !== "aws-cn";

/** The account without a root user: nothing of root applies. */
export function rootlessAccountFact(partition: string, account: string): ReportFact {
  return {
    key: awsKey({ partition, service: "iam", region: "", account, resource: "root" }),
    createdAt: null,
    incarnation: "",
    body: {
      Id: account,
      Partition: partition,
      RootMfaActive: "N/A",
      RootPasswordEnabled: "N/A",
      RootAccessKeysActive: "N/A",
      RootCertificatesActive: "N/A",
    },
  };
}

/** The account's root user, from its line. */
export function accountFact(row: Row): ReportFact {
  return {
    ...common(row),
    key: awsKeyFromArn(cell(row, "arn")),
    // An account's id is never given again.
    incarnation: "",
    body: {
      Id: accountOf(row) ?? "",
      Partition: partitionOfRow(row) ?? "",
      RootMfaActive: flag(row, "mfa_active"),
      RootPasswordEnabled: flag(row, "password_enabled"),
      RootAccessKeysActive: hasActiveKey(row),
      RootCertificatesActive: either(flag(row, "cert_1_active"), flag(row, "cert_2_active")),
    },
  };
}

/** Whether a key of root is active, from its line. */
export const hasActiveKey = (row: Row): boolean | string =>
  either(flag(row, "access_key_1_active"), flag(row, "access_key_2_active"));

/** The facts in a line about one user, who is a reference. */
export function rowFact(row: Row, people: People): ReportFact {
  const reference = people.person("aws", cell(row, "arn"));
  return {
    ...common(row),
    key: syntheticKey("aws", accountOf(row) ?? "", `credential-report/${reference}`),
    body: {
      User: isRoot(row) ? ROOT : reference,
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
    },
  };
}

/** When the credentials of one user were last used, to the week. The report's words for "never" stay as they are. */
export function activityFact(row: Row, people: People): ReportFact {
  const reference = people.person("aws", cell(row, "arn"));
  return {
    ...common(row),
    key: syntheticKey("aws", accountOf(row) ?? "", `credential-activity/${reference}`),
    body: {
      User: isRoot(row) ? ROOT : reference,
      PasswordEnabled: flag(row, "password_enabled"),
      PasswordLastChanged: instant(row, "password_last_changed"),
      PasswordLastUsedWeek: week(row, "password_last_used"),
      AccessKey1Active: flag(row, "access_key_1_active"),
      AccessKey1LastRotated: instant(row, "access_key_1_last_rotated"),
      AccessKey1LastUsedWeek: week(row, "access_key_1_last_used_date"),
      AccessKey2Active: flag(row, "access_key_2_active"),
      AccessKey2LastRotated: instant(row, "access_key_2_last_rotated"),
      AccessKey2LastUsedWeek: week(row, "access_key_2_last_used_date"),
      UserCreationTime: instant(row, "user_creation_time"),
    },
  };
}

function common(row: Row): Pick<ReportFact, "createdAt" | "incarnation"> {
  const createdAt = toInstant(cell(row, "user_creation_time"));
  return { createdAt, incarnation: createdAt ?? "" };
}

function cell(row: Row, column: string): string {
  return row.get(column) ?? "";
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

/** The week of a time; what the report says instead of one (`N/A`, `no_information`) as it is. */
function week(row: Row, column: string): string {
  return weekOf(cell(row, column)) ?? cell(row, column);
}
