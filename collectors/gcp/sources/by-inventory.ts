// Reads types that Cloud Asset Inventory lists for a whole project at no further call; their services are asked for single ones
// again.
import type { GoogleApiName } from "../../google/apis.ts";
import { isGone } from "../../google/client/failure.ts";
import { LIST_ACTIONS } from "../inventory/list-assets.ts";
import { EDGE_TYPES, PLATFORM_TYPES, POLICED_TYPES, POOL_TYPES, SERVICE_POLICY, STORE_TYPES } from "../item/asset.ts";
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

const isProxy = (type: string): boolean => type.endsWith("Proxy");
const isCache = (type: string): boolean => /^(?:memorystore|redis)\./.test(type);

const fromInventory = (
  { name, types }: Pick<ProjectSource, "name" | "types">,
  action: string = LIST_ACTIONS.RESOURCE,
): ProjectSource => ({
  name,
  types,
  calls: [{ action, per: "page" }],
  async read(gcp) {
    for (const type of gcp.types) await readAll(gcp, type);
  },
});

/**
 * Stores of data, caches, and entry points. Nobody gives a store or cache another key or TLS later, but for the default key of a
 * BigQuery dataset: so their services are not asked again, and need no permission. The inventory tells a second time of those whose
 * result would differ. Pools of identities are read likewise: their permissions are named unlike all others of a role.
 */
export const STORES: readonly ProjectSource[] = [
  { name: "cloud-asset-stores", types: STORE_TYPES.filter((type) => !isCache(type)) },
  { name: "cloud-asset-caches", types: STORE_TYPES.filter(isCache) },
  { name: "cloud-asset-identity-pools", types: POOL_TYPES },
  { name: "cloud-asset-policed", types: POLICED_TYPES },
  // Each has a permission of its own, one for regions and one beside them. The inventory learns of a change within minutes.
  { name: "cloud-asset-edges", types: EDGE_TYPES.filter((type) => !isProxy(type)) },
  { name: "cloud-asset-proxies", types: EDGE_TYPES.filter(isProxy) },
].map((named) => fromInventory(named));

/** Policies of resources that their service shares by a policy. The inventory lists no policy that binds nobody. */
export const SERVICE_POLICIES: ProjectSource = fromInventory(
  { name: "cloud-asset-service-policies", types: [SERVICE_POLICY] },
  LIST_ACTIONS.IAM_POLICY,
);

/**
 * Clusters, functions and platform services. Their services answer by location alone, or with environments that nobody has to read: so
 * they are not asked, and need no permission. The inventory tells a second time of those whose result would differ.
 */
export const PLATFORM: ProjectSource = fromInventory({ name: "cloud-asset-platform", types: PLATFORM_TYPES });

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
