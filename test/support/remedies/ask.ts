// Asks a reader of a cloud's command line, which is in Python, which commands it takes.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";

type Answer = {
  /** Lines that the reader does not take, each with the reason. */
  readonly refused: readonly (readonly [line: string, why: string])[];
  /** The names of the commands that it takes. */
  readonly read: readonly string[];
};

/** `reader` is a file beside this one, `python` what runs it. Nothing is called: no reader goes as far as the network. */
export function askReader(reader: string, python: string, lines: readonly string[]): Answer {
  const answer = execFileSync(python, ["-B", join(import.meta.dirname, reader)], {
    input: JSON.stringify(lines),
    encoding: "utf8",
    env: { ...process.env, AZURE_CONFIG_DIR: temporaryDirectory(), AZURE_CORE_COLLECT_TELEMETRY: "false" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  return JSON.parse(answer) as Answer;
}
