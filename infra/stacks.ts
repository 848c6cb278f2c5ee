// Builds all stacks of a deployment. Their ids, and those of what is in them, are a contract: a new id is a new bucket.
import { DefaultStackSynthesizer, Validations, type App, type IStackSynthesizer, type StackProps } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Bundles } from "./bundles.ts";
import { CollectorStack } from "./collector/collector-stack.ts";
import { MemberRole } from "./collector/member-role.ts";
import { IAM_REGION } from "../config/deployed/alarm-places.ts";
import type { DeployedConfig } from "../config/deployed/places.ts";
import { LedgerStack } from "./ledger/ledger-stack.ts";
import { ReplicaStack } from "./ledger/replica-stack.ts";
import { namesOf } from "./names.ts";
import { CollectorWatch } from "./watch/collector-watch.ts";
import { LedgerWatch } from "./watch/ledger-watch.ts";
import type { WatchProps } from "./watch/place-alarms.ts";
import { ReplicaWatch } from "./watch/replica-watch.ts";
import { ReplicationWatch } from "./watch/replication-watch.ts";
import { RoleWatch } from "./watch/role-watch.ts";

type Place = { readonly account: string; readonly region: string };

export function addStacks(app: App, config: DeployedConfig, bundles: Bundles): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const {
    deployment,
    ledger: { mode },
  } = config;
  const names = namesOf(config);
  const { account, region, replica, bootstrapQualifier } = deployment;
  const inLedgerAccount = { account: names.ledgerAccount, region };
  const props = (env: Place, description: string): StackProps => ({
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
    ledger.addStackDependency(copy, "the bucket of the replica has to exist before objects are copied");
  }
  const { keys } = ledger;
  const { topic } = new CollectorStack(app, "TidemarkCollector", config, names, bundles, {
    ...props({ account, region }, "the collector"),
    keys,
  });
  // The deployer deploys the watch stacks after a first run (docs/runbook.md), in accounts that may differ. No dependency of
  // CDK says so.
  const watched = new Set<string>();
  const watching = (env: Place, description: string): WatchProps => {
    const place = `${env.account} ${env.region}`;
    const isFirst = !watched.has(place);
    watched.add(place);
    return { ...props(env, description), isFirst };
  };
  new CollectorWatch(app, "TidemarkCollectorWatch", {
    ...watching({ account, region }, "the alarms on the collector, deployed last"),
    topic,
  });
  new LedgerWatch(app, "TidemarkWatch", config, names, {
    ...watching(inLedgerAccount, "the alarms on the ledger that work without its functions"),
    keys,
  });
  // IAM tells of changes in one region, whatever region the roles are used in.
  const idOfWatch = (of: string): string =>
    of === account
      ? "TidemarkRoleWatch"
      : of === names.ledgerAccount
        ? "TidemarkLedgerRoleWatch"
        : "TidemarkReplicaRoleWatch";
  for (const of of new Set([account, names.ledgerAccount, ...(replica === null ? [] : [replica.account])]))
    new RoleWatch(
      app,
      idOfWatch(of),
      config,
      watching({ account: of, region: IAM_REGION }, "the alarm on changes of its roles"),
    );
  if (replica !== null) {
    new ReplicaWatch(app, "TidemarkReplicaWatch", config, names, watching(replica, "the alarms on the replica"));
    const copies = { account: names.ledgerAccount, region: replica.region };
    new ReplicationWatch(
      app,
      "TidemarkReplicationWatch",
      config,
      names,
      props(copies, "the alarm on a delayed replica"),
    );
  }
  new MemberRole(app, "TidemarkMember", config, names);
}
