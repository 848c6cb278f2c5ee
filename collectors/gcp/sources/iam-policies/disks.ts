// Reads the IAM policies of disks, snapshots and images from Cloud Asset Inventory, and single ones of them from Compute Engine.
import { isGone } from "../../../google/client/failure.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../../../json-shape.ts";
import type { ScopeRows } from "../../../live/scope-rows.ts";
import type { AssetRow } from "../../inventory/asset-client.ts";
import { LIST_ACTIONS } from "../../inventory/list-assets.ts";
import { COMPUTE_POLICY } from "../../item/asset.ts";
import { policyAsset } from "../../item/direct-asset.ts";
import type { ProjectRead } from "../../project-read.ts";
import type { ProjectSource } from "../../source.ts";
import { below, COMPUTE, DISKS } from "../cloud-asset.ts";
import { emitRow } from "../direct.ts";

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
    if (gcp.only !== null) return readPolicies(gcp, gcp.only);
    const rows = await gcp.inventory();
    gcp.asOf(rows.dataTime);
    const problem = rows.problemOf(COMPUTE_POLICY);
    if (problem !== null) gcp.spoil(COMPUTE_POLICY, problem);
    const listed = new Set<string | null>();
    for (const row of rows.of(COMPUTE_POLICY)) {
      listed.add(nameOf(row));
      emitRow(gcp, COMPUTE_POLICY, row, rows.dataTime);
    }
    if (problem === null) emitEmpty(gcp, rows, listed);
  },
};

const nameOf = (row: Json): string | null => {
  const { asset } = row as AssetRow;
  return isRecord(asset) ? textOf(asset["name"]) : null;
};

/** The empty policy of each resource whose policy is not among the `listed` ones. */
function emitEmpty(gcp: ProjectRead, rows: ScopeRows, listed: ReadonlySet<string | null>): void {
  const told = { source: gcp.provenanceOf(COMPUTE_POLICY).source, dataTime: rows.dataTime };
  const project = { number: gcp.project.slice("projects/".length) };
  for (const type of DISKS.keys())
    for (const row of rows.of(type)) {
      const name = nameOf(row);
      if (name !== null && !listed.has(name)) gcp.emitAsset(COMPUTE_POLICY, policyAsset(type, name, {}, project), told);
    }
}

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
