#!/usr/bin/env node
// The command line: one file a command; this one finds it, and turns what it throws into one line and an exit code.
import * as checks from "./checks.ts";
import * as collect from "./collect.ts";
import * as doctor from "./doctor.ts";
import { EXIT, explain, UsageError } from "./exit.ts";
import * as found from "./found.ts";
import * as exportCommands from "./export-commands.ts";
import * as init from "./init.ts";
import * as history from "./history.ts";
import { Output } from "./output.ts";
import * as query from "./query.ts";
import * as restartScope from "./restart-scope.ts";
import * as start from "./start.ts";
import * as status from "./status.ts";
import * as verify from "./verify.ts";

type Command = {
  readonly summary: string;
  readonly options: object;
  readonly run: (args: readonly string[], out: Output) => Promise<number>;
};

const COMMANDS: { readonly [name: string]: Command } = {
  start,
  collect,
  verify,
  status,
  query,
  history,
  checks,
  init,
  doctor,
  found,
  "restart-scope": restartScope,
  "export-commands": exportCommands,
};

const usage = (): string =>
  [
    "usage: tidemark COMMAND [--ledger DIR] [--config FILE] [--json]",
    "",
    ...Object.values(COMMANDS).map(({ summary }) => `  ${summary}`),
  ].join("\n");

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === undefined || name === "--help" || name === "help") {
    process.stdout.write(`${usage()}\n`);
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  if (command === undefined)
    throw new UsageError(`found command ${name}, expected one of ${Object.keys(COMMANDS).join(", ")}`);
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(
      `usage: tidemark ${command.summary}\noptions: ${Object.keys(command.options)
        .map((option) => `--${option}`)
        .join(" ")}\n`,
    );
    return EXIT.done;
  }
  return command.run(args, new Output(args.includes("--json"), write));
}

// Whoever reads may stop before the end (a pager, head): the command goes on to its end, and its exit code stands.
let isRead = true;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  isRead = false;
});
const write = (text: string): void => {
  if (isRead) process.stdout.write(text);
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  if (process.env["TIDEMARK_DEBUG"] === "1") process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = EXIT.usage;
}
