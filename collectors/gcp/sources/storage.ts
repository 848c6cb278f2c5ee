// Reads buckets with their ACLs from Cloud Storage.
import { BUCKET } from "../item/asset.ts";
import { emitDirect, orByInventory } from "./direct.ts";
import type { ProjectSource } from "../source.ts";

export const LIST_BUCKETS = "storage.buckets.list";

/** ACLs need it too. https://docs.cloud.google.com/storage/docs/json_api/v1/buckets/list (projection) */
export const BUCKET_POLICY = "storage.buckets.getIamPolicy";

export const storage: ProjectSource = {
  name: "storage",
  types: [BUCKET],
  calls: [
    { action: LIST_BUCKETS, per: "page" },
    { action: BUCKET_POLICY, per: "page" },
  ],
  async read(gcp) {
    const project = await gcp.names();
    await orByInventory(gcp, [BUCKET], async () => {
      const { told: buckets, dataTime } = await gcp.once((facts) => facts.buckets(project));
      gcp.asOf(dataTime);
      emitDirect(gcp, BUCKET, buckets, project, dataTime);
    });
  },
};
