// Reads IAM policies: those of buckets from Cloud Storage, those of all else from Cloud Asset Inventory.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { ApiOff, isGone } from "../../google/client/failure.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { LIST_ACTIONS } from "../inventory/list-assets.ts";
import type { AssetRow } from "../inventory/organization-assets.ts";
import { IAM_POLICY } from "../item/asset.ts";
import { policyAsset } from "../item/direct-asset.ts";
import type { ProjectRead } from "../project-read.ts";
import { LATE_ASSETS, serviceLane, type ProjectSource } from "../source.ts";
import { emitRow } from "./direct.ts";
import { BUCKET, BUCKET_POLICY, LIST_BUCKETS } from "./storage.ts";

/** The bucket itself told of its policy. */
export const STORAGE_LANE = serviceLane("storage-policies");

export const policies: ProjectSource = {
  name: "policies",
  types: [IAM_POLICY],
  calls: [
    { action: LIST_ACTIONS.IAM_POLICY, per: "page" },
    { action: LIST_BUCKETS, per: "page" },
    { action: BUCKET_POLICY, per: { resource: "no call tells the policies of several buckets" } },
  ],
  async read(gcp) {
    const buckets = await bucketsOf(gcp);
    const rows = await gcp.inventory();
    gcp.asOf(rows.dataTime);
    if (buckets === null) gcp.setLag([IAM_POLICY], LATE_ASSETS);
    const problem = rows.problemOf(IAM_POLICY);
    if (problem !== null) gcp.spoil(IAM_POLICY, problem);
    // The policy of a bucket is read from the bucket; so is whether there still is one.
    for (const row of rows.of(IAM_POLICY))
      if (buckets === null || typeOf(row) !== BUCKET) emitRow(gcp, IAM_POLICY, row, rows.dataTime);
    await readBuckets(gcp, buckets ?? []);
  },
};

/** Names of buckets; null where the inventory tells of them, since the API of Cloud Storage is off in the project. */
async function bucketsOf(gcp: ProjectRead): Promise<string[] | null> {
  try {
    const project = await gcp.names();
    const { told: buckets } = await gcp.once((facts) => facts.buckets(project));
    return buckets.flatMap((bucket) => (isRecord(bucket) ? (textOf(bucket["name"]) ?? []) : []));
  } catch (error) {
    if (error instanceof ApiOff && error.project === gcp.project) return null;
    if (!(error instanceof CallFailed)) throw error;
    gcp.spoil(IAM_POLICY, error.problem);
    return [];
  }
}

async function readBuckets(gcp: ProjectRead, buckets: readonly string[]): Promise<void> {
  const project = await gcp.names();
  const resourceOf = (bucket: string): string => `//storage.googleapis.com/${bucket}`;
  const keyOf = (bucket: string): string => syntheticKey("gcp", gcp.project, `iam-policy/${resourceOf(bucket)}`);
  await gcp.each(IAM_POLICY, buckets, keyOf, async (bucket) => {
    // Version 3 tells of conditions. https://docs.cloud.google.com/storage/docs/json_api/v1/buckets/getIamPolicy
    const path = `/storage/v1/b/${encodeURIComponent(bucket)}/iam?optionsRequestedPolicyVersion=3`;
    try {
      const policy = await gcp.get({ api: "storage", action: BUCKET_POLICY, path });
      const told = { source: STORAGE_LANE.source, dataTime: gcp.now() };
      gcp.emitAsset(IAM_POLICY, policyAsset(BUCKET, resourceOf(bucket), policy, project), told);
    } catch (error) {
      // A bucket that went in the meantime has no policy.
      if (!isGone(error)) throw error;
    }
  });
}

const typeOf = (row: Json): string | null => {
  const { asset } = row as AssetRow;
  return isRecord(asset) ? textOf(asset["assetType"]) : null;
};
