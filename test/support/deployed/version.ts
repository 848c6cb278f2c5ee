// One version of what is deployed: a config, the bundles and templates that it makes, and the functions as processes.
import { App } from "aws-cdk-lib";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../../../config/define-config.ts";
import type { ConfigInput } from "../../../config/schema.ts";
import { deployedConfig, type DeployedConfig } from "../../../config/deployed/places.ts";
import { bundleFunctions, type Bundles } from "../../../infra/bundles.ts";
import { functionsIn, type FunctionName, type OfFunctions } from "../../../infra/names.ts";
import { addStacks } from "../../../infra/stacks.ts";
import type { EmulatedAws } from "../servers/emulated-aws.ts";
import { Authority } from "./authority.ts";
import { keyOf } from "./callers.ts";
import { Lambda } from "./lambda.ts";
import { templatesOf, type Templates } from "./template.ts";

/** One version of what is deployed. */
export type Version = {
  readonly config: DeployedConfig;
  readonly bundles: Bundles;
  readonly templates: Templates;
  /** Who may do what, by the templates: enforced on every request that the front sees. */
  readonly authority: Authority;
  readonly lambdas: OfFunctions<Lambda>;
};

/** Variables of functions beside those that the templates give them: what leads them to servers of this machine. */
export type Environments = { readonly [name in FunctionName]?: Readonly<Record<string, string>> };

/** Bundles and templates of a config, as `cdk deploy` would take them, and its functions as processes of this machine. */
export async function makeVersion(
  aws: EmulatedAws,
  input: ConfigInput,
  directory: string,
  number: number,
  environments: Environments,
): Promise<Version> {
  const file = join(directory, "tidemark.config.ts");
  writeFileSync(file, `export default ${JSON.stringify(input, null, 2)};\n`);
  const config = deployedConfig(readConfig(input, "tidemark.config.ts")) as DeployedConfig;
  const bundles = await bundleFunctions(file, functionsIn(config), join(directory, `functions-${number}`));
  const app = new App({ outdir: join(directory, `cdk.out-${number}`), analyticsReporting: false });
  addStacks(app, config, bundles);
  const templates = templatesOf(app.synth());
  const lambdas = lambdasOf(aws, config, bundles, templates, environments);
  return { config, bundles, templates, authority: Authority.of(config, templates), lambdas };
}

function lambdasOf(
  aws: EmulatedAws,
  config: DeployedConfig,
  bundles: Bundles,
  templates: Templates,
  environments: Environments,
): Version["lambdas"] {
  const functions = Object.values(templates.of("AWS::Lambda::Function"));
  const made = functionsIn(config).map((name) => {
    const properties = functions.find(({ FunctionName }) => FunctionName === `tidemark-${name}`) as {
      MemorySize: number;
      Timeout: number;
      Environment: { Variables: Record<string, string> };
    };
    const lambda = new Lambda({
      name: `tidemark-${name}`,
      code: bundles.folders[name] as string,
      memoryMb: properties.MemorySize,
      timeoutSeconds: properties.Timeout,
      environment: {
        ...aws.env,
        ...environments[name],
        ...properties.Environment.Variables,
        AWS_REGION: config.deployment.region,
        AWS_ACCESS_KEY_ID: keyOf(name),
        POWERTOOLS_LOG_LEVEL: "INFO",
      },
    });
    return [name, lambda] as const;
  });
  return Object.fromEntries(made) as Version["lambdas"];
}
