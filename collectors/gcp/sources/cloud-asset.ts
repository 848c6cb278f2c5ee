// Reads the types of which Cloud Asset Inventory learns within minutes, and single ones of them from their service.
import { directAsset } from "../item/direct-asset.ts";
import { isGone } from "../../google/client/failure.ts";
import { LIST_ACTIONS } from "../inventory/list-assets.ts";
import type { ProjectRead } from "../project-read.ts";
import { type ProjectSource, serviceLane } from "../source.ts";
import { emitRow } from "./direct.ts";

/** Types with the permission that reads one of them. https://docs.cloud.google.com/compute/docs/reference/rest/v1 */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["compute.googleapis.com/Subnetwork", "compute.subnetworks.get"],
  ["compute.googleapis.com/Network", "compute.networks.get"],
]);

/** The lane of what is read again: see docs/adr/0022-google-cloud-live.md. */
export const COMPUTE = serviceLane("compute");

export const cloudAsset: ProjectSource = {
  name: "cloud-asset",
  types: [...ACTIONS.keys()],
  calls: [
    { action: LIST_ACTIONS.RESOURCE, per: "page" },
    // Those whose result would differ.
    ...[...ACTIONS.values()].map((action) => ({ action, per: "few" as const })),
  ],
  async read(gcp) {
    if (gcp.only !== null) return readAgain(gcp, gcp.only);
    const rows = await gcp.inventory();
    gcp.asOf(rows.dataTime);
    for (const type of gcp.types) {
      const problem = rows.problemOf(type);
      if (problem !== null) gcp.spoil(type, problem);
      for (const row of rows.of(type)) emitRow(gcp, type, row, rows.dataTime);
    }
  },
};

async function readAgain(gcp: ProjectRead, only: ReadonlySet<string>): Promise<void> {
  const project = await gcp.names();
  for (const type of gcp.types) {
    const path = /^\/\/compute\.googleapis\.com\/projects\/\d+\/(.+)$/;
    const segment = type.endsWith("Subnetwork") ? "/subnetworks/" : "/networks/";
    const keys = [...only].filter((key) => key.includes(segment) && path.test(key));
    await gcp.each(
      type,
      keys,
      (key) => key,
      async (key) => {
        const action = ACTIONS.get(type) as string;
        try {
          const below = path.exec(key)?.[1] ?? "";
          const resource = await gcp.get({
            api: "compute",
            action,
            path: `/compute/v1/projects/${project.id}/${below}`,
          });
          gcp.emitAsset(type, directAsset(type, resource, project), { source: COMPUTE.source, dataTime: gcp.now() });
        } catch (error) {
          // A resource that is gone is not given.
          if (!isGone(error)) throw error;
        }
      },
    );
  }
}
