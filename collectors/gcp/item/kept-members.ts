// Keeps of assets that may hold secrets or names of people the members that checks read: no environment, password, key or creator.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord } from "../../json-shape.ts";

/** Members by name; `true` for all of one. The elements of a list are read alike. */
type Kept = true | { readonly [member: string]: Kept };

const NETWORKS = { enabled: true, cidrBlocks: { cidrBlock: true }, gcpPublicCidrsAccessEnabled: true } as const;

/** By type. A type that is not here is kept whole. */
const KEPT: { readonly [type: string]: { readonly [member: string]: Kept } } = {
  // A cluster of before 2018 has a password and the key of a client. https://docs.cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
  "container.googleapis.com/Cluster": {
    name: true,
    status: true,
    createTime: true,
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: true },
      ipEndpointsConfig: { enabled: true, enablePublicEndpoint: true, authorizedNetworksConfig: NETWORKS },
    },
    privateClusterConfig: { enablePrivateEndpoint: true },
    masterAuthorizedNetworksConfig: NETWORKS,
  },
  // Flags of the database are not read. https://docs.cloud.google.com/alloydb/docs/reference/rest/v1/projects.locations.clusters.instances
  "alloydb.googleapis.com/Instance": {
    name: true,
    state: true,
    createTime: true,
    networkConfig: { enablePublicIp: true, authorizedExternalNetworks: { cidrRange: true } },
  },
  // The template has the environment, and an annotation who made the service. https://docs.cloud.google.com/run/docs/reference/rest/v1/namespaces.services
  "run.googleapis.com/Service": {
    metadata: {
      name: true,
      creationTimestamp: true,
      deletionTimestamp: true,
      annotations: {
        "run.googleapis.com/ingress": true,
        "run.googleapis.com/ingress-status": true,
        "run.googleapis.com/invoker-iam-disabled": true,
        "run.googleapis.com/default-url-disabled": true,
      },
    },
  },
  // https://docs.cloud.google.com/functions/docs/reference/rest/v1/projects.locations.functions
  "cloudfunctions.googleapis.com/CloudFunction": {
    name: true,
    status: true,
    ingressSettings: true,
    httpsTrigger: { securityLevel: true },
    eventTrigger: { eventType: true },
  },
};

function keep(value: Json, kept: Kept): Json {
  if (kept === true) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => keep(each, kept));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, below]) => {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      return member === undefined ? [] : [[name, keep(member, below)] as const];
    }),
  );
}

/** `data` of an asset of `type`, without what no check reads where the type may hold more than configuration. */
export function keptMembers(type: string, data: JsonObject): JsonObject {
  const kept = Object.hasOwn(KEPT, type) ? KEPT[type] : undefined;
  return kept === undefined ? data : (keep(data, kept) as JsonObject);
}
