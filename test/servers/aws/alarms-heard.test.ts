// What `tidemark doctor` says of the alarms of a deployment, as trails of two emulated accounts are made, narrowed and stopped.
import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { startEmulatedAws, type EmulatedAws } from "../../support/servers/emulated-aws.ts";

/** moto's own account is the collector's. */
const [COLLECTOR, LEDGER] = ["123456789012", "222222222222"] as const;
const REGION = "eu-central-1";
const ENABLED = "audit-trail-on";

let aws: EmulatedAws;
let directory: string;
let trails: { readonly [account: string]: CloudTrailClient };

beforeAll(async () => {
  aws = await startEmulatedAws([REGION, "us-east-1"]);
  directory = temporaryDirectory();
  const others = checks.filter(({ id }) => id !== ENABLED);
  const config = {
    company: { legalEntity: "Emulated Example Ltd", system: "Emulated" },
    ledger: { origin: "emulated.example/tidemark", mode: "trial", retentionDays: 1 },
    aws: { role: "TidemarkRead", externalId: "emulated-example", lane: "direct" },
    scopes: [COLLECTOR, LEDGER].map((id) => ({ scope: `aws/${id}`, regions: [REGION, "us-east-1"] })),
    checks: Object.fromEntries(others.map(({ id }) => [id, { enabled: false, reason: "a test" }])),
    schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
    deployment: {
      account: COLLECTOR,
      region: REGION,
      ledgerAccount: LEDGER,
      operators: [`arn:aws:iam::${COLLECTOR}:role/security`],
      emails: ["security@emulated.example"],
    },
  };
  writeFileSync(join(directory, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
  trails = { [COLLECTOR]: await clientOf(COLLECTOR), [LEDGER]: await clientOf(LEDGER) };
});
afterAll(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true });
});

/** A client of the account's trails, whose bucket it has. */
async function clientOf(account: string): Promise<CloudTrailClient> {
  const own = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const sts = new STSClient({ region: REGION, endpoint: aws.behind, credentials: own });
  const RoleArn = `arn:aws:iam::${account}:role/build`;
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "build" }));
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
  const access = { region: REGION, endpoint: aws.behind, credentials };
  await new S3Client({ ...access, forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: `trail-${account}`,
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
  return new CloudTrailClient(access);
}

async function create(account: string, isOfAllRegions: boolean): Promise<void> {
  const Name = isOfAllRegions ? "all-regions" : "one-region";
  await trails[account]?.send(
    new CreateTrailCommand({
      Name,
      S3BucketName: `trail-${account}`,
      IsMultiRegionTrail: isOfAllRegions,
      IncludeGlobalServiceEvents: true,
    }),
  );
  await trails[account]?.send(new StartLoggingCommand({ Name }));
}

const HEADING = "Alarms that stay or may stay silent (place, cause, how to fix, alarms)";

/** The rows of the section, in columns; none where it is not printed. */
async function section(expectedStatus: number): Promise<{ rows: string[][]; stdout: string }> {
  const { status, stdout, stderr } = await runCliAtOnce(["doctor"], directory, aws.env);
  expect({ status, stderr }).toEqual({ status: expectedStatus, stderr: "" });
  const [, after = ""] = stdout.split(`${HEADING}\n`);
  const rows = after === "" ? [] : (after.split("\n\n")[0] as string).split("\n");
  return { rows: rows.map((row) => row.trim().split(/ {2,}/)), stdout };
}

test("without a trail every alarm would stay silent", async () => {
  const { rows } = await section(2);
  expect(rows.map(([place, missing]) => [place, missing])).toEqual(
    [`${COLLECTOR} ${REGION}`, `${LEDGER} ${REGION}`, `${COLLECTOR} us-east-1`, `${LEDGER} us-east-1`].map((place) => [
      `aws/${place}`,
      "no trail logs this region",
    ]),
  );
  expect(rows[1]?.[3]).toBe(
    "tidemark-ledger-protection-changed, tidemark-key-changed, tidemark-unexplained-signatures, tidemark-watch-changed, tidemark-trail-changed",
  );
});

test("a trail of one region serves that one, and not the roles", async () => {
  await create(COLLECTOR, false);
  await create(LEDGER, true);
  const { rows } = await section(2);
  expect(rows).toEqual([
    [
      `aws/${COLLECTOR} us-east-1`,
      `trail one-region logs only ${REGION}`,
      "change the trail to a multi-region trail (trail one-region)",
      "tidemark-roles-changed, tidemark-watch-changed, tidemark-trail-changed",
    ],
  ]);
});

test("trails of all regions serve every place, and one line says which", async () => {
  await create(COLLECTOR, true);
  const { rows, stdout } = await section(0);
  expect(rows).toEqual([]);
  expect(stdout).toContain("\nCloudTrail reports every call that an alarm waits for: ");
  expect(stdout).toContain(`aws/${LEDGER} us-east-1 by arn:aws:cloudtrail:${REGION}:${LEDGER}:trail/all-regions\n`);
});

test.each([
  {
    by: "classic",
    selectors: {
      EventSelectors: [
        {
          ReadWriteType: "All" as const,
          IncludeManagementEvents: true,
          DataResources: [],
          ExcludeManagementEventSources: ["kms.amazonaws.com"],
        },
      ],
    },
  },
  {
    by: "advanced",
    selectors: {
      AdvancedEventSelectors: [
        {
          Name: "without KMS",
          FieldSelectors: [
            { Field: "eventCategory", Equals: ["Management"] },
            { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] },
          ],
        },
      ],
    },
  },
])("a trail that leaves out KMS by $by selectors silences the alarms on the key", async ({ selectors }) => {
  await trails[LEDGER]?.send(new PutEventSelectorsCommand({ TrailName: "all-regions", ...selectors }));
  const { rows } = await section(2);
  expect(rows).toEqual([
    [
      `aws/${LEDGER} ${REGION}`,
      "trail all-regions does not record write events of kms.amazonaws.com and read events of kms.amazonaws.com",
      "record these events with the trail's event selectors (trail all-regions)",
      "tidemark-key-changed, tidemark-unexplained-signatures",
    ],
  ]);
});

test("a trail that somebody stopped serves nothing", async () => {
  await trails[LEDGER]?.send(new StopLoggingCommand({ Name: "all-regions" }));
  const { rows } = await section(2);
  expect(rows.map(([place, missing]) => [place, missing])).toEqual([
    [`aws/${LEDGER} ${REGION}`, "trail all-regions is stopped"],
    [
      `aws/${LEDGER} ${REGION}`,
      "trail all-regions is stopped and does not record write events of kms.amazonaws.com and read events of kms.amazonaws.com",
    ],
    [`aws/${LEDGER} us-east-1`, "trail all-regions is stopped"],
  ]);
});
