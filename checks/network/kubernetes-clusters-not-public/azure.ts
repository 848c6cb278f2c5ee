// Judges clusters of AKS by the public endpoint of their API server, the networks that may reach it, and addresses of their nodes.
import { z } from "zod";
import { Block } from "../../engines/reachability/allow-list.ts";
import { listed } from "../../engines/reachability/opening.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, type Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";
import { judgePublicEndpoint, lacking, privateOnly } from "./public-endpoint.ts";

const Properties = z.object({
  provisioningState: z.string().nullish(),
  publicNetworkAccess: z.string().nullish(),
  apiServerAccessProfile: z
    .object({ enablePrivateCluster: z.boolean().nullish(), authorizedIPRanges: z.array(Block).nullish() })
    .nullish(),
  agentPoolProfiles: z
    .array(z.object({ name: z.string().nullish(), enableNodePublicIP: z.boolean().nullish() }))
    .nullish(),
});
type Properties = z.infer<typeof Properties>;

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.containerservice/managedclusters",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/aks/managed-clusters/get
  reads: z.object({ properties: Properties }),
  // A stopped cluster is judged as if it ran: starting it changes none of this.
  evaluate({ properties }, { parameters }: { readonly parameters: Parameters }) {
    if (properties.provisioningState?.toLowerCase() === "deleting")
      return notApplicable("the cluster is being deleted (provisioningState)", { provisioningState: "Deleting" });
    const endpoint = judgeApiServer(properties, parameters);
    const pools = properties.agentPoolProfiles;
    if (pools == null) {
      const facts = { ...endpoint.facts, publicPools: null };
      return endpoint.outcome === "pass"
        ? indeterminate(lacking("Azure", "properties.agentPoolProfiles"), facts)
        : { ...endpoint, facts };
    }
    // Left out is false. https://learn.microsoft.com/en-us/rest/api/aks/managed-clusters/get#managedclusteragentpoolprofile
    const open = pools.filter(({ enableNodePublicIP }) => enableNodePublicIP === true);
    const facts = {
      ...endpoint.facts,
      publicPools: listed(open.map(({ name }) => name ?? "")),
      publicPoolCount: open.length,
    };
    if (open.length > 0 && endpoint.outcome !== "fail")
      return fail("nodes of the cluster have public addresses of their own (enableNodePublicIP)", facts);
    return { ...endpoint, facts };
  },
});

function judgeApiServer({ publicNetworkAccess, apiServerAccessProfile }: Properties, parameters: Parameters): Verdict {
  const network = (publicNetworkAccess || "Enabled").toLowerCase();
  // The name of a private cluster may be public; its address is not.
  // https://learn.microsoft.com/en-us/azure/aks/private-clusters
  if (apiServerAccessProfile?.enablePrivateCluster === true) return privateOnly();
  if (network === "securedbyperimeter")
    return indeterminate(
      { code: "not-supported", detail: "Tidemark does not read the rules of the network security perimeter" },
      { publicEndpoint: null },
    );
  if (network !== "enabled" && network !== "disabled")
    return indeterminate(
      { code: "unexpected-shape", detail: "properties.publicNetworkAccess is none that is known" },
      { publicEndpoint: null },
    );
  // No page says that the switch closes the API server of a cluster that is not private.
  if (network === "disabled")
    return indeterminate(
      {
        code: "contradictory",
        detail: "publicNetworkAccess is Disabled, and the cluster is not private (enablePrivateCluster)",
      },
      { publicEndpoint: null },
    );
  const networks = apiServerAccessProfile?.authorizedIPRanges ?? [];
  // An empty list lets everyone in. https://learn.microsoft.com/en-us/azure/aks/api-server-authorized-ip-ranges
  return judgePublicEndpoint({ networks: networks.length === 0 ? null : networks }, parameters);
}
