// What a config to be deployed may not say, and that its cron expression fires at exactly its slots.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cronOf } from "../../../config/deployed/cron.ts";
import { ConfigError, readConfig } from "../../../config/define-config.ts";
import { acknowledgement } from "../../../config/members/deployment.ts";
import { dueSlots } from "../../../evidence-schema/log/due-slots.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";

const place = { account: "111111111111", region: "eu-central-1" };
const deployment = {
  ...place,
  operators: ["arn:aws:iam::111111111111:role/team/security"],
  emails: ["security@example.test"],
};
const good = {
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/tidemark", mode: "trial", retentionDays: 1 },
  aws: { role: "TidemarkRead", externalId: "example" },
  scopes: [{ scope: "aws/111111111111", regions: ["eu-central-1"] }],
  schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
  deployment,
};
const compliance = (retentionDays: number, more: object = {}) => ({
  ledger: { ...good.ledger, mode: "compliance", retentionDays },
  deployment: { ...deployment, acknowledged: acknowledgement(retentionDays), ...more },
});

function mistakes(change: object): readonly string[] {
  try {
    readConfig({ ...good, ...change }, "config");
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split("\n").map((line) => line.replace("config: ", ""));
  }
}

const approver = { role: "CISO" };
const TENANT = "435db7b7-46e6-4674-82d8-193e11fadc02";
const azure = { tenant: TENANT, client: "0b1f6471-1bf0-4dda-aec3-cb9272f09590" };
const SUBSCRIPTION = "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73";
const ofAzure = { azure, scopes: [...good.scopes, { scope: SUBSCRIPTION }, { scope: `entra/${TENANT}` }] };
const gcp = {
  serviceAccount: "tidemark@tidemark-reads.iam.gserviceaccount.com",
  provider: "projects/333344445555/locations/global/workloadIdentityPools/tidemark/providers/aws-tokens",
};
const ofGoogle = { gcp, scopes: [...good.scopes, { scope: "gcp/projects/481516234201" }] };
const enabling = { deployment: { ...deployment, enableOutboundFederation: true } };
const excluded = [{ scope: "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73", reason: "read from exports", approver }];

test.each([
  [{}],
  [{ excluded }],
  [ofAzure],
  // Tokens are turned on first: the application is made for the issuer that AWS then has.
  [enabling],
  // As `tidemark setup azure` reads it, which makes the application.
  [{ ...ofAzure, azure: { tenant: TENANT } }],
  [{ ...ofAzure, azure: { ...azure, cloud: "AzureUSGovernment" } }],
  [{ ...ofAzure, azure: { ...azure, discover: true } }],
  [ofGoogle],
  // As `tidemark setup gcp` reads it, which makes the service account and the provider.
  [{ ...ofGoogle, gcp: {} }],
  [{ ...ofGoogle, gcp: { ...gcp, parent: "organizations/902211334455", quotaProject: "tidemark-reads" } }],
  [{ ...ofGoogle, ...ofAzure, scopes: [...ofGoogle.scopes, ...ofAzure.scopes.slice(1)] }],
  [{ ...ofGoogle, gcp: { ...gcp, parent: "organizations/902211334455", discover: true } }],
  [compliance(500)],
  [compliance(455, { periods: [{ from: "2026-10-01", to: "2027-09-30" }] })],
])("%j is fine", (change) => {
  expect(mistakes(change)).toEqual([]);
});

const REFUSED: readonly (readonly [object, string])[] = [
  [
    { ledger: { origin: "a/b" } },
    "ledger.mode: found local, expected trial or compliance (a deployment needs a locked ledger)",
  ],
  [
    { ledger: { ...good.ledger, mode: "compliance", retentionDays: 400 } },
    `deployment.acknowledged: found null, expected "${acknowledgement(400)}"`,
  ],
  [
    compliance(454, { periods: [{ from: "2026-10-01", to: "2027-09-30" }] }),
    "ledger.retentionDays: found 454, expected at least 455 (365 days of deployment.periods.0 and 90 of deployment.reportingDays)",
  ],
  [
    compliance(500, { periods: [{ from: "2026-10-02", to: "2026-10-01" }] }),
    "deployment.periods.0.to: found 2026-10-01, expected a time after from (2026-10-02)",
  ],
  [
    { deployment: { ...deployment, account: "222222222222" } },
    'deployment.account: found 222222222222, expected an account that scopes enrols. Add { scope: "aws/222222222222", regions: […] } to scopes (Tidemark observes its own accounts too)',
  ],
  [
    { deployment: { ...deployment, ledgerAccount: "333333333333" } },
    'deployment.ledgerAccount: found 333333333333, expected an account that scopes enrols. Add { scope: "aws/333333333333", regions: […] } to scopes (Tidemark observes its own accounts too)',
  ],
  [
    { schedule: null },
    "schedule is missing, and a deployment runs by the schedule. Add schedule: { everySeconds, from }",
  ],
  [
    { schedule: { everySeconds: 5400, from: "2026-09-01T00:00:00.000Z" } },
    "schedule.everySeconds: found 5400 from 2026-09-01T00:00:00.000Z, expected whole minutes that divide an hour, or whole hours that divide a day",
  ],
  [
    { aws: { externalId: "example" } },
    "aws.role: found null, expected a role name without path or ARN (the role is made with this name in every account)",
  ],
  [
    { aws: { role: "TidemarkRead" } },
    "aws.externalId is missing. Add the external id that the member role is to demand",
  ],
  [
    { deployment: { ...deployment, replica: place } },
    "deployment.replica: found account 111111111111 and region eu-central-1, which are the ledger's own, expected another account or region",
  ],
  [
    { deployment: { ...deployment, operators: [] } },
    "deployment.operators is empty, so nobody could create the ledger. Add the ARN of at least one role or user",
  ],
  [
    { deployment: { ...deployment, emails: [] } },
    "deployment.emails is empty, so no alarm and no message would reach anybody. Add at least one address",
  ],
  [
    compliance(500, { takeDown: true }),
    "deployment.takeDown: found true, expected false with ledger.mode compliance (only a trial can be taken down)",
  ],
  ...["azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73", "entra/435db7b7-46e6-4674-82d8-193e11fadc02"]
    .concat(["gcp/projects/481516234201", "workspace/C01nl4h2x"])
    .map(
      (scope) =>
        [
          { scopes: [...good.scopes, { scope }] },
          `scopes.1: found ${scope}, expected an AWS account, a subscription (azure/…), the tenant that azure.tenant names (entra/…) or a project (gcp/projects/…), since the deployed functions read nothing else. Read the scope from exports with a config and a ledger of its own, and here add it to excluded with a reason and an approver`,
        ] as const,
    ),
  [
    { ...ofAzure, scopes: [...ofAzure.scopes, { scope: "entra/00000000-46e6-4674-82d8-193e11fadc02" }] },
    "scopes.3: found entra/00000000-46e6-4674-82d8-193e11fadc02, expected an AWS account, a subscription (azure/…), the tenant that azure.tenant names (entra/…) or a project (gcp/projects/…), since the deployed functions read nothing else. Read the scope from exports with a config and a ledger of its own, and here add it to excluded with a reason and an approver",
  ],
  ...[
    "tidemark@tidemark-reads.example.com",
    "tidemark",
    "Tidemark@tidemark-reads.iam.gserviceaccount.com",
    "a/b@tidemark-reads.iam.gserviceaccount.com",
    "tidemark@tidemark-reads.iam.gserviceaccount.com.example.com",
    "",
  ].map(
    (serviceAccount) =>
      [
        { ...ofGoogle, gcp: { ...gcp, serviceAccount } },
        "gcp.serviceAccount: expected the address of a service account, <name>@<project>.iam.gserviceaccount.com",
      ] as const,
  ),
  ...[
    gcp.provider.replace("333344445555", "tidemark-reads"),
    gcp.provider.replace("/providers/aws-tokens", ""),
    gcp.provider.replace("aws-tokens", "aws"),
    `//iam.googleapis.com/${gcp.provider}`,
    `${gcp.provider}/*`,
    gcp.provider.replace("global", "eu"),
    gcp.provider.replace("/tidemark/", "/*/"),
    "",
  ].map(
    (provider) =>
      [
        { ...ofGoogle, gcp: { ...gcp, provider } },
        "gcp.provider: expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>",
      ] as const,
  ),
  [
    { ...ofAzure, azure: { ...azure, cloud: "AzureGermanCloud" } },
    'azure.cloud: Invalid option: expected one of "AzureCloud"|"AzureUSGovernment"|"AzureChinaCloud"',
  ],
  [
    { scopes: [...good.scopes, { scope: "aws/222222222222", regions: ["eu-central-1"], role: null }] },
    "scopes.1.role: found null, expected a role, which the deployed functions take in each account. Leave role out to use aws.role",
  ],
  [
    { scopes: [...good.scopes, { scope: "aws/222222222222", regions: ["us-gov-west-1"] }] },
    "scopes.1.regions: found regions in partition aws-us-gov, expected regions in partition aws, which has deployment.region. Make another deployment in aws-us-gov for the scope, and here add it to excluded with a reason and an approver",
  ],
  ...["arn:aws:iam::111111111111:role/*", "arn:aws:iam::111111111111:root", "111111111111", "*"].map(
    (arn) =>
      [
        { deployment: { ...deployment, operators: [arn] } },
        `deployment.operators.0: expected the ARN of a role or user, without wildcards`,
      ] as const,
  ),
  ...["", "hnb_59fds", "HNB659", "*"].map(
    (qualifier) =>
      [
        { deployment: { ...deployment, bootstrapQualifier: qualifier } },
        `deployment.bootstrapQualifier: expected the qualifier of \`cdk bootstrap\`: one to ten lower-case letters and digits`,
      ] as const,
  ),
  ...[0, 10, 1.5].map(
    (count) =>
      [
        { deployment: { ...deployment, signingKeys: count } },
        expect.stringMatching(/^deployment\.signingKeys: /) as string,
      ] as const,
  ),
];

test.each(REFUSED)("%j is refused in one line", (change, line) => {
  expect(mistakes(change)).toEqual([line]);
});

describe("the cron expression of a schedule", () => {
  const DAY_MS = 86_400_000;
  // Minute and hour lists, or every hour: all that ours uses.
  function firings(cron: string, from: number, until: number): string[] {
    const [, minutes = "", hours = ""] = /^cron\((\S+) (\S+) \* \* \? \*\)$/.exec(cron) ?? [];
    const has = (list: string, value: number): boolean => list === "*" || list.split(",").includes(String(value));
    const fired: string[] = [];
    for (let at = from; at <= until; at += 60_000) {
      const date = new Date(at);
      if (has(minutes, date.getUTCMinutes()) && has(hours, date.getUTCHours())) fired.push(formatTimestamp(at));
    }
    return fired;
  }

  test("fires at its slots and at no other time", () => {
    const start = Date.parse("2026-09-01T00:00:00.000Z");
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440),
        fc.nat(2 * 1440),
        (minutes, offset) => {
          const schedule = { everySeconds: minutes * 60, from: formatTimestamp(start + offset * 60_000) };
          const after = start + 3 * DAY_MS;
          const slots = dueSlots(
            { v: 1, kind: "schedule", graceSeconds: 0, eventCadenceSeconds: 0, ...schedule },
            after - 1,
            after + DAY_MS,
          );
          expect(firings(cronOf(schedule) as string, after, after + DAY_MS)).toEqual(slots);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([90, 7 * 60, 100, 2880])("there is none for every %d minutes", (minutes) => {
    expect(cronOf({ everySeconds: minutes * 60, from: "2026-09-01T00:00:00.000Z" })).toBeNull();
  });
});
