// Configs of every shape that a deployment can have, and the templates that they make.
import { App } from "aws-cdk-lib";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { acknowledgement } from "../../config/members/deployment.ts";
import { readConfig } from "../../config/define-config.ts";
import type { ConfigInput } from "../../config/schema.ts";
import { deployedConfig, type DeployedConfig } from "../../config/deployed/places.ts";
import { bundlesIn } from "../../infra/bundles.ts";
import { functionsIn, type FunctionName, type OfFunctions } from "../../infra/names.ts";
import { addStacks } from "../../infra/stacks.ts";
import { Authority } from "../support/deployed/authority.ts";
import { templatesOf, type Templates } from "../support/deployed/template.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { isWhole } from "../support/scale.ts";

export const ACCOUNT = "555566667777";
export const LEDGER_ACCOUNT = "888899990000";
const REPLICA_ACCOUNT = "333344445555";
const TENANT = "11111111-2222-3333-4444-555555555555";
const OPERATOR = `arn:aws:iam::${ACCOUNT}:role/security`;

export const small: ConfigInput = {
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/trial", mode: "trial", retentionDays: 1 },
  aws: { role: "TidemarkRead", externalId: "example-id" },
  scopes: [{ scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] }],
  schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
  deployment: {
    account: ACCOUNT,
    region: "eu-central-1",
    emails: ["security@example.test"],
    operators: [OPERATOR],
  },
};

const deployed = (changes: object): ConfigInput => ({
  ...small,
  scopes: [
    ...small.scopes,
    { scope: `aws/${LEDGER_ACCOUNT}`, regions: ["eu-central-1"] },
    { scope: `aws/${REPLICA_ACCOUNT}`, regions: ["eu-central-1"] },
  ],
  deployment: { ...(small.deployment as NonNullable<ConfigInput["deployment"]>), ...changes },
});

/** Two subscriptions and their tenant, read by the functions. */
const azure = { tenant: TENANT, client: "66666666-7777-8888-9999-000000000000" };
const ofAzure = [
  { scope: "azure/aaaaaaaa-0000-4000-8000-000000000001" },
  { scope: "azure/aaaaaaaa-0000-4000-8000-000000000002" },
  { scope: `entra/${TENANT}` },
];

/** Two projects, read by the functions. */
export const gcp = {
  parent: "organizations/222233334444",
  quotaProject: "tidemark-reads",
  serviceAccount: "tidemark@tidemark-reads.iam.gserviceaccount.com",
  provider: "projects/333344445555/locations/global/workloadIdentityPools/tidemark/providers/aws-tokens",
};
const ofGoogle = [{ scope: "gcp/projects/100000000001" }, { scope: "gcp/projects/100000000002" }];

const compliance = { mode: "compliance", retentionDays: 500 } as const;

/** One account, and Azure beside it. */
export const withAzure: ConfigInput = { ...small, azure, scopes: [...small.scopes, ...ofAzure] };

/** One account, and Google Cloud beside it. */
export const withGoogle: ConfigInput = { ...small, gcp, scopes: [...small.scopes, ...ofGoogle] };

/**
 * Everything at once: 300 accounts, Azure and Google Cloud, with their other scopes listed, an aggregator, a ledger account, a
 * replica in another one, two keys, every option.
 */
export const large: ConfigInput = {
  ...small,
  ledger: { origin: "example.test/ledger", ...compliance },
  aws: {
    role: "TidemarkRead",
    externalId: "example-id",
    organization: true,
    aggregator: { name: "all", region: "eu-central-1" },
  },
  azure: { ...azure, discover: true },
  gcp: { ...gcp, discover: true },
  scopes: [
    ...Array.from({ length: 300 }, (_, i) => ({
      scope: `aws/${100000000000 + i}`,
      regions: ["eu-central-1", "us-east-1"],
    })),
    { scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] },
    { scope: `aws/${LEDGER_ACCOUNT}`, regions: ["eu-central-1"] },
    ...ofAzure,
    ...ofGoogle,
  ],
  schedule: { everySeconds: 6 * 3600, from: "2026-09-01T01:30:00.000Z" },
  deployment: {
    account: ACCOUNT,
    region: "eu-central-1",
    ledgerAccount: LEDGER_ACCOUNT,
    replica: { account: REPLICA_ACCOUNT, region: "eu-west-1" },
    breakGlassRole: `arn:aws:iam::${LEDGER_ACCOUNT}:role/break-glass`,
    key: "p256",
    signingKeys: 2,
    enableOutboundFederation: true,
    emails: ["security@example.test", "audit@example.test"],
    operators: [OPERATOR, `arn:aws:iam::${LEDGER_ACCOUNT}:user/ada`],
    periods: [{ from: "2026-10-01", to: "2027-09-30" }],
    acknowledged: acknowledgement(500),
  },
};

/** The shapes of a deployment: who has the ledger, who has the replica, and whether it can be undone. */
export const SHAPES: readonly { readonly name: string; readonly input: ConfigInput }[] = [
  { name: "one account", input: small },
  { name: "a ledger account", input: deployed({ ledgerAccount: LEDGER_ACCOUNT }) },
  { name: "a replica in another region", input: deployed({ replica: { account: ACCOUNT, region: "eu-west-1" } }) },
  {
    name: "a replica in another account",
    input: deployed({ replica: { account: REPLICA_ACCOUNT, region: "eu-central-1" } }),
  },
  {
    name: "a ledger account and a replica in another account",
    input: deployed({
      ledgerAccount: LEDGER_ACCOUNT,
      replica: { account: REPLICA_ACCOUNT, region: "eu-west-1" },
    }),
  },
  { name: "Azure beside AWS", input: withAzure },
  { name: "Google Cloud beside AWS", input: withGoogle },
  { name: "everything, in compliance mode", input: large },
];

export const configOf = (input: ConfigInput): DeployedConfig =>
  deployedConfig(readConfig(input, "config")) as DeployedConfig;

export type Synthesis = {
  readonly config: DeployedConfig;
  readonly templates: Templates;
  readonly authority: Authority;
  /** A stack as the assertions of the CDK take it. */
  readonly stack: (name: string) => Template;
  readonly stacks: readonly string[];
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** Of the stacks that CloudFormation refuses to delete. */
  readonly protected: readonly string[];
};

const made = new Map<ConfigInput, Synthesis>();

/** Synthesised once. Findings of cdk-nag that nobody acknowledged end it. */
export function synthesise(input: ConfigInput): Synthesis {
  const known = made.get(input);
  if (known !== undefined) return known;
  const config = configOf(input);
  const app = new App({
    analyticsReporting: false,
    outdir: temporaryDirectory(),
    // It only warns, and takes longer than all else here: in part, who synthesises for a deployment has it.
    builtinCloudFormationValidation: isWhole,
  });
  addStacks(app, config, bundlesIn(noFunctions(functionsIn(config))));
  const assembly = app.synth();
  const templates = templatesOf(assembly);
  // Read now: other test files have these templates too, when the folder is gone.
  const read = new Map(
    assembly.stacks.map(({ stackName, template }) => [stackName, template as { readonly [key: string]: unknown }]),
  );
  const synthesis = {
    config,
    templates,
    authority: Authority.of(config, templates),
    stack: (name: string) => Template.fromJSON(read.get(name) ?? {}),
    stacks: assembly.stacks.map(({ stackName }) => stackName),
    /** The stacks that are deployed before a stack, by its name. */
    before: new Map(
      assembly.stacks.map(({ stackName, dependencies }) => [stackName, dependencies.map(({ id }) => id)]),
    ),
    protected: assembly.stacks
      .filter(({ terminationProtection }) => terminationProtection === true)
      .map(({ stackName }) => stackName),
  };
  made.set(input, synthesis);
  return synthesis;
}

// What the bundles hold is other tests'; here they are only where code lies.
function noFunctions(functions: readonly FunctionName[]): OfFunctions<string> {
  const folder = temporaryDirectory();
  const folders = functions.map((name) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "index.mjs"), "export const handler = () => {};\n");
    return [name, join(folder, name)] as const;
  });
  return Object.fromEntries(folders) as OfFunctions<string>;
}
