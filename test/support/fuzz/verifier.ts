// A verifier that stays: it is asked one ledger after the other, and started again where it died or took too long.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type LedgerOnDisk, type Said, verifyEach } from "../ledgers-on-disk.ts";

/** What a verifier said, or how it failed to say anything. */
export type Answer = Said | { readonly failed: string };

/** Milliseconds for one small ledger, beyond which nobody would wait. A busy machine must not reach them. */
const LIMIT = 60_000;

export class Verifier {
  readonly #words: readonly [command: string, ...words: string[]];
  #process: ChildProcessWithoutNullStreams | null = null;
  #waiting: ((answer: Answer) => void) | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(...words: readonly [command: string, ...words: string[]]) {
    this.#words = words;
  }

  /** Asks after what was asked before. Never rejects. */
  ask(ledger: LedgerOnDisk): Promise<Answer> {
    const answer = this.#last.then(() => this.#ask(ledger));
    this.#last = answer;
    return answer;
  }

  end(): void {
    this.#process?.kill("SIGKILL");
    this.#process = null;
  }

  #ask(ledger: LedgerOnDisk): Promise<Answer> {
    const running = this.#process ?? this.#start();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.end();
        this.#answer({ failed: `no answer in ${LIMIT} ms` });
      }, LIMIT);
      this.#waiting = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      running.stdin.write(oneLine(ledger));
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    const [command, ...words] = this.#words;
    const running = spawn(command, words);
    this.#process = running;
    let errors = "";
    running.stderr.on("data", (bytes: Buffer) => (errors = `${errors}${bytes.toString()}`.slice(-2000)));
    running.stdin.on("error", () => undefined);
    createInterface({ input: running.stdout }).on("line", (line) => this.#answer(read(line)));
    running.on("close", (code, signal) => {
      if (this.#process !== running) return;
      this.#process = null;
      this.#answer({ failed: `ended with ${code ?? signal}: ${errors}` });
    });
    return running;
  }

  #answer(answer: Answer): void {
    this.#waiting?.(answer);
    this.#waiting = null;
  }
}

/** The JSON of a value on a line of its own, which no reader of lines takes apart: some end lines at U+2028 too. */
export const oneLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;

function read(line: string): Answer {
  try {
    return JSON.parse(line) as Said;
  } catch {
    return { failed: `said ${line.slice(0, 200)}` };
  }
}

export const here = (): Verifier => new Verifier(process.execPath, join(import.meta.dirname, "answer.ts"));
export const python = (): Verifier => new Verifier("python3", verifyEach);
