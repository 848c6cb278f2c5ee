// Names of resources in output: facts that we made keys for are named as a person would name them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { factName } from "../../audit/fact-name.ts";
import { nameOf } from "../../audit/resource-name.ts";
import { syntheticKey } from "../../evidence-schema/keys/resource-key.ts";

const ROOT = "arn:aws:iam::111122223333:root";
const PERSON = `person:${"a1".repeat(32)}`;
const ERASED = `person:${"b2".repeat(32)}`;
const AMELIE = "entra:435db7b7-46e6-4674-82d8-193e11fadc02/users/fa9ff73d-5d8d-4a2c-8e8f-60cf89f4067d";
const NAMES = new Map([
  [PERSON, ROOT],
  [AMELIE, "Amelie Brandt"],
]);
const names = { nameOf: (reference: string) => Promise.resolve(NAMES.get(reference) ?? null) };

const SERVER = "/subscriptions/9606bc3d/resourcegroups/rg/providers/microsoft.sql/servers/nl-sql-prod";

test.each([
  ["aws", "account-public-access-block", "S3 Block Public Access settings of the account"],
  ["aws", `credential-report/${PERSON}`, `IAM credential report row of ${ROOT}`],
  ["aws", `credential-report/${ERASED}`, `IAM credential report row of ${ERASED}`],
  ["aws", `credential-activity/${PERSON}`, `last use of the credentials of ${ROOT}`],
  ["entra", `user-activity/${AMELIE}`, "last sign-in of Amelie Brandt"],
  ["workspace", "user-activity/workspace:C01nl4h2x/users/7", "last sign-in of workspace:C01nl4h2x/users/7"],
  ["aws", "config-recorder/eu-west-1", "AWS Config recorder in eu-west-1"],
  ["aws", "guardduty-detector/eu-west-1", "GuardDuty in eu-west-1"],
  ["aws", "inspector-account/eu-west-1", "Amazon Inspector in eu-west-1"],
  ["aws", "ecr-scanning/eu-west-1/shop/web", "scanning of the ECR repository shop/web in eu-west-1"],
  ["gcp", "scanning-services", "services that scan images"],
  ["azure", "defender-plans", "Microsoft Defender for Cloud"],
  ["gcp", "security-center-services", "Security Command Center"],
  ["gcp", "security-center-tier", "tier of Security Command Center"],
  ["aws", "continuous-backups/eu-west-1/orders", "point-in-time recovery of the DynamoDB table orders in eu-west-1"],
  ["aws", "key-rotation/eu-west-1/1234", "rotation of the KMS key 1234 in eu-west-1"],
  ["aws", "listener-rules/eu-west-1/app/web/1/2", "rules of the listener app/web/1/2 in eu-west-1"],
  ["aws", "ssl-policies/eu-west-1", "security policies of load balancers in eu-west-1"],
  ["aws", "ebs-defaults/eu-west-1", "defaults of EBS in eu-west-1"],
  ["aws", "metadata-defaults/eu-west-1", "metadata defaults of EC2 in eu-west-1"],
  ["aws", "public-sharing/eu-west-1/snapshots", "public sharing of snapshots in eu-west-1"],
  ["aws", "db-parameter-group/eu-west-1/default.mysql8.4", "RDS DB parameter group default.mysql8.4 in eu-west-1"],
  ["aws", "access-path/iam-identity-center", "access by iam-identity-center"],
  [
    "azure",
    "security-admin-rules//subscriptions/9606bc3d/resourcegroups/rg/providers/microsoft.network/virtualnetworks/vnet-main",
    "security admin rules of the virtual network vnet-main",
  ],
  ["azure", `sql-auditing/${SERVER}`, "auditing settings of the SQL server nl-sql-prod"],
  [
    "azure",
    `sql-backup-retention/${SERVER}/databases/orders`,
    "short-term retention of the SQL database nl-sql-prod/orders",
  ],
  ["azure", `front-door-domains/${SERVER}`, "custom domains of the Front Door profile nl-sql-prod"],
  ["azure", `front-door-routes/${SERVER}`, "routes of the Front Door endpoint nl-sql-prod"],
  ["azure", `site-configuration/${SERVER}`, "configuration of the app nl-sql-prod"],
  ["azure", `site-authentication/${SERVER}`, "authentication settings of the app nl-sql-prod"],
  ["azure", `redis-firewall-rules/${SERVER}`, "firewall rules of the cache nl-sql-prod"],
  ["azure", `event-hub-network-rules/${SERVER}`, "network rules of the Event Hubs namespace nl-sql-prod"],
  ["azure", `service-bus-network-rules/${SERVER}`, "network rules of the Service Bus namespace nl-sql-prod"],
  [
    "azure",
    `sql-encryption/${SERVER}/databases/orders`,
    "transparent data encryption of the SQL database nl-sql-prod/orders",
  ],
  [
    "azure",
    "subscription-diagnostic-settings//subscriptions/9606bc3d",
    "diagnostic settings of the subscription 9606bc3d",
  ],
  ["entra", "role-assignment/lAPpYvVpN0KR-1", "Entra role assignment lAPpYvVpN0KR-1"],
  ["gcp", "ancestor-policy/folders/730011220044", "IAM policy of folders/730011220044"],
  [
    "gcp",
    "organization-role/organizations/902211334455/roles/deployer",
    "custom role deployer of organizations/902211334455",
  ],
  ["gcp", "container-policy/folders/730011220044", "IAM policy of folders/730011220044"],
  ["gcp", "network-firewall-policies/prod", "firewall policies of the network prod"],
  ["gcp", "org-policy/storage.publicAccessPrevention", "effective organization policy storage.publicAccessPrevention"],
  [
    "gcp",
    "vpc-flow-logs-config/organizations/902211334455/locations/global/vpcFlowLogsConfigs/all",
    "VPC Flow Logs configuration all of organizations/902211334455",
  ],
  ["workspace", "google-group/01abc", "members of the Google group 01abc"],
  ["gcp", "a-kind-of-a-newer-version/x", "a-kind-of-a-newer-version/x"],
])("a fact of %s: %s", async (provider, fact, name) => {
  expect(await nameOf(names, syntheticKey(provider, "scope", fact))).toBe(name);
});

test("the key of a cloud's own resource stays as it is", async () => {
  expect(await nameOf(names, "arn:aws:s3:::a-bucket")).toBe("arn:aws:s3:::a-bucket");
});

/** The kinds of facts that collectors make keys for. */
function kinds(): string[] {
  const root = join(import.meta.dirname, "../../collectors");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  return files.flatMap((path) => {
    const text = readFileSync(join(root, path), "utf8");
    const keyed = [...text.matchAll(/syntheticKey\([^,]+, [^,]+, [`"]([a-z-]+)[/"]/g)];
    const slugs = /^(?:aws|azure)\b/.test(path) ? [...text.matchAll(/slug: "([a-z-]+)"/g)] : [];
    return [...keyed, ...slugs].map(([, kind]) => kind as string);
  });
}

test("every kind of fact that a collector makes has a name", () => {
  const found = [...new Set(kinds())];
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((kind) => factName(`${kind}/eu-west-1/x`) === `${kind}/eu-west-1/x`)).toEqual([]);
});
