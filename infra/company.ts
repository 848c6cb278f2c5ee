// The company's config that is deployed: the root's, or the example's where there is none; or the one that is named.
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError, readConfig } from "../config/define-config.ts";
import { deployedConfig, type DeployedConfig } from "../config/deployed/places.ts";

export type Company = {
  readonly config: DeployedConfig;
  /** Where the config lies: it goes into the functions as it is. */
  readonly file: string;
  readonly notice: string | null;
};

const root = join(import.meta.dirname, "..");
const OWN = join(root, "tidemark.config.ts");
const EXAMPLE = join(root, "examples", "deployed", "tidemark.config.ts");

/**
 * `named`: a path that somebody gave (`npx cdk synth -c config=FILE`). Throws ConfigError, one line each, where the config is none
 * or is not to be deployed.
 */
export async function loadCompany(named: string | null): Promise<Company> {
  const isOwn = named !== null || existsSync(OWN);
  const file = named === null ? (isOwn ? OWN : EXAMPLE) : resolve(named);
  const shown = named ?? relative(root, file);
  if (!existsSync(file)) throw new ConfigError(`${shown}: found no such file, expected a config (-c config=FILE)`);
  const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  const config = deployedConfig(readConfig(module.default, shown));
  if (config === null)
    throw new ConfigError(`${shown}: deployment: found none, expected account and region of the functions`);
  return { config, file, notice: isOwn ? null : `No tidemark.config.ts here: this is the example company's, ${shown}` };
}
