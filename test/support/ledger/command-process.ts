// Runs commands of the program one after the other, as a process that is started once: each is asked for and answered by a message.
import { program } from "../../../cli/program.ts";
import type { Ran } from "../run-cli.ts";

/** A command, with its words, its working directory and all its variables. */
export type Command = {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly variables: NodeJS.ProcessEnv;
};

async function run({ args, cwd, variables }: Command): Promise<Ran> {
  const { env, stdout, stderr } = process;
  const before = { stdout: stdout.write.bind(stdout), stderr: stderr.write.bind(stderr) };
  const said = { stdout: "", stderr: "" };
  const write = (text: string): boolean => ((said.stdout += text), true);
  const complain = (text: string): boolean => ((said.stderr += text), true);
  process.chdir(cwd);
  process.env = { ...variables };
  stdout.write = write;
  stderr.write = complain;
  try {
    const status = await program(args, write, complain);
    return { status, ...said };
  } finally {
    stdout.write = before.stdout;
    stderr.write = before.stderr;
    process.env = env;
  }
}

let last: Promise<unknown> = Promise.resolve();
process.on("message", ({ id, command }: { readonly id: number; readonly command: Command }) => {
  last = last.then(async () => process.send?.({ id, ran: await run(command) }));
});
process.once("disconnect", () => process.exit());
