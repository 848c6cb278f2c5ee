// Runs the program's commands in one process, which the test files of a worker share: starting takes most processes longer than
// their command. At full scale each command has a process of its own.
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { repository, type Ran } from "../run-cli.ts";
import { isWhole } from "../scale.ts";
import type { Command } from "./command-process.ts";
import { runCliAtOnce } from "./run-cli-at-once.ts";

type Started = { readonly child: ChildProcess; readonly asked: Map<number, PromiseWithResolvers<Ran>> };

let started: Started | null = null;
let ids = 0;

function start(): Started {
  const child = fork(join(import.meta.dirname, "command-process.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const asked: Started["asked"] = new Map();
  child.on("message", ({ id, ran }: { readonly id: number; readonly ran: Ran }) => {
    asked.get(id)?.resolve(ran);
    asked.delete(id);
  });
  child.once("exit", (code, signal) => {
    if (started?.child === child) started = null;
    for (const { reject } of asked.values()) reject(new Error(`the process of the commands ended: ${code ?? signal}`));
  });
  return { child, asked };
}

/**
 * As `runCliAtOnce`. A config is loaded once: a test that rewrites a config between two commands needs a process for each. So does
 * one that sets what Node reads when it starts, such as whom it trusts.
 */
export function runCliInTurn(
  args: readonly string[],
  cwd: string = repository,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  if (isWhole) return runCliAtOnce(args, cwd, variables);
  started ??= start();
  const answer = Promise.withResolvers<Ran>();
  // As a process of its own would have them: another test file may have started this one under other variables.
  const command: Command = { args, cwd, variables: { ...process.env, ...variables } };
  started.asked.set((ids += 1), answer);
  started.child.send({ id: ids, command });
  return answer.promise;
}
