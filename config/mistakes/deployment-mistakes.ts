// Finds the mistakes that keep a config from being deployed, though each of its members is well-formed.
import { DAY_MS, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { cronOf } from "../deployed/cron.ts";
import { isReadLive } from "../live-clouds.ts";
import { endOf, startOf } from "../members/day.ts";
import type { Config } from "../schema.ts";
import { partitionOf } from "./known-regions.ts";
import { acknowledgement, type Deployment } from "../members/deployment.ts";

/** The mistakes, one line each; none if the config has no deployment. */
export function deploymentMistakes(config: Config): string[] {
  const { deployment } = config;
  if (deployment === null) return [];
  return [
    ...ledgerMode(config, deployment),
    ...periods(config, deployment),
    ...ownAccounts(config, deployment),
    ...unread(config, deployment),
    ...schedule(config),
    ...memberRole(config),
    ...replica(deployment),
    ...people(config, deployment),
  ];
}

function ledgerMode({ ledger: { mode, retentionDays } }: Config, { acknowledged }: Deployment): string[] {
  if (mode === "local")
    return ["ledger.mode: found local, expected trial or compliance (a deployment needs a locked ledger)"];
  if (mode === "trial") return [];
  const expected = acknowledgement(retentionDays);
  return [
    ...(retentionDays > 0
      ? []
      : ["ledger.retentionDays: found 0, expected the number of days for which compliance mode locks every object"]),
    ...(acknowledged === expected
      ? []
      : [`deployment.acknowledged: found ${JSON.stringify(acknowledged)}, expected ${JSON.stringify(expected)}`]),
  ];
}

// Objects that are written on a period's first day have to be there when the period's report is finished.
function periods({ ledger: { mode, retentionDays } }: Config, { periods: all, reportingDays }: Deployment): string[] {
  return all.flatMap(({ from, to }, i) => {
    const days = Math.ceil((parseTimestamp(endOf(to)) - parseTimestamp(startOf(from))) / DAY_MS);
    if (days <= 0) return [`deployment.periods.${i}.to: found ${to}, expected a time after from (${from})`];
    const needed = days + reportingDays;
    if (mode !== "compliance" || retentionDays >= needed) return [];
    return [
      `ledger.retentionDays: found ${retentionDays}, expected at least ${needed} (${days} days of deployment.periods.${i} and ${reportingDays} of deployment.reportingDays)`,
    ];
  });
}

// The people who can change the collector or the ledger are part of the examined system.
function ownAccounts({ scopes }: Config, { account, ledgerAccount }: Deployment): string[] {
  const enrolled = new Set(scopes.map(({ scope }) => scope));
  return Object.entries({ account, ledgerAccount }).flatMap(([member, id]) =>
    id === null || enrolled.has(`aws/${id}`)
      ? []
      : [
          `deployment.${member}: found ${id}, expected an account that scopes enrols. Add { scope: "aws/${id}", regions: […] } to scopes (Tidemark observes its own accounts too)`,
        ],
  );
}

// Each slot would record such a scope as failed, for months: nobody would see another failure beside it.
function unread(config: Config, deployment: Deployment): string[] {
  const own = partitionOf(deployment.region);
  return config.scopes.flatMap(({ scope, role, regions }, i) => {
    if (!isReadLive(config, scope))
      return [
        `scopes.${i}: found ${scope}, expected an AWS account, a subscription (azure/…), the tenant that azure.tenant names (entra/…) or a project (gcp/projects/…), since the deployed functions read nothing else. Read the scope from exports with a config and a ledger of its own, and here add it to excluded with a reason and an approver`,
      ];
    const other = regions.map(partitionOf).find((each) => each !== null && own !== null && each !== own);
    if (other !== undefined)
      return [
        `scopes.${i}.regions: found regions in partition ${other}, expected regions in partition ${own}, which has deployment.region. Make another deployment in ${other} for the scope, and here add it to excluded with a reason and an approver`,
      ];
    return role === null
      ? [
          `scopes.${i}.role: found null, expected a role, which the deployed functions take in each account. Leave role out to use aws.role`,
        ]
      : [];
  });
}

function schedule({ schedule: set }: Config): string[] {
  if (set === null)
    return ["schedule is missing, and a deployment runs by the schedule. Add schedule: { everySeconds, from }"];
  if (cronOf(set) !== null) return [];
  return [
    `schedule.everySeconds: found ${set.everySeconds} from ${set.from}, expected whole minutes that divide an hour, or whole hours that divide a day`,
  ];
}

function memberRole({ aws: { role, externalId } }: Config): string[] {
  return [
    ...(role !== null && /^[\w+=,.@-]+$/.test(role)
      ? []
      : [
          `aws.role: found ${role}, expected a role name without path or ARN (the role is made with this name in every account)`,
        ]),
    ...(externalId === null
      ? ["aws.externalId is missing. Add the external id that the member role is to demand"]
      : []),
  ];
}

function replica({ account, ledgerAccount, region, replica: copy }: Deployment): string[] {
  return copy !== null && copy.account === (ledgerAccount ?? account) && copy.region === region
    ? [
        `deployment.replica: found account ${copy.account} and region ${copy.region}, which are the ledger's own, expected another account or region`,
      ]
    : [];
}

function people({ ledger: { mode } }: Config, { operators, emails, takeDown }: Deployment): string[] {
  return [
    ...(operators.length > 0
      ? []
      : ["deployment.operators is empty, so nobody could create the ledger. Add the ARN of at least one role or user"]),
    ...(emails.length > 0
      ? []
      : ["deployment.emails is empty, so no alarm and no message would reach anybody. Add at least one address"]),
    ...(takeDown && mode !== "trial"
      ? [`deployment.takeDown: found true, expected false with ledger.mode ${mode} (only a trial can be taken down)`]
      : []),
  ];
}
