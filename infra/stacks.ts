// All stacks of a deployment. Their ids, and those of what is in them, are a contract: another id is another bucket.
import { DefaultStackSynthesizer, Validations, type App, type IStackSynthesizer, type StackProps } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Bundles } from "./bundles.ts";
import { CollectorStack } from "./collector/collector-stack.ts";
import { MemberRole } from "./collector/member-role.ts";
import { IAM_REGION } from "../config/alarm-places.ts";
import type { DeployedConfig } from "../config/places.ts";
import { LedgerStack } from "./ledger/ledger-stack.ts";
import { ReplicaStack } from "./ledger/replica-stack.ts";
import { namesOf } from "./names.ts";
import { CollectorWatch } from "./watch/collector-watch.ts";
import { LedgerWatch } from "./watch/ledger-watch.ts";
import { ReplicaWatch } from "./watch/replica-watch.ts";
import { RoleWatch } from "./watch/role-watch.ts";

export function addStacks(app: App, config: DeployedConfig, bundles: Bundles): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const {
    deployment,
    ledger: { mode },
  } = config;
  const names = namesOf(config);
  const { account, region, replica, bootstrapQualifier } = deployment;
  const inLedgerAccount = { account: names.ledgerAccount, region };
  const props = (env: { readonly account: string; readonly region: string }, description: string): StackProps => ({
    env,
    description: `Tidemark: ${description}`,
    // Locked for years: a stack must not go by one command.
    terminationProtection: mode === "compliance",
    synthesizer: new DefaultStackSynthesizer({ qualifier: bootstrapQualifier }) as IStackSynthesizer,
  });
  const ledger = new LedgerStack(
    app,
    "TidemarkLedger",
    config,
    names,
    props(inLedgerAccount, "the ledger, its keys and the names beside it"),
  );
  if (replica !== null) {
    const copy = new ReplicaStack(app, "TidemarkReplica", config, names, props(replica, "the copy of the ledger"));
    ledger.addStackDependency(copy, "objects are copied to a bucket that is there");
    new ReplicaWatch(app, "TidemarkReplicaWatch", config, names, props(replica, "the alarm on the replica"));
  }
  const { keys } = ledger;
  const collector = new CollectorStack(app, "TidemarkCollector", config, names, bundles, {
    ...props({ account, region }, "the collector"),
    keys,
  });
  new CollectorWatch(app, "TidemarkCollectorWatch", {
    ...props({ account, region }, "the alarm on verifications that do not come"),
    topic: collector.topic,
  });
  const watch = new LedgerWatch(app, "TidemarkWatch", config, names, {
    ...props(inLedgerAccount, "the alarms on the ledger that need none of its code"),
    keys,
  });
  watch.addStackDependency(collector, "what is watched is there, and a first run is sealed");
  // IAM tells of changes in one region, whatever region the roles are used in.
  for (const of of new Set([account, names.ledgerAccount]))
    new RoleWatch(
      app,
      of === account ? "TidemarkRoleWatch" : "TidemarkLedgerRoleWatch",
      config,
      props({ account: of, region: IAM_REGION }, "the alarm on changes of its roles"),
    );
  new MemberRole(app, "TidemarkMember", config, names);
}
