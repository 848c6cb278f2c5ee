// Reads projects of the test servers with the real reader, as a deployed function does.
import { GCP_LANES } from "../../../collectors/gcp/actions.ts";
import { openProjects } from "../../../collectors/gcp/reader.ts";
import type { GoogleAccess } from "../../../collectors/google/client/access.ts";
import type { GoogleLogin } from "../../../collectors/google/client/login.ts";
import type { RereadingReader } from "../../../collectors/port.ts";
import { DEVELOPMENT, ORGANIZATION, PRODUCTION } from "./estate/sample/names.ts";
import { loginOf } from "./reading.ts";
import { Unhurried } from "./unhurried.ts";

export const PROJECT_SCOPES = [`gcp/${PRODUCTION.name}`, `gcp/${DEVELOPMENT.name}`] as const;

/** All types that a source of projects brings. */
export const PROJECT_TYPES: readonly string[] = Object.keys(GCP_LANES);

/** The types of which Cloud Asset Inventory alone tells. */
export const INVENTORY_TYPES: readonly string[] = [
  "Tidemark::CloudAsset::ServicePolicy",
  "Tidemark::Compute::IamPolicy",
  "Tidemark::Functions::IamPolicy",
  "cloudfunctions.googleapis.com/CloudFunction",
  "container.googleapis.com/Cluster",
  "run.googleapis.com/Service",
  "alloydb.googleapis.com/Instance",
  "alloydb.googleapis.com/Cluster",
  "apikeys.googleapis.com/Key",
  "bigquery.googleapis.com/Dataset",
  "bigtableadmin.googleapis.com/Cluster",
  "artifactregistry.googleapis.com/Repository",
  "cloudkms.googleapis.com/CryptoKey",
  "cloudkms.googleapis.com/KeyRing",
  ...["ForwardingRule", "GlobalForwardingRule", "SslPolicy", "UrlMap"].map((kind) => `compute.googleapis.com/${kind}`),
  ...["TargetHttpProxy", "TargetHttpsProxy", "TargetSslProxy"].map((kind) => `compute.googleapis.com/${kind}`),
  ...[
    "Disk",
    "Image",
    "Instance",
    "MachineImage",
    "Network",
    "RegionDisk",
    "Snapshot",
    "SslCertificate",
    "Subnetwork",
  ].map((kind) => `compute.googleapis.com/${kind}`),
  "iam.googleapis.com/WorkloadIdentityPool",
  "iam.googleapis.com/WorkloadIdentityPoolProvider",
  "memorystore.googleapis.com/Instance",
  "pubsub.googleapis.com/Subscription",
  "pubsub.googleapis.com/Topic",
  "secretmanager.googleapis.com/Secret",
  "redis.googleapis.com/Cluster",
  "redis.googleapis.com/Instance",
  "firestore.googleapis.com/Database",
  "spanner.googleapis.com/Database",
].toSorted();

/** The reader of `scopes`; assets are asked for at `parent`. */
export const projectsOf = ({
  scopes = PROJECT_SCOPES,
  parent = ORGANIZATION,
  login = loginOf(),
  clock = Date.now,
  access = new Unhurried(login),
}: {
  readonly scopes?: readonly string[];
  readonly parent?: string | null;
  readonly login?: GoogleLogin;
  readonly clock?: () => number;
  readonly access?: GoogleAccess;
} = {}): RereadingReader => openProjects({ access, parent, scopes, clock });
