// Reads the types of which Cloud Asset Inventory learns within minutes, and single ones of them from their service.
import { directAsset } from "../item/direct-asset.ts";
import { MACHINE } from "../item/machine.ts";
import { isGone } from "../../google/client/failure.ts";
import { LIST_ACTIONS } from "../inventory/list-assets.ts";
import type { ProjectRead } from "../project-read.ts";
import { type ProjectSource, serviceLane } from "../source.ts";
import { emitRow } from "./direct.ts";

type Single = {
  /** The permission that reads one of the type. */
  readonly action: string;
  /** The path of one below its project, by which its key is told from those of other types. */
  readonly path: RegExp;
};

type Types = ReadonlyMap<string, Single>;

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1 */
const NETWORKS: Types = new Map([
  ["compute.googleapis.com/Subnetwork", { action: "compute.subnetworks.get", path: /^regions\/[^/]+\/subnetworks\// }],
  ["compute.googleapis.com/Network", { action: "compute.networks.get", path: /^global\/networks\// }],
]);

/** Disks, and what is made of them. */
export const DISKS: Types = new Map([
  ["compute.googleapis.com/Disk", { action: "compute.disks.get", path: /^zones\/[^/]+\/disks\// }],
  ["compute.googleapis.com/RegionDisk", { action: "compute.disks.get", path: /^regions\/[^/]+\/disks\// }],
  [
    "compute.googleapis.com/Snapshot",
    { action: "compute.snapshots.get", path: /^(?:global|regions\/[^/]+)\/snapshots\// },
  ],
  ["compute.googleapis.com/Image", { action: "compute.images.get", path: /^global\/images\// }],
  ["compute.googleapis.com/MachineImage", { action: "compute.machineImages.get", path: /^global\/machineImages\// }],
]);

const MACHINES: Types = new Map([[MACHINE, { action: "compute.instances.get", path: /^zones\/[^/]+\/instances\// }]]);

/** The lane of what is read again: see docs/adr/0022-google-cloud-live.md. */
export const COMPUTE = serviceLane("compute");

const inventoried = (name: string, types: Types): ProjectSource => ({
  name,
  types: [...types.keys()],
  calls: [
    { action: LIST_ACTIONS.RESOURCE, per: "page" },
    // Those whose result would differ.
    ...[...new Set([...types.values()].map(({ action }) => action))].map((action) => ({ action, per: "few" as const })),
  ],
  async read(gcp) {
    if (gcp.only !== null) return readAgain(gcp, gcp.only, types);
    const rows = await gcp.inventory();
    gcp.asOf(rows.dataTime);
    for (const type of gcp.types) {
      const problem = rows.problemOf(type);
      if (problem !== null) gcp.spoil(type, problem);
      for (const row of rows.of(type)) emitRow(gcp, type, row, rows.dataTime);
    }
  },
});

/** Each is told by the one inventory of the project. */
export const ASSET_SOURCES: readonly ProjectSource[] = [
  inventoried("cloud-asset", NETWORKS),
  inventoried("cloud-asset-disks", DISKS),
  inventoried("cloud-asset-machines", MACHINES),
];

/** The path of a resource of Compute Engine below its project, by its asset name. */
export const below = (asset: string): string =>
  /^\/\/compute\.googleapis\.com\/projects\/\d+\/(.+)$/.exec(asset)?.[1] ?? "";

async function readAgain(gcp: ProjectRead, only: ReadonlySet<string>, types: Types): Promise<void> {
  const project = await gcp.names();
  for (const type of gcp.types) {
    const { action, path } = types.get(type) as Single;
    await gcp.each(
      type,
      [...only].filter((key) => path.test(below(key))),
      (key) => key,
      async (key) => {
        try {
          const resource = await gcp.get({
            api: "compute",
            action,
            path: `/compute/v1/projects/${project.id}/${below(key)}`,
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
