// Asks `tidemark failures` about a ledger, as JSON and as a page. Neither may say anything on stderr.
import { expect } from "vitest";
import type { Ran } from "../run-cli.ts";
import { runCommand } from "./run-command.ts";

export type FailureRow = Readonly<Record<string, unknown>> & {
  readonly status: string | null;
  readonly control: string | null;
};

export type FailuresAnswer = {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly soFar: boolean;
  readonly settled: boolean;
  readonly sealed: { readonly index: number };
  readonly runs: { readonly due: number; readonly made: number };
  readonly leftOut: number;
  readonly failures: readonly FailureRow[];
};

/** `root`: the ledger's directory. */
export const runFailures = (root: string, args: readonly string[]): Promise<Ran> =>
  runCommand(["failures", "--ledger", root, ...args]);

export async function failuresAsked(root: string, ...args: readonly string[]): Promise<FailuresAnswer> {
  return JSON.parse(await failuresPage(root, "--json", ...args)) as FailuresAnswer;
}

/** All that the command prints. */
export async function failuresPage(root: string, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runFailures(root, args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}
