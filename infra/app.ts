// Runs `npx cdk synth`: makes the templates of the company's deployment. Needs no credentials.
import { App } from "aws-cdk-lib";
import { join } from "node:path";
import { ConfigError } from "../config/define-config.ts";
import { bundleFunctions } from "./bundles.ts";
import { loadCompany } from "./company.ts";
import { keptUntil } from "./kept-until.ts";
import { functionsIn } from "./names.ts";
import { addStacks } from "./stacks.ts";

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

try {
  const app = new App({ analyticsReporting: false });
  const named: unknown = app.node.tryGetContext("config");
  const { config, file, notice } = await loadCompany(typeof named === "string" ? named : null);
  if (notice !== null) say(notice);
  say(keptUntil(config, new Date()));
  const bundles = join(import.meta.dirname, "..", "dist", "functions");
  addStacks(app, config, await bundleFunctions(file, functionsIn(config), bundles));
  app.synth();
} catch (error) {
  // Each mistake in a config is one line; any other error is a fault of Tidemark.
  if (!(error instanceof ConfigError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
