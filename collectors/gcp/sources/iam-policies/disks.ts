// Reads the IAM policies of disks, snapshots and images from Cloud Asset Inventory, and single ones of them from Compute Engine.
import { isGone } from "../../../google/client/failure.ts";
import { LIST_ACTIONS } from "../../inventory/list-assets.ts";
import { COMPUTE_POLICY } from "../../item/asset.ts";
import { policyAsset } from "../../item/direct-asset.ts";
import type { ProjectRead } from "../../project-read.ts";
import type { ProjectSource } from "../../source.ts";
import { below, COMPUTE, DISKS } from "../cloud-asset.ts";
import { emitListed } from "./listed.ts";

/** The permission that reads the policy of one of a type, by the permission that reads the resource. */
const policyAction = (action: string): string => action.replace(/\.get$/, ".getIamPolicy");

const ACTIONS: readonly string[] = [...new Set([...DISKS.values()].map(({ action }) => policyAction(action)))];

/**
 * Policies of disks, snapshots and images. The inventory lists no policy that binds nobody. Both of its listings are as of one time, so
 * a resource without a policy there has the empty one, which Compute Engine tells of it by name.
 * https://docs.cloud.google.com/compute/docs/reference/rest/v1/images/getIamPolicy, and those of the others beside it
 */
export const diskPolicies: ProjectSource = {
  name: "cloud-asset-disk-policies",
  types: [COMPUTE_POLICY],
  calls: [
    { action: LIST_ACTIONS.IAM_POLICY, per: "page" },
    ...ACTIONS.map((action) => ({ action, per: "few" as const })),
  ],
  async read(gcp) {
    if (gcp.only !== null) await readPolicies(gcp, gcp.only);
    else await emitListed(gcp, COMPUTE_POLICY, [...DISKS.keys()]);
  },
};

async function readPolicies(gcp: ProjectRead, only: ReadonlySet<string>): Promise<void> {
  const project = await gcp.names();
  const subjects = [...only].flatMap((key) => {
    const asset = /\/iam-policy\/(\/\/compute\.googleapis\.com\/.+)$/.exec(decodeURIComponent(key))?.[1] ?? "";
    const [type, single] = [...DISKS].find(([, { path }]) => path.test(below(asset))) ?? [];
    return type === undefined || single === undefined
      ? []
      : [{ key, asset, type, action: policyAction(single.action) }];
  });
  await gcp.each(
    COMPUTE_POLICY,
    subjects,
    ({ key }) => key,
    async ({ asset, type, action }) => {
      // Version 3 tells of conditions.
      const path = `/compute/v1/projects/${project.id}/${below(asset)}/getIamPolicy?optionsRequestedPolicyVersion=3`;
      try {
        const policy = await gcp.get({ api: "compute", action, path });
        const told = { source: COMPUTE.source, dataTime: gcp.now() };
        gcp.emitAsset(COMPUTE_POLICY, policyAsset(type, asset, policy, project), told);
      } catch (error) {
        // A resource that is gone has no policy.
        if (!isGone(error)) throw error;
      }
    },
  );
}
