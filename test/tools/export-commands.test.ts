// The export script, run with stand-ins for the clouds' command lines: what it writes is what the reader reads.
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exportCommands } from "../../collectors/exports/commands.ts";
import { FORMATS } from "../../collectors/exports/formats.ts";
import { openExports } from "../../collectors/exports/reader.ts";
import type { UnitReading } from "../../collectors/port.ts";

const SUBSCRIPTION = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const TENANT = "435db7b7-46e6-4674-82d8-193e11fadc02";
const SCOPES = [
  { scope: "aws/111122223333", regions: ["eu-central-1", "eu-west-1"] },
  ...[`azure/${SUBSCRIPTION}`, "gcp/projects/481516234201", `entra/${TENANT}`, "workspace/C01nl4h2x"].map((scope) => ({
    scope,
    regions: [],
  })),
];
const TYPES = Object.values(FORMATS).flatMap(({ types }) => types);

const bucket = {
  awsAccountId: "111122223333",
  awsRegion: "eu-central-1",
  resourceType: "AWS::S3::Bucket",
  resourceId: "b",
  ARN: "arn:aws:s3:::b",
  configurationItemStatus: "OK",
  configurationItemCaptureTime: "2026-08-30T11:39:10.807Z",
  configuration: { name: "b" },
};
const REPORT =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n" +
  "<root_account>,arn:aws:iam::111122223333:root,2024-03-12T07:31:02+00:00,not_supported,N/A,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n";
const vnet = {
  id: `/subscriptions/${SUBSCRIPTION}/x`,
  name: "x",
  type: "microsoft.network/virtualnetworks",
  subscriptionId: SUBSCRIPTION,
  properties: {},
};
const own = {
  id: `/subscriptions/${SUBSCRIPTION}`,
  name: "s",
  type: "microsoft.resources/subscriptions",
  subscriptionId: SUBSCRIPTION,
  properties: {},
};
const user = (digit: string): object => ({
  id: `00000000-0000-4000-8000-00000000000${digit}`,
  userPrincipalName: "j@northlight.example",
  isAdmin: true,
});
const KEY =
  "AWSLogs/111122223333/Config/eu-central-1/2026/9/1/ConfigSnapshot/111122223333_Config_eu-central-1_ConfigSnapshot_20260901T054512Z_snap-1.json.gz";

/** What a stand-in prints where its arguments contain the pattern: JSON, or shell. First come, first served. */
const STANDINS: { readonly [tool: string]: readonly (readonly [pattern: string, answer: object | string])[] } = {
  aws: [
    ["sts get-caller-identity", { Account: "111122223333", Arn: "arn:aws:sts::111122223333:assumed-role/R/s" }],
    [
      "describe-configuration-recorders --region eu-west-1",
      "echo 'An error occurred (AccessDeniedException) when calling the DescribeConfigurationRecorders operation: User: arn:aws:sts::1:x is not authorized to perform: config:DescribeConfigurationRecorders' >&2; exit 254",
    ],
    [
      "describe-configuration-recorders",
      {
        ConfigurationRecorders: [
          { recordingGroup: { allSupported: false, resourceTypes: ["AWS::S3::Bucket", "AWS::IAM::User"] } },
        ],
      },
    ],
    ["describe-configuration-recorder-status", { ConfigurationRecordersStatus: [{ recording: true }] }],
    ["describe-delivery-channels", { DeliveryChannels: [{ name: "default", s3BucketName: "config" }] }],
    ["deliver-config-snapshot", { configSnapshotId: "snap-1" }],
    ["list-objects-v2", [KEY]],
    [`s3 cp s3://config/${KEY} -`, 'cat "$ANSWERS/snapshot.json.gz"'],
    ["generate-credential-report", { State: "COMPLETE" }],
    [
      "get-credential-report",
      {
        Content: Buffer.from(REPORT).toString("base64"),
        ReportFormat: "text/csv",
        GeneratedTime: "2026-09-01T05:58:41+00:00",
      },
    ],
  ],
  az: [
    ["account show", { tenantId: TENANT, user: { name: "reader@northlight.example", type: "user" } }],
    ["--skip-token t1", { count: 1, data: [own], skip_token: null, total_records: 2 }],
    ["graph query", { count: 1, data: [vnet], skip_token: "t1", total_records: 2 }],
    ["skiptoken=2", { "@odata.context": "c", value: [user("2")] }],
    [
      "userRegistrationDetails",
      {
        "@odata.context": "c",
        value: [user("1")],
        "@odata.nextLink": "https://graph.microsoft.com/v1.0/x?skiptoken=2",
      },
    ],
  ],
  gcloud: [
    ["config get-value account", "echo reader@northlight.example"],
    ["projects describe 481516234201", "echo nl-prod"],
    [
      "asset list --project=nl-prod",
      "echo \"ERROR: (gcloud.asset.list) PERMISSION_DENIED: Permission 'cloudasset.assets.listResource' denied on resource\" >&2; exit 1",
    ],
    ["auth print-access-token", "echo token"],
  ],
  curl: [
    ["pageToken=a%2Fb", 'grep -q "^Authorization: Bearer token$" && cat "$ANSWERS/users-2.json"'],
    ["users?customer=C01nl4h2x", 'grep -q "^Authorization: Bearer token$" && cat "$ANSWERS/users-1.json"'],
  ],
};

let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tidemark-commands-"));
  const bin = join(directory, "bin");
  await mkdir(bin);
  await writeFile(
    join(directory, "snapshot.json.gz"),
    gzipSync(JSON.stringify({ fileVersion: "1.0", configSnapshotId: "snap-1", configurationItems: [bucket] })),
  );
  await writeFile(
    join(directory, "users-1.json"),
    JSON.stringify({
      kind: "admin#directory#users",
      users: [{ id: "1", customerId: "C01nl4h2x" }],
      nextPageToken: "a/b",
    }),
  );
  await writeFile(
    join(directory, "users-2.json"),
    JSON.stringify({ kind: "admin#directory#users", users: [{ id: "2" }] }),
  );
  for (const [tool, answers] of Object.entries(STANDINS)) {
    const cases = answers.map(
      ([pattern, answer]) =>
        `  *'${pattern}'*) ${typeof answer === "string" ? answer : `printf '%s\\n' '${JSON.stringify(answer)}'`} ;;`,
    );
    await writeFile(
      join(bin, tool),
      ["#!/bin/sh", 'case "$*" in', ...cases, '  *) echo "no answer to $*" >&2; exit 99 ;;', "esac", ""].join("\n"),
    );
    await chmod(join(bin, tool), 0o755);
  }
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const run = (script: string): Promise<{ status: number; errors: string }> =>
  new Promise((resolve) => {
    const env = { PATH: `${join(directory, "bin")}${delimiter}${process.env["PATH"] ?? ""}`, ANSWERS: directory };
    execFile("sh", [script, join(directory, "out")], { env }, (error, _, errors) =>
      resolve({ status: error === null ? 0 : Number(error.code), errors }),
    );
  });

test("what could be exported is read, what could not is incomplete with its cause", async () => {
  const script = join(directory, "export.sh");
  await writeFile(script, exportCommands(SCOPES, TYPES));
  const { status, errors } = await run(script);
  expect(errors.trim().split("\n")).toEqual([
    expect.stringMatching(/^not exported: aws-111122223333-eu-west-1: An error occurred/),
    expect.stringMatching(/^not exported: gcp-481516234201: ERROR/),
  ]);
  expect(status).toBe(2);

  const reader = await openExports(join(directory, "out"));
  expect(reader.scopes).toEqual(SCOPES.map(({ scope }) => scope).toSorted());
  const units: { [unit: string]: UnitReading } = {};
  for (const { scope } of SCOPES) {
    const planned = [
      ...TYPES.map((type) => ({ type, region: "global" })),
      ...["eu-central-1", "eu-west-1"].map((region) => ({ type: "AWS::S3::Bucket", region })),
    ];
    const reading = await reader.read(
      { scope, units: planned, person: () => "person:x", remember: () => {} },
      () => {},
    );
    for (const unit of reading.units) if (unit.source !== "none") units[`${scope} ${unit.unit}`] = unit;
  }
  const read = (scope: string, unit: string): UnitReading | undefined => units[`${scope} ${unit}`];
  expect(read("aws/111122223333", "AWS::S3::Bucket@eu-central-1")).toMatchObject({
    complete: true,
    listed: 1,
    dataTime: "2026-09-01T05:45:12.000Z",
  });
  expect(read("aws/111122223333", "AWS::IAM::User@global")).toMatchObject({ complete: true, listed: 0 });
  expect(read("aws/111122223333", "AWS::IAM::Group@global")).toMatchObject({
    complete: false,
    problem: { code: "not-recorded" },
  });
  expect(read("aws/111122223333", "AWS::S3::Bucket@eu-west-1")).toMatchObject({
    complete: false,
    problem: { code: "denied", detail: "config:DescribeConfigurationRecorders" },
  });
  expect(read("aws/111122223333", "AWS::::Account@global")).toMatchObject({
    complete: true,
    listed: 1,
    dataTime: "2026-09-01T05:58:41.000Z",
  });
  expect(read(`azure/${SUBSCRIPTION}`, "microsoft.network/virtualnetworks@global")).toMatchObject({
    complete: true,
    listed: 1,
  });
  expect(read("gcp/projects/481516234201", "compute.googleapis.com/Firewall@global")).toMatchObject({
    complete: false,
    problem: { code: "denied", detail: "cloudasset.assets.listResource" },
  });
  expect(read(`entra/${TENANT}`, "microsoft.graph/userRegistrationDetails@global")).toMatchObject({
    complete: true,
    listed: 2,
  });
  expect(read("workspace/C01nl4h2x", "admin.directory/users@global")).toMatchObject({ complete: true, listed: 2 });
});

test("two runs have one command each, and principals are those that were signed in", async () => {
  const script = join(directory, "export.sh");
  await writeFile(script, exportCommands(SCOPES, TYPES));
  const manifests: { exports: { command: string; principal: string }[] }[] = [];
  for (let i = 0; i < 2; i += 1) {
    await run(script);
    manifests.push(
      JSON.parse(await readFile(join(directory, "out", "export.json"), "utf8")) as (typeof manifests)[number],
    );
  }
  const [first, second] = manifests.map(({ exports }) =>
    exports.map(({ command, principal }) => ({ command, principal })),
  );
  expect(first).toEqual(second);
  expect(new Set(first?.map(({ principal }) => principal))).toEqual(
    new Set(["arn:aws:sts::111122223333:assumed-role/R/s", "reader@northlight.example"]),
  );
});

test("only what is asked for is exported, and a scope that is none is refused", () => {
  const script = exportCommands(SCOPES, ["AWS::EC2::VPC", "compute.googleapis.com/Network"]);
  const calls = script.split("\n").filter((line) => line.startsWith("export_file "));
  expect(calls.map((line) => line.split(" ")[1])).toEqual([
    "aws-111122223333-eu-central-1",
    "aws-111122223333-eu-west-1",
    "gcp-481516234201",
  ]);
  expect(() => exportCommands([{ scope: "aws/$(reboot)", regions: ["eu-central-1"] }], TYPES)).toThrow(RangeError);
});
