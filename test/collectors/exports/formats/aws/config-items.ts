// Configuration items as AWS Config delivers them, and the reading of a snapshot of them.
import { RESOURCE_TYPES } from "../../../../../collectors/aws/item/resource-types.ts";
import { entry, makeDirectory, manifest, readUnits, type Outcome } from "../../fixture.ts";

export const ACCOUNT = "111122223333";
export const SCOPE = `aws/${ACCOUNT}`;
export const S3 = "AWS::S3::Bucket@eu-central-1";
export const SG = "AWS::EC2::SecurityGroup@eu-central-1";
export const USER = "AWS::IAM::User@global";
const TYPES = Object.keys(RESOURCE_TYPES);

export type Members = { readonly [member: string]: unknown };

export const item = (resourceType: string, resourceId: string, members: Members = {}): Members => ({
  configurationItemVersion: "1.3",
  configurationItemCaptureTime: "2026-08-30T11:39:10.807Z",
  configurationStateId: 1788088750807,
  awsAccountId: ACCOUNT,
  configurationItemStatus: "OK",
  resourceType,
  resourceId,
  resourceName: resourceId,
  awsRegion: "eu-central-1",
  tags: {},
  supplementaryConfiguration: {},
  configuration: {},
  ...members,
});

export const bucket = (members: Members = {}): Members =>
  item("AWS::S3::Bucket", "logs", {
    ARN: "arn:aws:s3:::logs",
    resourceCreationTime: "2024-03-13T10:00:00Z",
    configuration: { name: "logs" },
    ...members,
  });

export const snapshot = (items: readonly Members[]): string =>
  JSON.stringify({ fileVersion: "1.0", configSnapshotId: "snap-1", configurationItems: items });

export const config = (members: Members = {}): Members =>
  entry({
    format: "aws-config-snapshot",
    scope: SCOPE,
    regions: ["eu-central-1", "global"],
    types: TYPES,
    file: "config.json",
    ...members,
  });

export async function readItems(items: readonly Members[], units: readonly string[] = [S3]): Promise<Outcome> {
  return readUnits(
    await makeDirectory({ "export.json": manifest(config()), "config.json": snapshot(items) }),
    SCOPE,
    units,
  );
}

/** What `aws configservice select-resource-config` prints of `items`; members given stand beside the results. */
export const selected = (items: readonly Members[], members: Members = {}): string =>
  JSON.stringify({
    Results: items.map((each) => JSON.stringify(each)),
    QueryInfo: { SelectFields: [{ Name: "configuration" }] },
    ...members,
  });

export async function readSelected(text: string, units: readonly string[] = [S3]): Promise<Outcome> {
  const exported = config({ format: "aws-config-select" });
  return readUnits(await makeDirectory({ "export.json": manifest(exported), "config.json": text }), SCOPE, units);
}
