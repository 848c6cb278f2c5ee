// Opens a file in the browser of whoever asked for it.
import { spawn } from "node:child_process";
import { resolve } from "node:path";

const OPENERS: { readonly [platform in NodeJS.Platform]?: readonly [string, ...string[]] } = {
  darwin: ["open"],
  linux: ["xdg-open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Does not wait for it. Where there is no browser a line says so: the file is written all the same. */
export function openInBrowser(path: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  const opened = spawn(command, [...args, resolve(path)], { stdio: "ignore", detached: true });
  opened.on("error", () => process.stderr.write(`No browser could be opened. Open ${path} yourself\n`));
  opened.unref();
}
