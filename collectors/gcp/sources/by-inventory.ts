// Reads types that Cloud Asset Inventory lists for a whole project at no further call; their services are asked for single ones
// again.
import type { GoogleApiName } from "../../google/apis.ts";
import { isGone } from "../../google/client/failure.ts";
import { LIST_ACTIONS } from "../inventory/list-assets.ts";
import { PLATFORM_TYPES, POLICED_TYPES, SERVICE_POLICY, STORE_TYPES } from "../item/asset.ts";
import { directAsset } from "../item/direct-asset.ts";
import type { ProjectRead } from "../project-read.ts";
import { serviceLane, type ProjectSource } from "../source.ts";
import { emitRow } from "./direct.ts";

type Service = {
  readonly name: string;
  readonly api: GoogleApiName;
  readonly type: string;
  /** The permission that reads one of the type. */
  readonly action: string;
  /** Where the API has projects. */
  readonly root: string;
  /** The name of such an asset, with what stands in it after the project's number. */
  readonly asset: RegExp;
};

const service = ({ name, api, type, action, root, asset }: Service): ProjectSource => ({
  name,
  types: [type],
  calls: [
    { action: LIST_ACTIONS.RESOURCE, per: "page" },
    // Those whose result would differ.
    { action, per: "few" },
  ],
  async read(gcp) {
    if (gcp.only === null) return readAll(gcp, type);
    const project = await gcp.names();
    const { source } = serviceLane(name);
    await gcp.each(
      type,
      [...gcp.only].filter((key) => asset.test(key)),
      (key) => key,
      async (key) => {
        try {
          const below = asset.exec(key)?.[1] ?? "";
          const resource = await gcp.get({ api, action, path: `${root}/projects/${project.id}/${below}` });
          gcp.emitAsset(type, directAsset(type, resource, project), { source, dataTime: gcp.now() });
        } catch (error) {
          // A resource that is gone is not given.
          if (!isGone(error)) throw error;
        }
      },
    );
  },
});

async function readAll(gcp: ProjectRead, type: string): Promise<void> {
  const rows = await gcp.inventory();
  gcp.asOf(rows.dataTime);
  const problem = rows.problemOf(type);
  if (problem !== null) gcp.spoil(type, problem);
  for (const row of rows.of(type)) emitRow(gcp, type, row, rows.dataTime);
}

const isCache = (type: string): boolean => /^(?:memorystore|redis)\./.test(type);

const fromInventory = (
  named: Pick<ProjectSource, "name" | "types">,
  content: keyof typeof LIST_ACTIONS,
): ProjectSource => ({
  ...named,
  calls: [{ action: LIST_ACTIONS[content], per: "page" }],
  async read(gcp) {
    for (const type of gcp.types) await readAll(gcp, type);
  },
});

/**
 * Stores of data and caches, and resources that have policies of their own. Nobody gives a store another key or TLS later, but for the
 * default key of a BigQuery dataset: so their services are not asked again, and need no permission. The inventory tells a second time of
 * those whose result would differ.
 */
export const STORES: readonly ProjectSource[] = [
  fromInventory({ name: "cloud-asset-stores", types: STORE_TYPES.filter((type) => !isCache(type)) }, "RESOURCE"),
  fromInventory({ name: "cloud-asset-caches", types: STORE_TYPES.filter(isCache) }, "RESOURCE"),
  fromInventory({ name: "cloud-asset-policed", types: POLICED_TYPES }, "RESOURCE"),
  // The inventory lists no policy that binds nobody.
  fromInventory({ name: "cloud-asset-service-policies", types: [SERVICE_POLICY] }, "IAM_POLICY"),
];

/**
 * Clusters, functions and platform services. Their services answer by location alone, or with environments that nobody has to read: so
 * they are not asked, and need no permission. The inventory tells a second time of those whose result would differ.
 */
export const PLATFORM: ProjectSource = fromInventory(
  { name: "cloud-asset-platform", types: PLATFORM_TYPES },
  "RESOURCE",
);

export const INVENTORY_SOURCES: readonly ProjectSource[] = [
  // Keys are listed by key ring alone. https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/get
  service({
    name: "cloud-kms",
    api: "cloudkms",
    type: "cloudkms.googleapis.com/CryptoKey",
    action: "cloudkms.cryptoKeys.get",
    root: "/v1",
    asset: /^\/\/cloudkms\.googleapis\.com\/projects\/\d+\/(locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+)$/,
  }),
  // The answer has no text of the key, which another call with a permission of its own tells.
  // https://docs.cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys/get
  service({
    name: "api-keys",
    api: "apikeys",
    type: "apikeys.googleapis.com/Key",
    action: "apikeys.keys.get",
    root: "/v2",
    asset: /^\/\/apikeys\.googleapis\.com\/projects\/\d+\/(locations\/global\/keys\/[^/]+)$/,
  }),
  // Those of regions are in lists of their own. https://docs.cloud.google.com/compute/docs/reference/rest/v1/sslCertificates/get
  service({
    name: "ssl-certificates",
    api: "compute",
    type: "compute.googleapis.com/SslCertificate",
    action: "compute.sslCertificates.get",
    root: "/compute/v1",
    asset: /^\/\/compute\.googleapis\.com\/projects\/\d+\/((?:global|regions\/[^/]+)\/sslCertificates\/[^/]+)$/,
  }),
];
