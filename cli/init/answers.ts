// Reads the answers that init needs, from its options, or from the person at the terminal.
import { createInterface } from "node:readline";
import { ConfigError, readConfig } from "../../config/define-config.ts";
import { UsageError } from "../exit.ts";
import type { Company } from "./config-text.ts";

const QUESTIONS = {
  "legal-entity": "Name of the company (the legal entity that is examined)",
  system: "Name of the system, as in the system description",
  origin: "Name of the ledger's log: a URL of your own without https:// (example.com/tidemark)",
} as const;

type Name = keyof typeof QUESTIONS;
type Options = { readonly [name in Name]?: string | undefined };

/** The terminal on which questions are asked: not stdout, where a command's result goes. */
export type Terminal = {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean | undefined };
};

/**
 * The answers. Rejects with UsageError where one is missing and nobody is there to give it, or none that a config takes:
 * before anything is asked of a cloud.
 */
export async function answersOf(
  options: Options,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<Company> {
  const names = Object.keys(QUESTIONS) as Name[];
  const empty = names.find((name) => options[name]?.trim() === "");
  if (empty !== undefined) throw new UsageError(`--${empty} is empty, expected a text`);
  const missing = names.filter((name) => options[name] === undefined);
  if (missing.length > 0 && !(input.isTTY === true && output.isTTY === true)) {
    const expected = missing.map((name) => `--${name}`).join(", ");
    throw new UsageError(`init: expected ${expected} (init can ask questions only at a terminal)`);
  }
  const given = { ...options, ...(missing.length === 0 ? {} : await ask(missing, { input, output })) };
  return usable({
    legalEntity: given["legal-entity"]?.trim() ?? "",
    system: given.system?.trim() ?? "",
    origin: given.origin?.trim() ?? "",
  });
}

async function ask(names: readonly Name[], { input, output }: Terminal): Promise<Options> {
  const terminal = createInterface({ input, output });
  let isOpen = true;
  terminal.once("close", () => (isOpen = false));
  // Lines that were typed ahead are still there when the terminal has gone. Nobody is left to prompt then.
  const prompt = (question: string): void => {
    if (!isOpen) return;
    terminal.setPrompt(`${question}: `);
    terminal.prompt();
  };
  try {
    // Lines, and not one question after another: what is pasted at once comes before the second is asked.
    const lines = terminal[Symbol.asyncIterator]();
    const answers: { [name in Name]?: string } = {};
    for (const name of names) answers[name] = await answer(name, prompt, lines);
    return answers;
  } finally {
    // An open terminal keeps the program from ending.
    terminal.close();
  }
}

async function answer(
  name: Name,
  prompt: (question: string) => void,
  lines: AsyncIterator<string, undefined>,
): Promise<string> {
  for (;;) {
    prompt(QUESTIONS[name]);
    const { value, done } = await lines.next();
    // Ctrl-C or Ctrl-D.
    if (done === true)
      throw new UsageError(`init: the input ended before the answer. Run init again, or give --${name}`);
    if (value.trim() !== "") return value;
  }
}

/** As the config will be read: what it would refuse is not written. */
function usable(company: Company): Company {
  const { legalEntity, system, origin } = company;
  const scopes = [{ scope: "aws/111111111111", regions: ["us-east-1"] }];
  try {
    readConfig({ company: { legalEntity, system }, ledger: { origin }, scopes }, "init");
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message, { cause: error }) : error;
  }
  return company;
}
