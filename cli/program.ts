// The command line without its process: one file a command; this one finds it, and turns what it throws into one line and an
// exit code.
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
  start: () => import("./start.ts"),
  collect: () => import("./collect.ts"),
  verify: () => import("./verify.ts"),
  status: () => import("./status.ts"),
  query: () => import("./query.ts"),
  history: () => import("./history.ts"),
  checks: () => import("./checks.ts"),
  init: () => import("./init.ts"),
  doctor: () => import("./doctor.ts"),
  "create-ledger": () => import("./create-ledger.ts"),
  "restart-scope": () => import("./restart-scope.ts"),
  "rotate-key": () => import("./rotate-key.ts"),
  disown: () => import("./disown.ts"),
  "end-ledger": () => import("./end-ledger.ts"),
  "export-commands": () => import("./export-commands.ts"),
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
    if (process.env["TIDEMARK_DEBUG"] === "1") complain(`${(error as Error).stack}\n`);
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
