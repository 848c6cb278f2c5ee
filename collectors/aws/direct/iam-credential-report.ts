/** The credential report of IAM, made anew where the last one is older than four hours. */
import { setTimeout } from "node:timers/promises";
import { GenerateCredentialReportCommand, GetCredentialReportCommand, IAMClient } from "@aws-sdk/client-iam";
import { parse } from "csv-parse/sync";
import { formatTimestamp } from "../../../evidence-schema/timestamp.ts";
import {
  ACCOUNT,
  REPORT_HEADER,
  REPORT_ROW,
  accountFact,
  accountOf,
  isRoot,
  rowFact,
  type Row,
} from "../answers/credential-report.ts";
import type { Asking } from "../asking.ts";
import type { Source } from "../source.ts";

const TRIES = 20;
const PAUSE_MS = 1000;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
export const iamCredentialReport: Source = {
  name: "iam-credential-report",
  types: [ACCOUNT, REPORT_ROW],
  calls: [
    { action: "iam:GenerateCredentialReport", per: "few" },
    { action: "iam:GetCredentialReport", per: "page" },
  ],
  async read(asking) {
    if (!(await isMade(asking))) {
      const problem = {
        code: "unavailable",
        detail: "iam:GenerateCredentialReport: the report is not ready yet",
      } as const;
      for (const type of asking.types) asking.spoil(type, problem);
      return;
    }
    const { Content, GeneratedTime } = await asking.listing(IAMClient).send(new GetCredentialReportCommand({}));
    const rows = rowsOf(Buffer.from(Content ?? []));
    if (rows === null || GeneratedTime === undefined || !rows.some(isRoot)) {
      for (const type of asking.types)
        asking.spoil(type, { code: "unexpected-shape", detail: "the credential report" });
      return;
    }
    // It says how things were when it was made, whenever it is asked for.
    const dataTime = formatTimestamp(GeneratedTime.getTime());
    asking.asOf(dataTime);
    for (const row of rows) {
      if (accountOf(row) !== asking.account) {
        for (const type of asking.types)
          asking.spoil(type, { code: "contradictory", detail: "a line of another account" });
      } else {
        if (isRoot(row)) asking.fact(ACCOUNT, { ...accountFact(row), dataTime });
        asking.fact(REPORT_ROW, { ...rowFact(row, asking.people), dataTime });
      }
    }
  },
};

// It is made within seconds, and asked for again where it is young.
async function isMade(asking: Asking): Promise<boolean> {
  const iam = asking.detail(IAMClient);
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
