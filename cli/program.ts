// Runs the command that the arguments name, without a process. An error becomes one line and an exit code.
import { errorInFull, isDebugged } from "./debug.ts";
import { EXIT, explain, UsageError } from "./exit.ts";
import { Output } from "./output.ts";

type Write = (text: string) => void;

type Command = {
  readonly summary: string;
  readonly options: object;
  readonly run: (args: readonly string[], out: Output) => Promise<number>;
};

// Loaded where it is needed: all of them take longer than most of them run.
const COMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  start: () => import("./commands/start.ts"),
  collect: () => import("./commands/collect.ts"),
  verify: () => import("./commands/verify.ts"),
  status: () => import("./commands/status.ts"),
  query: () => import("./commands/query.ts"),
  failures: () => import("./commands/failures.ts"),
  report: () => import("./commands/report.ts"),
  export: () => import("./commands/export.ts"),
  bundle: () => import("./commands/bundle.ts"),
  population: () => import("./commands/population.ts"),
  sample: () => import("./commands/sample.ts"),
  respond: () => import("./commands/respond.ts"),
  waive: () => import("./commands/waive.ts"),
  names: () => import("./commands/names.ts"),
  erase: () => import("./commands/erase.ts"),
  tables: () => import("./commands/tables.ts"),
  history: () => import("./commands/history.ts"),
  checks: () => import("./commands/checks.ts"),
  init: () => import("./commands/init.ts"),
  doctor: () => import("./commands/doctor.ts"),
  "create-ledger": () => import("./commands/create-ledger.ts"),
  "restart-scope": () => import("./commands/restart-scope.ts"),
  "rotate-key": () => import("./commands/rotate-key.ts"),
  disown: () => import("./commands/disown.ts"),
  "end-ledger": () => import("./commands/end-ledger.ts"),
  setup: () => import("./commands/setup.ts"),
  "export-commands": () => import("./commands/export-commands.ts"),
};

async function usage(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return [
    "usage: tidemark COMMAND [--ledger DIR] [--config FILE] [--json]",
    "",
    ...commands.map(({ summary }) => `  ${summary}`),
  ].join("\n");
}

/** Runs the command that `args` begin with and gives the exit code; what it throws is lines for `complain`, and code 3. */
export async function program(args: readonly string[], write: Write, complain: Write): Promise<number> {
  try {
    return await commanded(args, write);
  } catch (error) {
    complain(`${explain(error)}\n`);
    if (isDebugged()) complain(`${errorInFull(error)}\n`);
    return EXIT.usage;
  }
}

async function commanded([name, ...args]: readonly string[], write: Write): Promise<number> {
  const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === undefined || name === "--help" || name === "help") {
    write(`${await usage()}\n`);
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  if (load === undefined)
    throw new UsageError(`found command ${name}, expected one of ${Object.keys(COMMANDS).join(", ")}`);
  const command = await load();
  if (args.includes("--help") || args.includes("-h")) {
    write(
      `usage: tidemark ${command.summary}\noptions: ${Object.keys(command.options)
        .map((option) => `--${option}`)
        .join(" ")}\n`,
    );
    return EXIT.done;
  }
  return command.run(args, new Output(args.includes("--json"), write));
}
