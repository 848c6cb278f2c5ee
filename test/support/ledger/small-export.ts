// Exports of two AWS accounts, small enough to write and read in a moment.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ACCOUNTS = ["111111111111", "222222222222"] as const;

const bucket = (account: string, name: string, at: string): unknown => ({
  configurationItemVersion: "1.3",
  configurationItemCaptureTime: at,
  configurationItemStatus: "OK",
  configurationStateId: 1,
  awsAccountId: account,
  resourceType: "AWS::S3::Bucket",
  resourceId: name,
  resourceName: name,
  ARN: `arn:aws:s3:::${name}`,
  awsRegion: "eu-central-1",
  availabilityZone: "Regional",
  resourceCreationTime: "2024-01-01T00:00:00.000Z",
  tags: {},
  relatedEvents: [],
  relationships: [],
  configuration: { name, owner: { id: account }, creationDate: "2024-01-01T00:00:00.000Z" },
  // As S3 encrypts by itself: enough, unless a company asks for a key of its own.
  supplementaryConfiguration: {
    ServerSideEncryptionConfiguration: JSON.stringify({
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyID: null } }],
    }),
  },
});

const snapshot = (account: string, at: string, names: readonly string[]): string =>
  JSON.stringify({
    fileVersion: "1.0",
    configSnapshotId: "a",
    configurationItems: names.map((name) => bucket(account, name, at)),
  });

/** Writes a directory of exports as of `at`, with these buckets in each account. */
export function writeExports(directory: string, at: string, names: readonly string[]): string {
  mkdirSync(directory, { recursive: true });
  const exports = ACCOUNTS.map((account) => {
    const file = `${account}.json`;
    writeFileSync(
      join(directory, file),
      snapshot(
        account,
        at,
        names.map((name) => `${name}-${account}`),
      ),
    );
    return exported(account, at, file);
  });
  writeFileSync(join(directory, "export.json"), JSON.stringify({ version: 1, exports }));
  return directory;
}

const exported = (account: string, at: string, file: string): unknown => ({
  source: `config-${account}`,
  format: "aws-config-snapshot",
  scope: `aws/${account}`,
  command: "aws configservice deliver-config-snapshot",
  principal: null,
  regions: ["eu-central-1"],
  types: ["AWS::S3::Bucket", "AWS::EC2::VPC", "AWS::EC2::FlowLog"],
  dataTime: at,
  startedAt: at,
  finishedAt: at,
  exitStatus: 0,
  error: null,
  file,
});
