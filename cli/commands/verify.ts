// Runs `tidemark verify`: prints whose ledger it is and by whose keys, the period, what is wrong, the verdict,
// what was not observed, the limits of the verification, and of a ledger in S3 what the store says.
import { parseArgs } from "node:util";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { DEFAULT_LEDGER } from "../places/home.ts";
import type { Output } from "../output.ts";
import { exitWith, onlineOptions, openOnline } from "../verify/online.ts";
import { printOnline } from "../verify/print-online.ts";
import { printReport } from "../verify/print-report.ts";
import { verifyDirectory } from "../verify/verify-directory.ts";
import { withProgress } from "../progress.ts";

export const summary =
  "verify [--trust FILE] [--from TIME] [--to TIME]            verify a ledger from its objects; in S3 the store too";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  trust: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  checkpoint: { type: "string", multiple: true },
  earlier: { type: "string" },
  "earlier-trust": { type: "string" },
  now: { type: "string" },
  ...onlineOptions,
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const online = await openOnline(values);
  const verified = await verifyDirectory(values, online ?? {});
  const seen = online === null ? null : await withProgress((show) => online.look(show));
  const exit = exitWith(verified.report.exit, seen);
  await printReport(out, verified, values.ledger);
  if (seen !== null) printOnline(out, seen, exit);
  const { path, isBeside, keys } = verified.trust;
  out.result({
    trust: { file: path, beside: isBeside, keys },
    ...(verified.report as unknown as { [name: string]: Json }),
    exit,
    ...(seen === null ? {} : { online: seen as unknown as Json }),
  });
  return exit;
}
