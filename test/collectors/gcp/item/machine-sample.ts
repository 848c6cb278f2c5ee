// A machine as Compute Engine tells it, with everything that Tidemark must not keep.
import { MACHINE } from "../../../../collectors/gcp/item/machine.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

const HERE = "https://www.googleapis.com/compute/v1/projects/northlight-analytics-prod";

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/instances */
export const ANSWER = {
  kind: "compute#instance",
  id: "5120048817723350912",
  creationTimestamp: "2026-02-11T01:14:20.118-08:00",
  name: "workbench-1",
  description: "for Ann Example",
  tags: { items: ["workbench"], fingerprint: "6smc4R4d39I=" },
  machineType: `${HERE}/zones/europe-west3-a/machineTypes/e2-standard-4`,
  status: "RUNNING",
  zone: `${HERE}/zones/europe-west3-a`,
  canIpForward: false,
  networkInterfaces: [
    {
      kind: "compute#networkInterface",
      name: "nic0",
      network: `${HERE}/global/networks/analytics`,
      subnetwork: `${HERE}/regions/europe-west3/subnetworks/notebooks`,
      networkIP: "10.80.4.7",
      accessConfigs: [
        { kind: "compute#accessConfig", type: "ONE_TO_ONE_NAT", name: "External NAT", natIP: "198.51.100.7" },
        { kind: "compute#accessConfig", type: "ONE_TO_ONE_NAT", name: "External NAT", natIP: null },
      ],
      ipv6AccessConfigs: [
        { type: "DIRECT_IPV6", externalIpv6: "2600:1900:4000:1:0:0:0:0", externalIpv6PrefixLength: 96 },
      ],
      aliasIpRanges: [{ ipCidrRange: "10.81.0.0/24", subnetworkRangeName: "pods" }],
      stackType: "IPV4_IPV6",
      ipv6AccessType: "EXTERNAL",
      fingerprint: "AAAA",
    },
  ],
  disks: [{ kind: "compute#attachedDisk", source: `${HERE}/zones/europe-west3-a/disks/workbench-1` }],
  metadata: {
    kind: "compute#metadata",
    items: [
      { key: "startup-script", value: "export PASSWORD=hunter2" },
      { key: "ssh-keys", value: "ann:ssh-ed25519 AAAA ann@example.com" },
    ],
  },
  serviceAccounts: [
    {
      email: "workbench@northlight-analytics-prod.iam.gserviceaccount.com",
      scopes: ["https://www.googleapis.com/auth/cloud-platform"],
    },
  ],
  selfLink: `${HERE}/zones/europe-west3-a/instances/workbench-1`,
  labels: { env: "production" },
};

/** The asset of a machine with this data. */
export const machineAsset = (data: { readonly [member: string]: Json }) => ({
  name: "//compute.googleapis.com/projects/northlight-analytics-prod/zones/europe-west3-a/instances/workbench-1",
  assetType: MACHINE,
  ancestors: ["projects/481516234201"],
  resource: { location: "europe-west3-a", data },
});
