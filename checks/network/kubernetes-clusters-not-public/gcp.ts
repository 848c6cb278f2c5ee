// Judges clusters of GKE by the public address of their control plane, and the networks that may reach it.
import { z } from "zod";
import { Block } from "../../engines/reachability/allow-list.ts";
import { defineEvaluator, indeterminate, notApplicable } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";
import { judgePublicEndpoint, lacking, privateOnly, type Reachable } from "./public-endpoint.ts";

/** https://docs.cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#MasterAuthorizedNetworksConfig */
const AuthorizedNetworks = z.object({
  enabled: z.boolean().nullish(),
  cidrBlocks: z.array(z.object({ cidrBlock: Block })).nullish(),
  gcpPublicCidrsAccessEnabled: z.boolean().nullish(),
});
type AuthorizedNetworks = z.infer<typeof AuthorizedNetworks>;

const Cluster = z.object({
  status: z.string().nullish(),
  controlPlaneEndpointsConfig: z
    .object({
      dnsEndpointConfig: z.object({ allowExternalTraffic: z.boolean().nullish() }).nullish(),
      ipEndpointsConfig: z
        .object({
          enabled: z.boolean().nullish(),
          enablePublicEndpoint: z.boolean().nullish(),
          authorizedNetworksConfig: AuthorizedNetworks.nullish(),
        })
        .nullish(),
    })
    .nullish(),
  /** Older than controlPlaneEndpointsConfig: an answer may have both, and a request one of them. */
  privateClusterConfig: z.object({ enablePrivateEndpoint: z.boolean().nullish() }).nullish(),
  masterAuthorizedNetworksConfig: AuthorizedNetworks.nullish(),
});
type Cluster = z.infer<typeof Cluster>;

/**
 * Whether the control plane has a public address; null where the answer does not say. A cluster that nobody made private has one.
 * https://docs.cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
 */
function hasPublicAddress(cluster: Cluster): boolean | null {
  const ip = cluster.controlPlaneEndpointsConfig?.ipEndpointsConfig;
  const { privateClusterConfig: old, masterAuthorizedNetworksConfig: networks } = cluster;
  if (ip?.enabled === false) return false;
  if (ip?.enablePublicEndpoint != null) return ip.enablePublicEndpoint;
  // False is left out.
  if (old != null) return old.enablePrivateEndpoint !== true;
  return ip == null && networks != null ? true : null;
}

/** The addresses of Google Cloud are let in beside the list, those of other customers' machines too. */
function reachable(
  authorized: AuthorizedNetworks | null | undefined,
  dnsEndpoint: boolean,
  allowGoogle: boolean,
): Reachable {
  // False is left out: https://docs.cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks
  if (authorized?.enabled !== true) return { networks: null, facts: { dnsEndpoint } };
  const google = authorized.gcpPublicCidrsAccessEnabled ?? null;
  const facts = { dnsEndpoint, googleCloudAddresses: google };
  const networks = (authorized.cidrBlocks ?? []).map(({ cidrBlock }) => cidrBlock);
  if (allowGoogle || google === false) return { networks, facts };
  return {
    networks,
    facts,
    beside:
      google === null
        ? lacking("Google Cloud", "gcpPublicCidrsAccessEnabled of the authorized networks")
        : "the public endpoint of the control plane lets in machines of every customer of Google Cloud",
  };
}

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "container.googleapis.com/Cluster",
  global: true,
  // https://docs.cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
  reads: Cluster,
  evaluate(cluster, { parameters }: { readonly parameters: Parameters }) {
    if (cluster.status === "STOPPING")
      return notApplicable("the cluster is being deleted (status)", { status: "STOPPING" });
    const { dnsEndpointConfig, ipEndpointsConfig } = cluster.controlPlaneEndpointsConfig ?? {};
    // The name leads to Google, which asks IAM before the control plane hears of a request.
    const dnsEndpoint = dnsEndpointConfig?.allowExternalTraffic === true;
    const isPublic = hasPublicAddress(cluster);
    if (isPublic === false) return privateOnly({ dnsEndpoint });
    if (isPublic === null)
      return indeterminate(
        lacking("Google Cloud", "controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint"),
        { publicEndpoint: null, dnsEndpoint },
      );
    const authorized = ipEndpointsConfig?.authorizedNetworksConfig ?? cluster.masterAuthorizedNetworksConfig;
    return judgePublicEndpoint(reachable(authorized, dnsEndpoint, parameters.allowGoogleCloudAddresses), parameters);
  },
});
