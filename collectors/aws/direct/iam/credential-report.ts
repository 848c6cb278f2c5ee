// Reads the credential report of IAM, and has IAM make it anew where the last one is older than four hours.
import { setTimeout } from "node:timers/promises";
import { GenerateCredentialReportCommand, GetCredentialReportCommand, IAMClient } from "@aws-sdk/client-iam";
import { parse } from "csv-parse/sync";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { formatTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";
import { REPORT_HEADER, accountOf, hasRoot, isRoot, type Row } from "../../answers/credential-report.ts";
import { partitionOf } from "../../client/partition.ts";
import type { AwsRegionRead } from "../../region-read.ts";

/** `madeAt`: the report says how things were then, whenever it is asked for. */
export type CredentialReport = { readonly rows: readonly Row[]; readonly madeAt: string };

const TRIES = 20;
const PAUSE_MS = 1000;

/**
 * The report of the account, or why there is none. Rejects with CallFailed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export async function readCredentialReport(aws: AwsRegionRead): Promise<CredentialReport | Problem> {
  if (!(await isMade(aws)))
    return {
      code: "unavailable",
      detail: "IAM did not finish the credential report in time (iam:GenerateCredentialReport)",
    };
  const { Content, GeneratedTime } = await aws.listing(IAMClient).send(new GetCredentialReportCommand({}));
  const rows = rowsOf(Buffer.from(Content ?? []));
  if (rows === null || GeneratedTime === undefined) {
    return { code: "unexpected-shape", detail: "the IAM credential report is not in the documented form" };
  }
  if (hasRoot(partitionOf(aws.region)) && !rows.some(isRoot)) {
    return { code: "not-in-answer", detail: "the IAM credential report has no row of the root user" };
  }
  if (rows.some((row) => accountOf(row) !== aws.account)) {
    return { code: "contradictory", detail: "a row of the IAM credential report is of another account" };
  }
  return { rows, madeAt: formatTimestamp(GeneratedTime.getTime()) };
}

// It is made within seconds, and asked for again where it is young.
async function isMade(aws: AwsRegionRead): Promise<boolean> {
  const iam = aws.detail(IAMClient);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { State } = await iam.send(new GenerateCredentialReportCommand({}));
    if (State === "COMPLETE") return true;
    await setTimeout(PAUSE_MS);
  }
  return false;
}

function rowsOf(content: Buffer): Row[] | null {
  try {
    const [header = [], ...records] = parse(content, { skip_empty_lines: true }) as string[][];
    if (!REPORT_HEADER.every((column, at) => header[at] === column)) return null;
    return records.map((record) => new Map(header.map((column, at) => [column, record[at] ?? ""])));
  } catch {
    return null;
  }
}
