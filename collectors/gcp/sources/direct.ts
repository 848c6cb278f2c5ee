// Reads types that their services list in a few calls: the services answer, and the inventory only says how many it counts.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { ApiOff } from "../../google/client/failure.ts";
import type { AssetRow } from "../inventory/asset-client.ts";
import { directAsset, type ProjectNames } from "../item/direct-asset.ts";
import type { ProjectRead } from "../project-read.ts";
import { LATE_ASSETS } from "../source.ts";

/** Gives each of `resources` as the item of its type, as of when they were listed. */
export function emitDirect(
  gcp: ProjectRead,
  type: string,
  resources: readonly Json[],
  project: ProjectNames,
  dataTime: string,
): void {
  const { source } = gcp.provenanceOf(type);
  for (const resource of resources) gcp.emitAsset(type, directAsset(type, resource, project), { source, dataTime });
}

/**
 * Lists `types` by `list`, and notes how many of them the inventory counts, unless `isCounted` is false. Where the API of the service is
 * turned off in the project, the service can't answer: then the inventory tells what is there, with its lag. Rejects with CallFailed.
 */
export async function orByInventory(
  gcp: ProjectRead,
  types: readonly string[],
  list: () => Promise<void>,
  isCounted = true,
): Promise<void> {
  const wanted = types.filter((type) => gcp.wants(type));
  let isOff = false;
  try {
    await list();
  } catch (error) {
    // Off in the project that calls count against is a mistake of the set-up, and hides what is there.
    if (!(error instanceof ApiOff) || error.project !== gcp.project) throw error;
    isOff = true;
  }
  // A reading by name counts nothing.
  if (!isOff && (!isCounted || gcp.only !== null)) return;
  const rows = await gcp.inventory();
  if (isOff) {
    gcp.asOf(rows.dataTime);
    gcp.setLag(types, LATE_ASSETS);
  }
  for (const type of wanted) {
    const problem = rows.problemOf(type);
    let count = 0;
    for (const row of rows.of(type)) {
      count += 1;
      if (isOff) emitRow(gcp, type, row, rows.dataTime);
    }
    if (isOff && problem !== null) gcp.spoil(type, problem);
    if (!isOff && problem === null) gcp.expect(type, count);
  }
}

/** An asset as the inventory tells it, or why it can't be judged. */
export function emitRow(gcp: ProjectRead, type: string, row: Json, dataTime: string): void {
  const { asset, problem } = row as AssetRow;
  gcp.emitAsset(type, asset, { source: gcp.provenanceOf(type).source, dataTime }, problem);
}
