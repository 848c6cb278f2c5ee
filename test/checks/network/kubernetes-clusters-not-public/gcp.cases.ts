// Cases of the check that Kubernetes clusters are not public: clusters of GKE.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const cluster = (members: Members): Json => ({ name: "shop", status: "RUNNING", ...members });
/** As the API tells of clusters now. */
const endpoints = (ipEndpointsConfig: Members, more: Members = {}): Json =>
  cluster({
    controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: false }, ipEndpointsConfig },
    ...more,
  });
const networks = (...blocks: readonly string[]): Members => ({
  enabled: true,
  cidrBlocks: blocks.map((cidrBlock) => ({ cidrBlock, displayName: "office of alice" })),
  gcpPublicCidrsAccessEnabled: false,
});
const open = (authorizedNetworksConfig: Json, more: Members = {}): Json =>
  endpoints({ enabled: true, enablePublicEndpoint: true, authorizedNetworksConfig }, more);
const google = { ...networks("198.51.100.0/24"), gcpPublicCidrsAccessEnabled: true };

export const cases: Cases = {
  "gcp container.googleapis.com/Cluster": {
    cases: [
      // https://docs.cloud.google.com/kubernetes-engine/docs/concepts/network-isolation: a public address, and authorized networks off
      {
        name: "as GKE makes clusters",
        slice: open({ gcpPublicCidrsAccessEnabled: true }),
        expect: "fail",
        because:
          "the public endpoint of the control plane lets in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: { publicEndpoint: true, networks: null, networkCount: null, openTo: ["*"], dnsEndpoint: false },
      },
      // https://docs.cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks
      {
        name: "authorized networks, and no addresses of Google Cloud",
        slice: open(networks("198.51.100.0/24", "203.0.113.0/29")),
        expect: "pass",
        facts: {
          publicEndpoint: true,
          networks: ["198.51.100.0/24", "203.0.113.0/29"],
          networkCount: 2,
          dnsEndpoint: false,
          googleCloudAddresses: false,
        },
      },
      {
        name: "authorized networks, and addresses of Google Cloud",
        slice: open(google),
        expect: "fail",
        because: "the public endpoint of the control plane lets in machines of every customer of Google Cloud",
      },
      {
        name: "addresses of Google Cloud, which the company allows",
        slice: open(google),
        parameters: { allowGoogleCloudAddresses: true },
        expect: "pass",
      },
      { name: "authorized networks without an entry", slice: open(networks()), expect: "pass" },
      { name: "authorized networks with everyone", slice: open(networks("0.0.0.0/0")), expect: "fail" },
      {
        name: "no word on addresses of Google Cloud",
        slice: open({ enabled: true, cidrBlocks: [] }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      // https://docs.cloud.google.com/kubernetes-engine/docs/how-to/latest/network-isolation: --no-enable-ip-access
      {
        name: "the DNS endpoint alone, from everywhere",
        slice: cluster({
          controlPlaneEndpointsConfig: {
            dnsEndpointConfig: { allowExternalTraffic: true },
            ipEndpointsConfig: { enabled: false, enablePublicEndpoint: true },
          },
        }),
        expect: "pass",
        because: "the control plane has no public endpoint",
        facts: { publicEndpoint: false, dnsEndpoint: true },
      },
      {
        name: "a private address alone",
        slice: endpoints({ enabled: true, enablePublicEndpoint: false, authorizedNetworksConfig: {} }),
        expect: "pass",
      },
      // https://docs.cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#PrivateClusterConfig
      {
        name: "older members: a private endpoint",
        slice: cluster({ privateClusterConfig: { enablePrivateEndpoint: true, enablePrivateNodes: true } }),
        expect: "pass",
      },
      {
        name: "older members: private nodes, and authorized networks",
        slice: cluster({
          privateClusterConfig: { enablePrivateNodes: true },
          masterAuthorizedNetworksConfig: networks("198.51.100.0/24"),
        }),
        expect: "pass",
      },
      {
        name: "older members: private nodes, and no authorized networks",
        slice: cluster({ privateClusterConfig: { enablePrivateNodes: true }, masterAuthorizedNetworksConfig: {} }),
        expect: "fail",
      },
      {
        name: "older members: a cluster that nobody made private",
        slice: cluster({ masterAuthorizedNetworksConfig: {} }),
        expect: "fail",
      },
      {
        name: "both, which agree on the networks",
        slice: open(networks("198.51.100.0/24"), { masterAuthorizedNetworksConfig: networks("198.51.100.0/24") }),
        expect: "pass",
      },
      {
        name: "newer members decide before older ones",
        slice: open(networks("198.51.100.0/24"), { masterAuthorizedNetworksConfig: {}, privateClusterConfig: {} }),
        expect: "pass",
      },
      {
        name: "authorized networks, where no public endpoint is allowed",
        slice: open(networks("198.51.100.0/24")),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the control plane has a public endpoint",
      },
      {
        name: "an entry that can't be read",
        slice: open(networks("office")),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "nothing on its endpoints", slice: cluster({}), expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "no word on the public address",
        slice: endpoints({ enabled: true }),
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { publicEndpoint: null, dnsEndpoint: false },
      },
      { name: "a cluster that is being deleted", slice: open({}, { status: "STOPPING" }), expect: "not-applicable" },
      { name: "a cluster that is being repaired", slice: open({}, { status: "RECONCILING" }), expect: "fail" },
    ],
  },
};
