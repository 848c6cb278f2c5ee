// Runs a measurement in a process of its own: takes JSON, gives JSON, the seconds it took and the most memory it held.
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { join } from "node:path";

export type Measured<Answer> = { readonly answer: Answer; readonly seconds: number; readonly maxRssMiB: number };

/** Runs a script of this folder; rejects with what it printed where it fails. */
export async function runChild<Answer>(
  script: string,
  request: unknown,
  flags: readonly string[] = [],
): Promise<Measured<Answer>> {
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, script), JSON.stringify(request)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed, code] = await Promise.all([
    text(child.stdout),
    new Promise((resolve) => child.once("close", resolve)),
  ]);
  if (code !== 0) throw new Error(`${script} ended with code ${String(code)}`);
  const { answer: given, maxRss } = JSON.parse(printed) as { answer: Answer; maxRss: number };
  return { answer: given, seconds: (performance.now() - began) / 1000, maxRssMiB: maxRss / 1024 };
}

/** In the child: what was asked of it. */
export const request = <Request>(): Request => JSON.parse(process.argv[2] ?? "null") as Request;

/** In the child: its last word. */
export function answer(given: unknown): void {
  process.stdout.write(JSON.stringify({ answer: given, maxRss: process.resourceUsage().maxRSS }));
}
