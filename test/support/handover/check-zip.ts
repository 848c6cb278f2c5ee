// Runs CHECK-ME's checks on a ZIP file in this process, as its page runs them in a browser.
import { runChecks, type Result } from "../../../audit/handover/check-me/checks/run.ts";
import { doJob } from "../../../audit/handover/check-me/reading/read-entries.ts";
import { NoVerdict } from "../../../audit/handover/check-me/zip/entry.ts";

export type Said = { readonly verdict: string; readonly lines: readonly string[] };

/** The grade of the verdict that the page would give, and a line for each finding. The grade is `none` where there is no verdict. */
export async function checkZip(
  zip: Blob | Buffer,
  pasted: string,
  now = Date.parse("2027-01-01T00:00:00.000Z"),
): Promise<Said> {
  const file = zip instanceof Blob ? zip : new Blob([new Uint8Array(zip)]);
  const hand = { work: doJob, close: () => undefined };
  try {
    const result = await runChecks(
      { file, pasted, now, hands: [hand], signal: new AbortController().signal },
      () => undefined,
    );
    return { verdict: result.verdict.grade, lines: linesOf(result) };
  } catch (error) {
    if (error instanceof NoVerdict) return { verdict: "none", lines: [error.message] };
    throw error;
  }
}

const linesOf = ({ checks }: Result): string[] =>
  checks.flatMap(({ title, findings }) =>
    findings.map(
      ({ grade, path, line, what }) => `${grade}: ${title}: ${path}${line === null ? "" : `:${line}`}: ${what}`,
    ),
  );
