// Remedies' commands against the checks that they are for: what such a command sets, its check passes.
import { expect, test } from "vitest";
import { typesOf } from "../../checks/check.ts";
import { checks } from "../../checks/index.ts";
import type { Evaluator } from "../../checks/kernel.ts";
import { matchesEvery } from "../../checks/logging/audit-logs-kept/log-filter.ts";
import { policyDocument } from "../../collectors/aws/item/policy-document.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { commandsOf, PLACEHOLDERS } from "../support/remedies/placeholders.ts";
import type { Case } from "./cases.ts";
import { judgeCase } from "./judge-case.ts";
import { account, arn, logging, trail } from "./logging/audit-trail-on/trail.ts";
import { bucket, none, trail as keptTrail } from "./logging/audit-logs-kept/trail.ts";

const BUCKET = PLACEHOLDERS["BUCKET"] as string;
const people = { reference: (text: string) => `person:${text}`, remember: () => {} } as never;

/** The value of a flag in the first command that begins so; quotes around it are the shell's. */
function valueOf(begins: string, flag: string): string {
  const tool = begins.split(" ")[0] as string;
  const command = commandsOf(tool).find((each) => each.startsWith(`${begins} `)) ?? "";
  const [, quoted, plain] = new RegExp(` ${flag}[ =](?:'([^']*)'|([^']*?))(?= --|$)`).exec(command) ?? [];
  expect(quoted ?? plain, `${begins} ${flag}`).toBeDefined();
  return (quoted ?? plain) as string;
}

const jsonOf = (begins: string, flag: string): Json => JSON.parse(valueOf(begins, flag)) as Json;

function outcomeOf(id: string, resourceType: string, given: Omit<Case, "name" | "expect">): string {
  const check = checks.find((each) => each.id === id);
  const evaluator = check?.evaluators.find((each) => each.resourceType === resourceType) as Evaluator;
  const { verdict } = judgeCase(check as never, evaluator, { name: "remedied", expect: "pass", ...given });
  return verdict.outcome;
}

test("the bucket policy refuses plain HTTP", () => {
  const Policy = policyDocument(valueOf("aws s3api put-bucket-policy", "--policy"), people);
  const slice = { Name: BUCKET, BucketPolicy: { Policy } };
  expect(outcomeOf("transport-encryption-required", "AWS::S3::Bucket", { slice })).toBe("pass");
  const other = { ...slice, Name: "another" };
  expect(outcomeOf("transport-encryption-required", "AWS::S3::Bucket", { slice: other })).toBe("fail");
});

test("the default encryption of the bucket has a key of the company", () => {
  const set = jsonOf("aws s3api put-bucket-encryption", "--server-side-encryption-configuration");
  const slice = { BucketEncryption: { ServerSideEncryptionConfiguration: set } };
  const given = { slice, parameters: { requireCustomerKey: true } };
  expect(outcomeOf("object-storage-encrypted-at-rest", "AWS::S3::Bucket", given)).toBe("pass");
});

test("the block keeps the public out of the bucket, whatever it grants", () => {
  const text = valueOf("aws s3api put-public-access-block", "--public-access-block-configuration");
  const set = Object.fromEntries(text.split(",").map((pair) => [pair.split("=")[0], pair.endsWith("=true")]));
  const slice = { Name: BUCKET, PublicAccessBlockConfiguration: set };
  const given = { slice, related: { accountBlock: none }, parameters: { requireBlock: true } };
  expect(outcomeOf("object-storage-not-public", "AWS::S3::Bucket", given)).toBe("pass");
});

test("the event selectors record all management events", () => {
  const EventSelectors = jsonOf("aws cloudtrail put-event-selectors", "--event-selectors");
  const related = {
    trails: { rows: [trail()] },
    status: { rows: [logging()] },
    selectors: { rows: [{ TrailARN: arn, EventSelectors }] },
  };
  expect(outcomeOf("audit-trail-on", "AWS::::Account", { slice: account, related })).toBe("pass");
});

test("the retentions keep audit logs as long as the default asks, and so does a bucket that expires nothing", () => {
  const related = { buckets: bucket(), logGroups: none };
  expect(outcomeOf("audit-logs-kept", "AWS::CloudTrail::Trail", { slice: keptTrail(), related })).toBe("pass");
  const days = [
    valueOf("aws logs put-retention-policy", "--retention-in-days"),
    valueOf("az monitor log-analytics workspace update", "--retention-time"),
    valueOf("gcloud logging buckets update", "--retention-days"),
  ];
  const check = checks.find(({ id }) => id === "audit-logs-kept");
  expect(days.map(Number)).toEqual(days.map(() => check?.parameters.parse({})["days"]));
});

test("the sink takes every Data Access audit log", () => {
  const id = "cloudaudit.googleapis.com/data_access";
  const names = [`projects/nl-prod/logs/${encodeURIComponent(id)}`.toLowerCase()];
  expect(matchesEvery(valueOf("gcloud logging sinks create", "--log-filter"), { id, names })).toBe(true);
});

test("the diagnostic setting and the audit of SQL have everything that the default asks for", () => {
  const id = "/subscriptions/6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
  const logs = jsonOf("az monitor diagnostic-settings subscription create", "--logs");
  const workspaceId = valueOf("az monitor diagnostic-settings subscription create", "--workspace");
  const settings = { rows: [{ Subscription: id, Settings: [{ workspaceId, logs }] }] };
  const given = { slice: { id }, related: { settings } };
  expect(outcomeOf("audit-trail-on", "microsoft.resources/subscriptions", given)).toBe("pass");

  const server = `${id}/resourceGroups/shop/providers/microsoft.sql/servers/shop`;
  const audit = commandsOf("az").find((command) => command.includes("--log-analytics-target-state Enabled")) ?? "";
  const [, groups = ""] = / --actions ([A-Z_ ]+)$/.exec(audit) ?? [];
  const policy = {
    Server: server,
    state: "Enabled",
    isAzureMonitorTargetEnabled: true,
    auditActionsAndGroups: groups.split(" "),
  };
  const related = { auditing: { rows: [policy] } };
  expect(outcomeOf("audit-trail-on", "microsoft.sql/servers", { slice: { id: server }, related })).toBe("pass");
});

test.each([
  ["aws", "AWS::RDS::DBInstance", "aws rds "],
  ["aws", "AWS::Redshift::Cluster", "aws redshift "],
  ["azure", "microsoft.dbforpostgresql/flexibleservers", "az postgres "],
  ["azure", "microsoft.dbformysql/flexibleservers", "az mysql "],
  ["azure", "microsoft.sql/managedinstances", "az sql mi "],
] as const)(
  "a check that can fail %s %s over its network or TLS has a command of that service",
  (cloud, type, tool) => {
    for (const check of checks.filter(({ id }) => /transport|reachable/.test(id))) {
      if (!typesOf(check, cloud).includes(type)) continue;
      const commands: readonly string[] = check.remediation[cloud]?.commands ?? [];
      expect(
        commands.some((command) => command.startsWith(tool)),
        check.id,
      ).toBe(true);
    }
  },
);
