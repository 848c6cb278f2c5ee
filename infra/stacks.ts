// All stacks of a deployment. Their ids, and those of what is in them, are a contract: another id is another bucket.
import { Validations, type App } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Bundles } from "./bundles.ts";
import { CollectorStack } from "./collector-stack.ts";
import type { DeployedConfig } from "../config/places.ts";
import { LedgerStack } from "./ledger-stack.ts";
import { MemberRole } from "./member-role.ts";
import { namesOf } from "./names.ts";
import { ReplicaStack } from "./replica-stack.ts";

export function addStacks(app: App, config: DeployedConfig, bundles: Bundles): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { deployment } = config;
  const names = namesOf(config);
  const { account, region, replica } = deployment;
  const ledger = new LedgerStack(app, "TidemarkLedger", config, names, {
    env: { account: names.ledgerAccount, region },
    description: "Tidemark: the ledger, its key and the names beside it",
  });
  if (replica !== null) {
    const copy = new ReplicaStack(app, "TidemarkReplica", config, names, {
      env: replica,
      description: "Tidemark: the copy of the ledger",
    });
    ledger.addStackDependency(copy, "objects are copied to a bucket that is there");
  }
  new CollectorStack(app, "TidemarkCollector", config, names, bundles, {
    env: { account, region },
    description: "Tidemark: the collector",
    key: ledger.key,
  });
  new MemberRole(app, "TidemarkMember", config, names);
}
