// Runs commands of the program one after the other, as a process that is started once: each is asked for and answered by a message.
import { program } from "../../../cli/program.ts";
import type { Ran } from "../run-cli.ts";

/** What a command is run with: its words, its working directory and variables beside those of this process. */
export type Command = {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string>>;
};

async function run({ args, cwd, variables }: Command): Promise<Ran> {
  const { env, stdout, stderr } = process;
  const said = { stdout: "", stderr: "" };
  const instead = [
    [stdout, stdout.write, (text: string) => ((said.stdout += text), true)],
    [stderr, stderr.write, (text: string) => ((said.stderr += text), true)],
  ] as const;
  process.chdir(cwd);
  process.env = { ...env, ...variables };
  for (const [stream, , write] of instead) stream.write = write;
  try {
    const status = await program(args, stdout.write, stderr.write);
    return { status, ...said };
  } finally {
    for (const [stream, write] of instead) stream.write = write;
    process.env = env;
  }
}

let last: Promise<unknown> = Promise.resolve();
process.on("message", ({ id, command }: { readonly id: number; readonly command: Command }) => {
  last = last.then(async () => process.send?.({ id, ran: await run(command) }));
});
process.once("disconnect", () => process.exit());
