// One Lambda function as a process of this machine, driven through the Runtime API: its bundle, its environment, its limits.
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** An invocation that ended without a result. `type` is what Step Functions calls the error. */
class InvocationFailed extends Error {
  override readonly name = "InvocationFailed";
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export type LambdaOptions = {
  readonly name: string;
  /** Folder of the bundle. */
  readonly code: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** So much later than on this machine it is for the function. */
  readonly laterMs?: number;
};

/** What an execution environment took. */
export type Measured = { readonly initMs: number; readonly peakMb: number };

type Waiting = {
  readonly id: string;
  readonly body: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
};

export class Lambda {
  readonly name: string;
  #options: LambdaOptions;
  readonly #idle: Environment[] = [];
  readonly #busy = new Set<Environment>();
  readonly measured: Measured[] = [];
  /** All that it printed. */
  printed = "";

  constructor(options: LambdaOptions) {
    this.#options = options;
    this.name = options.name;
  }

  /**
   * Rejects with InvocationFailed where the handler throws, or its process ends. As in Lambda an environment serves one
   * invocation at a time, and is kept for the next one.
   */
  async invoke(event: unknown): Promise<unknown> {
    const environment = this.#idle.pop() ?? (await Environment.start(this.#options, (text) => (this.printed += text)));
    this.#busy.add(environment);
    try {
      return await environment.invoke(event);
    } finally {
      this.#busy.delete(environment);
      const measured = environment.measured();
      if (measured !== null) this.measured.push(measured);
      if (!environment.hasEnded) this.#idle.push(environment);
    }
  }

  /** Another time limit, for environments that are started from now on; those that wait are ended. */
  limit(timeoutSeconds: number): void {
    this.#become({ ...this.#options, timeoutSeconds });
  }

  /** Other memory, likewise. */
  resize(memoryMb: number): void {
    this.#become({ ...this.#options, memoryMb });
  }

  /** Another time, so much later than this machine's. */
  later(laterMs: number): void {
    this.#become({ ...this.#options, laterMs });
  }

  #become(options: LambdaOptions): void {
    this.#options = options;
    for (const environment of this.#idle.splice(0)) environment.kill();
  }

  /** Ends every process in the middle of what it does. */
  kill(): void {
    for (const environment of this.#busy) environment.kill();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#idle, ...this.#busy].map((environment) => environment.stop()));
    this.#idle.length = 0;
  }
}

/** The processes that run, so that none outlives us. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

class Environment {
  readonly #child: ChildProcess;
  readonly #close: () => Promise<void>;
  readonly #options: LambdaOptions;
  readonly #started = performance.now();
  #initMs: number | null = null;
  #peakMb = 0;
  #waiting: Waiting | null = null;
  #poll: ServerResponse | null = null;
  hasEnded = false;

  private constructor(child: ChildProcess, close: () => Promise<void>, options: LambdaOptions) {
    this.#child = child;
    this.#close = close;
    this.#options = options;
    running.add(child);
  }

  static async start(options: LambdaOptions, print: (text: string) => void): Promise<Environment> {
    let environment: Environment | null = null;
    const server = createServer((request, response) => void environment?.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { NODE_OPTIONS: extra = "", ...environmentOf } = options.environment;
    const clock = `--import=data:text/javascript,const{now}=Date;Date.now=()=>now()+${options.laterMs ?? 0}`;
    const child = spawn(process.execPath, [join(import.meta.dirname, "runtime-client.ts")], {
      env: {
        PATH: process.env["PATH"],
        // As Lambda has it, of which the heap is most.
        NODE_OPTIONS: `${extra} ${clock} --max-old-space-size=${Math.floor(options.memoryMb * 0.9)}`,
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
        LAMBDA_TASK_ROOT: options.code,
        _HANDLER: "index.handler",
        AWS_LAMBDA_FUNCTION_NAME: options.name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(options.memoryMb),
        ...environmentOf,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => print(text.toString()));
    const close = (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      });
    environment = new Environment(child, close, options);
    const made = environment;
    child.once("close", (code, signal) => void made.ended(signal ?? `exit ${code}`));
    return made;
  }

  invoke(event: unknown): Promise<unknown> {
    const { name, timeoutSeconds } = this.#options;
    if (this.hasEnded)
      return Promise.reject(new InvocationFailed("Runtime.ExitError", `${name} ended before it was invoked`));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#fail(new InvocationFailed("Sandbox.Timedout", `${name} timed out after ${timeoutSeconds} s`));
        this.kill();
      }, timeoutSeconds * 1000);
      this.#waiting = {
        id: crypto.randomUUID(),
        body: JSON.stringify(event),
        resolve: (result) => {
          clearTimeout(timer);
          resolve(result);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.#give();
    });
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    if (path.endsWith("/invocation/next")) {
      this.#initMs ??= performance.now() - this.#started;
      this.#poll = response;
      this.#give();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    response.writeHead(202).end();
    this.#look();
    if (path.endsWith("/response")) {
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.resolve(JSON.parse(body));
      return;
    }
    const { errorType = "Error", errorMessage = body } = JSON.parse(body) as {
      errorType?: string;
      errorMessage?: string;
    };
    this.#fail(new InvocationFailed(errorType, `${this.#options.name}: ${errorMessage}`));
  }

  #give(): void {
    const [waiting, poll] = [this.#waiting, this.#poll];
    if (waiting === null || poll === null) return;
    this.#poll = null;
    poll.writeHead(200, {
      "lambda-runtime-aws-request-id": waiting.id,
      "lambda-runtime-deadline-ms": String(
        Date.now() + (this.#options.laterMs ?? 0) + this.#options.timeoutSeconds * 1000,
      ),
      "lambda-runtime-invoked-function-arn": `arn:aws:lambda:eu-central-1:123456789012:function:${this.#options.name}`,
    });
    poll.end(waiting.body);
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(error);
  }

  // The kernel's own figure of the most that was resident.
  #look(): void {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
      this.#peakMb = Math.max(this.#peakMb, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has ended by now.
    }
  }

  measured(): Measured | null {
    return this.#initMs === null ? null : { initMs: this.#initMs, peakMb: this.#peakMb };
  }

  kill(): void {
    // From now on: what it is asked before the kernel has ended it, it would never answer.
    this.hasEnded = true;
    this.#child.kill("SIGKILL");
  }

  async ended(how: string): Promise<void> {
    running.delete(this.#child);
    this.hasEnded = true;
    this.#fail(new InvocationFailed("Runtime.ExitError", `${this.#options.name} ended: ${how}`));
    await this.#close();
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) =>
      this.#child.exitCode !== null || this.#child.signalCode !== null
        ? resolve()
        : this.#child.once("close", () => resolve()),
    );
    this.kill();
    await ended;
  }
}
