// The real program on an emulated organization of three accounts and two regions: what is denied, what fails midway, and how
// the next complete run heals it.
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { WITHOUT_CREDENTIALS } from "../../support/environment.ts";
import { newestRecords } from "../../support/ledger/newest-records.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository, type Ran } from "../../support/run-cli.ts";
import { startEmulatedAws, type EmulatedAws } from "../../support/servers/emulated-aws.ts";
import {
  buildOrganization,
  drift,
  REGIONS,
  ROLE,
  type Organization,
} from "../../support/servers/emulated-organization.ts";
import { ec2Error, queryError } from "../../support/servers/wire.ts";

let aws: EmulatedAws;
let organization: Organization;
let directory: string;
let firstRunEnded = "";

beforeAll(async () => {
  aws = await startEmulatedAws(REGIONS);
  organization = await buildOrganization(aws.behind);
  directory = temporaryDirectory();
  const { management, production, development } = organization;
  const scopes = [management, production, development].map(({ id }) => ({ scope: `aws/${id}`, regions: REGIONS }));
  const config = {
    company: { legalEntity: "Emulated Example Ltd", system: "Emulated" },
    ledger: { origin: "emulated.example/tidemark" },
    aws: { role: ROLE, externalId: "emulated-example", lane: "direct", organization: true },
    labels: ["env"],
    scopes,
  };
  writeFileSync(
    join(directory, "tidemark.config.ts"),
    `import { defineConfig } from ${JSON.stringify(join(repository, "config/define-config.ts"))};\nexport default defineConfig(${JSON.stringify(config)});\n`,
  );
});
afterAll(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true });
});

const tidemark = (...args: readonly string[]): Promise<Ran> => runCliAtOnce(args, directory, aws.env);

const newest = ({ id }: { readonly id: string }): ChainRecord[] =>
  newestRecords(join(directory, ".tidemark/ledger"), `aws/${id}`);

type Row = { readonly unit: string; readonly complete: boolean; readonly problem: unknown; readonly listed: number };

function rows(account: { readonly id: string }): Row[] {
  return newest(account)
    .filter(({ type }) => type === "coverage")
    .flatMap(({ body }) => body["units"] as unknown as Row[]);
}

const incomplete = (account: { readonly id: string }): unknown =>
  rows(account)
    .filter(({ complete }) => !complete)
    .map(({ unit, problem }) => [unit, problem]);

const departures = (account: { readonly id: string }): unknown[] =>
  newest(account).filter(({ type }) => type === "departure");

type Stands = {
  readonly failures: readonly {
    readonly check: string;
    readonly resource: string;
    readonly because: string;
    readonly scope: string;
    readonly since: string;
  }[];
  readonly unobserved: readonly { readonly code: string; readonly detail: string; readonly units: readonly string[] }[];
};

async function collected(): Promise<{ ran: Ran; stands: Stands }> {
  const ran = await tidemark("collect", "--json");
  expect(ran.stderr).toBe("");
  return { ran, stands: (JSON.parse(ran.stdout) as { stands: Stands }).stands };
}

test("a first run reads every account by its role, and nothing is left out", async () => {
  const ran = await tidemark("start");
  expect(ran.stderr).toBe("");
  expect(ran.stdout).toContain("INTACT");
  expect(ran.status).toBe(0);
  firstRunEnded = new Date().toISOString();
  for (const account of Object.values(organization)) expect(incomplete(account)).toEqual([]);
  expect(ran.stdout).not.toContain("Found but not enrolled");
});

test("an unchanged run appends no observation, and at most 10 kB a scope of two regions", async () => {
  expect((await tidemark("collect")).stderr).toBe("");
  for (const { id } of Object.values(organization)) {
    const folder = join(directory, ".tidemark/ledger/records/provider=aws", `scope=${id}`, "gen=0");
    const segments = readdirSync(folder).toSorted();
    expect(segments).toHaveLength(2);
    expect(newest({ id }).filter(({ type }) => type === "observation")).toEqual([]);
    const { size } = statSync(join(folder, segments.at(-1) as string));
    expect(size).toBeLessThan(10_000);
  }
});

test("denied facts are indeterminate with their action, a region that fails midway erases nothing, and the run is sealed", async () => {
  const { production, development } = organization;
  await drift(organization);
  let answered = 0;
  aws.fault = ({ call, region, accessKey, path, service }) => {
    const account = aws.accountOf(accessKey);
    if (account === production.id && call === "DescribeDBInstances") return queryError("AccessDenied", "no", 403);
    if (account === production.id && service === "s3" && path.startsWith(`/data-us-east-1-${production.id}/?policy`)) {
      return {
        status: 403,
        headers: { "content-type": "text/xml" },
        body: "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
      };
    }
    // Two calls of the region are answered, and then none.
    if (account === development.id && region === "us-east-1" && ["ec2", "kms", "rds", "logs"].includes(service)) {
      answered += 1;
      return answered > 2 ? (service === "ec2" ? ec2Error("InternalError", "no", 500) : "cut") : null;
    }
    return null;
  };
  const { ran } = await collected();
  // A type that was refused in every region was not read at all; a bucket, or one region, is a part.
  expect(ran.status).toBe(2);
  const { unread } = JSON.parse(ran.stdout) as { readonly unread: unknown };
  const denied = { scope: `aws/${production.id}`, source: "aws-api" };
  const problems = [{ code: "denied", detail: "rds:DescribeDBInstances (AccessDenied)" }];
  expect(unread).toEqual([
    { ...denied, types: ["AWS::RDS::DBInstance"], problems },
    { ...denied, types: ["Tidemark::RDS::DBParameterGroup"], problems },
  ]);
  expect(incomplete(production)).toEqual([
    ["AWS::RDS::DBInstance@eu-central-1", { code: "denied", detail: "rds:DescribeDBInstances (AccessDenied)" }],
    ["AWS::RDS::DBInstance@us-east-1", { code: "denied", detail: "rds:DescribeDBInstances (AccessDenied)" }],
    [
      "Tidemark::RDS::DBParameterGroup@eu-central-1",
      { code: "denied", detail: "rds:DescribeDBInstances (AccessDenied)" },
    ],
    ["Tidemark::RDS::DBParameterGroup@us-east-1", { code: "denied", detail: "rds:DescribeDBInstances (AccessDenied)" }],
  ]);
  const failed = newest(production)
    .filter(({ type }) => type === "coverage")
    .flatMap(({ body }) => (body["asked"] as { failed: { key: string; problem: unknown }[] }).failed);
  expect(failed).toMatchObject([
    {
      key: `arn:aws:s3:::data-us-east-1-${production.id}`,
      problem: { code: "denied", detail: "s3:GetBucketPolicy (AccessDenied)" },
    },
  ]);
  const broken = incomplete(development) as [string, { code: string }][];
  expect(broken.length).toBeGreaterThan(0);
  for (const [unit, problem] of broken) {
    expect(unit).toMatch(/@us-east-1$/);
    expect(problem.code).toBe("unavailable");
  }
  for (const account of Object.values(organization)) expect(departures(account)).toEqual([]);
  expect((await tidemark("verify")).stdout).toContain("INTACT");
  // Calls that were left to be answered are again: the region fails midway once more.
  answered = 0;
  await doctorLists(organization);
});

test("the next complete run heals it, and what drifted meanwhile is told", async () => {
  aws.fault = () => null;
  const { stands } = await collected();
  for (const account of Object.values(organization)) {
    expect(incomplete(account)).toEqual([]);
    expect(departures(account)).toEqual([]);
  }
  expect(stands.unobserved).toEqual([]);
  const { production, development } = organization;
  const failing = stands.failures.map(({ check, because }) => `${check}: ${because}`);
  expect(failing).toContain("audit-trail-on: the trail is not logging (IsLogging is false)");
  expect(failing).toContain(
    "object-storage-not-public: the bucket is public by its policy, unrestricted by S3 Block Public Access",
  );
  expect(failing).toContain(
    "administration-ports-closed-to-internet: the rules open port 22 to the internet (a range wider than an IPv4 /8 or IPv6 /32)",
  );
  expect(failing).toContain("privileged-people-have-mfa: the privileged user has no MFA device");
  // What fails by absence was asked again by name, in the first run already.
  const first = stands.failures.filter(({ because }) => because === "no CloudTrail trail logs the account");
  expect(first.map(({ scope }) => scope).toSorted()).toEqual(
    [`aws/${production.id}`, `aws/${development.id}`].toSorted(),
  );
  for (const { since } of first) expect(since < firstRunEnded).toBe(true);
  const verified = await tidemark("verify");
  expect(verified.stdout).toContain("INTACT");
  expect(verified.status).toBe(0);
  const doctor = await tidemark("doctor");
  expect(doctor.stdout).toContain(`All ${checks.length} enabled checks can be answered in every scope and region.`);
  expect(doctor.status).toBe(0);
});

type Gap = {
  readonly code: string;
  readonly detail: string;
  readonly count: number;
  readonly scopes: readonly string[];
  readonly units: readonly string[];
  readonly checks: readonly string[];
};

/** The gaps that the faults make, and no others. */
async function doctorLists({ production, development }: Organization): Promise<void> {
  const { stdout, status } = await tidemark("doctor", "--json");
  expect(status).toBe(2);
  const { causes } = JSON.parse(stdout) as { causes: readonly Gap[] };
  const [ofProduction, ofDevelopment] = [production, development].map(({ id }) =>
    causes.filter(({ scopes }) => scopes.includes(`aws/${id}`)),
  ) as [Gap[], Gap[]];
  expect(causes).toHaveLength(ofProduction.length + ofDevelopment.length);
  expect(ofProduction.map(({ code, detail, count }) => [count, `${code}: ${detail}`])).toEqual([
    [4, "denied: rds:DescribeDBInstances (AccessDenied)"],
    [1, "denied: s3:GetBucketPolicy (AccessDenied)"],
  ]);
  expect(ofProduction[1]?.checks).toContain("object-storage-not-public");
  for (const { code, units } of ofDevelopment) {
    expect(code).toBe("unavailable");
    for (const unit of units) expect(unit).toMatch(/@us-east-1$/);
  }
}

test("an account whose role can't be taken hides itself and nobody else, and comes back", async () => {
  const { development } = organization;
  const seen = newest(development).at(-1)?.body["population"];
  aws.fault = ({ call, form }) =>
    call === "AssumeRole" && form.get("RoleArn")?.includes(development.id) === true
      ? queryError("AccessDenied", "no", 403)
      : null;
  const { ran, stands } = await collected();
  expect(ran.status).toBe(2);
  const { unread } = JSON.parse(ran.stdout) as { readonly unread: unknown };
  const problems = [{ code: "denied", detail: "sts:AssumeRole (AccessDenied)" }];
  expect(unread).toEqual([{ scope: `aws/${development.id}`, source: null, types: [], problems }]);
  expect(stands.unobserved).toMatchObject([{ code: "denied", detail: "sts:AssumeRole (AccessDenied)" }]);
  expect(stands.unobserved[0]?.units).toHaveLength(rows(development).length);
  expect(rows(development).every(({ complete }) => !complete)).toBe(true);
  expect(departures(development)).toEqual([]);
  expect(newest(development).at(-1)?.body["population"]).toEqual(seen);
  expect((await tidemark("verify")).stdout).toContain("INTACT");
  aws.fault = () => null;
  expect((await collected()).stands.unobserved).toEqual([]);
  expect(incomplete(development)).toEqual([]);
});

test("without credentials every command says so in one line, and nothing is written", async () => {
  const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _secret, ...rest } = aws.env;
  const seals = readdirSync(join(directory, ".tidemark/ledger/log")).length;
  for (const command of ["collect", "doctor"]) {
    const ran = await runCliAtOnce([command], directory, { ...WITHOUT_CREDENTIALS, ...rest });
    expect(ran.stderr).toBe(
      "tidemark: credentials for AWS are missing. Give a profile, a role or environment variables, as the AWS CLI takes them\n",
    );
    expect(ran.status).toBe(3);
  }
  expect(readdirSync(join(directory, ".tidemark/ledger/log"))).toHaveLength(seals);
});

test("init writes a config of what the management account sees, which doctor takes", async () => {
  const folder = temporaryDirectory();
  const init = await runCliAtOnce(
    ["init", "--legal-entity", "Emulated Example Ltd", "--system", "Emulated", "--origin", "emulated.example/tidemark"],
    folder,
    { ...aws.env, AWS_REGION: "eu-central-1" },
  );
  expect(init.stderr).toBe("");
  expect(init.stdout).toContain("Wrote tidemark.config.ts: 3 accounts, 2 regions, read by the direct lane");
  const doctor = await runCliAtOnce(["doctor"], folder, aws.env);
  expect(doctor.stderr).toBe("");
  expect(doctor.status).toBe(0);
  const again = await runCliAtOnce(["init"], folder, aws.env);
  expect(again.stderr).toBe(
    "tidemark: tidemark.config.ts exists in this folder, and init never overwrites a config. Edit the file, or run init in another folder\n",
  );
  expect(again.status).toBe(3);
});
