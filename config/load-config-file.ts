// Reads a config file: what is wrong with it is one line, also where it is no TypeScript or throws.
import { stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { ConfigError, readConfig } from "./define-config.ts";
import type { Config } from "./schema.ts";

/** Whether there is a file of this path. */
export const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** The config in `file`, which messages call `shown`. Rejects with ConfigError, one line for each mistake. */
export async function loadConfigFile(file: string, shown: string): Promise<Config> {
  if (!(await isFile(file)))
    throw new ConfigError(`${shown} does not exist. Name a config with --config, or write one with tidemark init`);
  let module: { readonly default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as typeof module;
  } catch (error) {
    const line = lineIn(error as Error, file);
    throw new ConfigError(
      `${shown}: ${line === null ? "" : `line ${line}: `}${(error as Error).message.split("\n")[0]}`,
      { cause: error },
    );
  }
  if (module.default === undefined)
    throw new ConfigError(`${shown} has no default export. End the file with export default defineConfig({…})`);
  return readConfig(module.default, shown);
}

// Node names the line of a config that it can't read, or that throws, only in the stack.
function lineIn({ stack = "" }: Error, file: string): number | null {
  for (const name of [file, pathToFileURL(file).href]) {
    const at = stack.indexOf(`${name}:`);
    const line = at === -1 ? Number.NaN : Number.parseInt(stack.slice(at + name.length + 1), 10);
    if (Number.isInteger(line)) return line;
  }
  return null;
}
