// Reads the IAM policies of buckets from Cloud Storage.
import { syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { isGone } from "../../../google/client/failure.ts";
import { isRecord, textOf } from "../../../json-shape.ts";
import { LIST_ACTIONS } from "../../inventory/list-assets.ts";
import { BUCKET, IAM_POLICY } from "../../item/asset.ts";
import { policyAsset } from "../../item/direct-asset.ts";
import type { ProjectSource } from "../../source.ts";
import { orByInventory } from "../direct.ts";
import { BUCKET_POLICY, LIST_BUCKETS } from "../storage.ts";

export const bucketPolicies: ProjectSource = {
  name: "storage-policies",
  types: [IAM_POLICY],
  calls: [
    { action: LIST_ACTIONS.IAM_POLICY, per: "page" },
    { action: LIST_BUCKETS, per: "page" },
    { action: BUCKET_POLICY, per: { resource: "no call tells the policies of several buckets" } },
  ],
  async read(gcp) {
    const project = await gcp.names();
    const resourceOf = (bucket: string): string => `//storage.googleapis.com/${bucket}`;
    const keyOf = (bucket: string): string => syntheticKey("gcp", gcp.project, `iam-policy/${resourceOf(bucket)}`);
    const list = async (): Promise<void> => {
      const { told, dataTime } = await gcp.once((facts) => facts.buckets(project));
      gcp.asOf(dataTime);
      const buckets = told.map((bucket) => (isRecord(bucket) ? (textOf(bucket["name"]) ?? "") : ""));
      const { source } = gcp.provenanceOf(IAM_POLICY);
      await gcp.each(IAM_POLICY, buckets, keyOf, async (bucket) => {
        // Version 3 tells of conditions. https://docs.cloud.google.com/storage/docs/json_api/v1/buckets/getIamPolicy
        const path = `/storage/v1/b/${encodeURIComponent(bucket)}/iam?optionsRequestedPolicyVersion=3`;
        try {
          const policy = await gcp.get({ api: "storage", action: BUCKET_POLICY, path });
          const asset = policyAsset(BUCKET, resourceOf(bucket), policy, project);
          gcp.emitAsset(IAM_POLICY, asset, { source, dataTime: gcp.now() });
        } catch (error) {
          // A bucket that went in the meantime has no policy.
          if (!isGone(error)) throw error;
        }
      });
    };
    // The inventory counts no bucket that binds nobody.
    await orByInventory(gcp, [IAM_POLICY], list, false);
  },
};
