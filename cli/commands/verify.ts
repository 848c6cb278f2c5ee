// Runs `tidemark verify`: prints whose ledger it is and by whose keys, the period, what is wrong, the verdict,
// what was not observed, the limits of the verification, and of a ledger in S3 what the store says.
import { parseArgs } from "node:util";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { DEFAULT_LEDGER } from "../places/home.ts";
import type { Output } from "../output.ts";
import { exitWith, onlineOptions, openOnline } from "../verify/online.ts";
import { printOnline } from "../verify/print-online.ts";
import { openToRead } from "../places/open-store.ts";
import { printReport, reportValue } from "../verify/print-report.ts";
import { verifyDirectory, verifyOptions } from "../verify/verify-directory.ts";
import { withProgress } from "../progress.ts";

export const summary =
  "verify [--trust FILE] [--from TIME] [--to TIME]            verify a ledger from its objects; in S3 the store too";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  ...verifyOptions,
  ...onlineOptions,
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const online = await openOnline(values);
  const verified = await verifyDirectory(values, { open: openToRead, ...online });
  const seen = online === null ? null : await withProgress((show) => online.look(show));
  const exit = exitWith(verified.report.exit, seen);
  await printReport(out, verified, values.ledger);
  if (seen !== null) printOnline(out, seen, exit);
  out.result({
    ...reportValue(verified),
    exit,
    ...(seen === null ? {} : { online: seen as unknown as Json }),
  });
  return exit;
}
