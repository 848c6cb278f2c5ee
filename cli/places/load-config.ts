// Finds and reads the config: the company's at the root, or else the example's, with a notice.
import { join, relative, resolve } from "node:path";
import { isFile, loadConfigFile } from "../../config/load-config-file.ts";
import { unknownRegions } from "../../config/mistakes/scope-mistakes.ts";
import type { Config } from "../../config/schema.ts";
import type { Output } from "../output.ts";

/** The name of a company's config. */
export const COMPANY = "tidemark.config.ts";
const EXAMPLE = join(import.meta.dirname, "..", "..", "examples", "estate", COMPANY);

export type LoadedConfig = { readonly config: Config; readonly isExample: boolean; readonly notice: string | null };

/** The config of `path`, else of the working directory's `tidemark.config.ts`, else the example's, with a notice on `out`. */
export async function loadConfig(path: string | undefined, out?: Pick<Output, "line">): Promise<LoadedConfig> {
  const loaded = await load(path);
  if (loaded.notice !== null) out?.line(loaded.notice);
  for (const warning of unknownRegions(loaded.config)) out?.line(warning);
  return loaded;
}

async function load(path: string | undefined): Promise<LoadedConfig> {
  if (path !== undefined) return { config: await loadConfigFile(resolve(path), path), isExample: false, notice: null };
  const own = resolve(COMPANY);
  if (await isFile(own)) return { config: await loadConfigFile(own, COMPANY), isExample: false, notice: null };
  const shown = relative(process.cwd(), EXAMPLE);
  return {
    config: await loadConfigFile(EXAMPLE, shown),
    isExample: true,
    notice: `This folder has no ${COMPANY}, so the config of the example company is used (${shown})`,
  };
}
