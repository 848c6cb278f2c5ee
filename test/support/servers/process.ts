// A server of somebody else's as a process of ours: on a free port of loopback, and ended by its own process id.
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, connect, type AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";

export type RunningServer = { readonly port: number; readonly url: string; stop(): Promise<void> };

/** The servers that run, so that none outlives us. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Starts `command` with the arguments for a free port, and waits until it takes connections. Rejects with what it printed
 * where it ends before that, or takes none in time.
 */
export async function startServer(
  command: string,
  args: (port: number) => readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const port = await freePort();
  const child = spawn(command, args(port), { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (printed += text.toString()));
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      running.delete(child);
      resolve();
    });
    child.once("error", (error) => {
      printed += error.message;
      running.delete(child);
      resolve();
    });
  });
  for (let tries = 0; !(await takesConnections(port)); tries += 1) {
    if (!running.has(child) || tries === 600) {
      child.kill("SIGKILL");
      throw new Error(`${command} did not start: ${printed.slice(-2000)}`);
    }
    await setTimeout(50);
  }
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGTERM");
      await Promise.race([ended, setTimeout(3000)]);
      if (running.has(child)) child.kill("SIGKILL");
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
