// Runs the verification as a program of its own: bundled into one file, it verifies a directory where nothing of Tidemark is installed.
import { parseArgs } from "node:util";
import { openDirectory } from "../../ledger/stores/directory.ts";
import { EXIT, explain, UsageError } from "../exit.ts";
import { Output } from "../output.ts";
import { stdoutWriter } from "../stdout.ts";
import { printReport, reportValue } from "./print-report.ts";
import { verifyDirectory, verifyOptions } from "./verify-directory.ts";

const USAGE = "node tidemark-verify.mjs DIRECTORY --trust FILE [--from TIME] [--to TIME] [--json]";

const options = { ...verifyOptions, json: { type: "boolean", default: false } } as const;

async function verify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [ledger, ...more] = positionals;
  if (ledger === undefined || more.length > 0)
    throw new UsageError(`found ${positionals.length} names of directories, expected 1. Run it as: ${USAGE}`);
  const out = new Output(values.json, stdoutWriter());
  // Threads would need a file of their own.
  const reading = { open: (place: string) => Promise.resolve(openDirectory(place)), threads: 1 };
  const verified = await verifyDirectory({ ...values, ledger }, reading);
  await printReport(out, verified, ledger);
  out.result(reportValue(verified));
  return verified.report.exit;
}

process.exitCode = await verify(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  return EXIT.usage;
});
