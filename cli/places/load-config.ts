// Finds and reads the config: the company's at the root, or the example's, saying so.
import { stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError, readConfig } from "../../config/define-config.ts";
import type { Config } from "../../config/schema.ts";

/** The name of a company's config. */
export const COMPANY = "tidemark.config.ts";
const EXAMPLE = join(import.meta.dirname, "..", "..", "examples", "estate", COMPANY);

export type LoadedConfig = { readonly config: Config; readonly isExample: boolean; readonly notice: string | null };

/** The config of `path`, else of the working directory's `tidemark.config.ts`, else the example's. */
export async function loadConfig(path: string | undefined): Promise<LoadedConfig> {
  if (path !== undefined) return { config: await load(resolve(path), path), isExample: false, notice: null };
  const own = resolve(COMPANY);
  if (await exists(own)) return { config: await load(own, COMPANY), isExample: false, notice: null };
  const shown = relative(process.cwd(), EXAMPLE);
  return {
    config: await load(EXAMPLE, shown),
    isExample: true,
    notice: `No ${COMPANY} here: using the example company's, ${shown}`,
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

async function load(file: string, shown: string): Promise<Config> {
  if (!(await exists(file))) throw new ConfigError(`${shown}: found no such file, expected a config`);
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
    throw new ConfigError(`${shown}: found no default export, expected defineConfig({…})`);
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
