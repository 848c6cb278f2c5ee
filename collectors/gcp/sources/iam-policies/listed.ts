// Reads the IAM policies that Cloud Asset Inventory lists of some types of a project, and the empty ones that it leaves out.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../../../json-shape.ts";
import type { AssetRow } from "../../inventory/asset-client.ts";
import { policyAsset } from "../../item/direct-asset.ts";
import type { ProjectRead } from "../../project-read.ts";
import { emitRow } from "../direct.ts";

const nameOf = (row: Json): string | null => {
  const { asset } = row as AssetRow;
  return isRecord(asset) ? textOf(asset["name"]) : null;
};

/**
 * Policies of type `policy`, of assets of `types`. The inventory lists no policy that binds nobody. Both of its listings are as of one
 * time, so a resource without a policy there has the empty one.
 */
export async function emitListed(gcp: ProjectRead, policy: string, types: readonly string[]): Promise<void> {
  const rows = await gcp.inventory();
  gcp.asOf(rows.dataTime);
  const problem = rows.problemOf(policy);
  if (problem !== null) gcp.spoil(policy, problem);
  const listed = new Set<string | null>();
  for (const row of rows.of(policy)) {
    listed.add(nameOf(row));
    emitRow(gcp, policy, row, rows.dataTime);
  }
  if (problem !== null) return;
  const told = { source: gcp.provenanceOf(policy).source, dataTime: rows.dataTime };
  const project = { number: gcp.project.slice("projects/".length) };
  for (const type of types)
    for (const row of rows.of(type)) {
      const name = nameOf(row);
      if (name !== null && !listed.has(name)) gcp.emitAsset(policy, policyAsset(type, name, {}, project), told);
    }
}
