// Reads the config that is deployed: the one that is named, else the root's, else the example's.
import { join, relative, resolve } from "node:path";
import { ConfigError } from "../config/define-config.ts";
import { isFile, loadConfigFile } from "../config/load-config-file.ts";
import { deployedConfig, type DeployedConfig } from "../config/deployed/places.ts";
import { missingToDeploy } from "../config/mistakes/before-deployment.ts";

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
  const isOwn = named !== null || (await isFile(OWN));
  const file = named === null ? (isOwn ? OWN : EXAMPLE) : resolve(named);
  const shown = named ?? relative(root, file);
  const config = deployedConfig(await loadConfigFile(file, shown));
  if (config === null)
    throw new ConfigError(
      `${shown}: the member deployment is missing. Add deployment: { account, region, … } as docs/runbook.md shows`,
    );
  const missing = missingToDeploy(config);
  if (missing.length > 0) throw new ConfigError(missing.map((line) => `${shown}: ${line}`).join("\n"));
  return {
    config,
    file,
    notice: isOwn
      ? null
      : `This folder has no tidemark.config.ts, so the config of the example company is used (${shown})`,
  };
}
