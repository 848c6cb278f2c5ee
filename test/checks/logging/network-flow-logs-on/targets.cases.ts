// Cases of the check that network flow logs are on: targets and states of configurations of Network Management.
import type { Case } from "../../cases.ts";
import { configuration, NEITHER, BY_NETWORK, BY_SUBNET, off, ofNetwork, ofSubnet, ONE, PATH, read } from "./subnet.ts";

export const targetCases: readonly Case[] = [
  ...[
    `projects/nl-prod/${PATH}`,
    `projects/123/${PATH}`,
    `/projects/nl-prod/${PATH}`,
    `//compute.googleapis.com/projects/nl-prod/${PATH}`,
    `//compute.googleapis.com/projects/123/${PATH}`,
    `https://www.googleapis.com/compute/v1/projects/nl-prod/${PATH}`,
    `https://compute.googleapis.com/compute/v1/projects/123/${PATH}`,
  ].map((target): Case => ({
    name: `a configuration that targets ${target}`,
    slice: off(),
    related: read([ofSubnet({ subnet: target })]),
    expect: "pass",
    because: BY_SUBNET,
    facts: ONE,
  })),
  {
    name: "a configuration of the network",
    slice: off(),
    related: read([ofNetwork({ filterExpr: "connection.dest_port != 9100", flowSampling: "0.1" })]),
    expect: "pass",
    because: BY_NETWORK,
    facts: { ...ONE, flowSampling: "0.1", filter: "connection.dest_port != 9100" },
  },
  {
    name: "a configuration of the network, by its URL and the number of the project",
    slice: off(),
    related: read([ofNetwork({ network: "https://www.googleapis.com/compute/v1/projects/123/global/networks/prod" })]),
    expect: "pass",
    because: BY_NETWORK,
  },
  ...(
    [
      ["another subnet", { subnet: "projects/nl-prod/regions/europe-west3/subnetworks/app2" }],
      ["a subnet of that name in another region", { subnet: "projects/nl-prod/regions/us-east1/subnetworks/app" }],
      ["a subnet of that name in another project", { subnet: `projects/nl-dev/${PATH}` }],
      ["a subnet of that name in a project of another number", { subnet: `projects/124/${PATH}` }],
      ["another network", { network: "projects/nl-prod/global/networks/default" }],
      ["a network of that name in another project", { network: "projects/nl-dev/global/networks/prod" }],
      ["a network of that name in a project of another number", { network: "projects/124/global/networks/prod" }],
      ["a VPN tunnel", { vpnTunnel: "projects/nl-prod/regions/europe-west3/vpnTunnels/app" }],
      [
        "an attachment",
        { interconnectAttachment: "projects/nl-prod/regions/europe-west3/interconnectAttachments/app" },
      ],
    ] as const
  ).map(([what, members]): Case => ({
    name: `a configuration of ${what}`,
    slice: off(),
    related: read([configuration(members)]),
    expect: "fail",
    because: NEITHER,
  })),
  {
    name: "a configuration of another project, for a subnet of that name there",
    slice: off(),
    related: read([
      configuration({
        name: "projects/other/locations/global/vpcFlowLogsConfigs/one",
        subnet: `projects/other/${PATH}`,
      }),
    ]),
    expect: "indeterminate",
    problem: "contradictory",
  },
  ...["abc", "-1", "1.5", " ", 2].map((flowSampling): Case => ({
    name: `a sample of ${JSON.stringify(flowSampling)}`,
    slice: off(),
    related: read([ofSubnet({ flowSampling })]),
    expect: "indeterminate",
    problem: "unexpected-shape",
  })),
  // The subnet lies in the host project, as its configurations do.
  {
    name: "a shared network, seen from the host project",
    slice: off({ network: "https://www.googleapis.com/compute/v1/projects/nl-host/global/networks/shared" }),
    related: read([
      configuration({
        name: "projects/nl-host/locations/global/vpcFlowLogsConfigs/shared",
        network: "projects/nl-host/global/networks/shared",
      }),
    ]),
    expect: "pass",
    because: BY_NETWORK,
  },
  {
    name: "a configuration that names its members empty or null beside its target",
    slice: off(),
    related: read([
      ofSubnet({ network: null, vpnTunnel: "", interconnectAttachment: null, filterExpr: null, flowSampling: null }),
    ]),
    expect: "pass",
    facts: { ...ONE, flowSampling: null },
  },
  {
    name: "a configuration that goes by the project's number, and a target by the id that the network of the subnet has",
    slice: off(),
    related: read([ofSubnet({ name: "projects/123/locations/global/vpcFlowLogsConfigs/one" })]),
    expect: "pass",
    because: BY_SUBNET,
  },
  {
    name: "a network that goes by the project's number, and a target by the id that the configuration has",
    slice: off({ network: "projects/123/global/networks/prod" }),
    related: read([ofSubnet()]),
    expect: "pass",
    because: BY_SUBNET,
  },
  {
    name: "a project that goes by its number alone, and a target by an id",
    slice: off({ network: "projects/123/global/networks/prod" }),
    related: read([ofSubnet({ name: "projects/123/locations/global/vpcFlowLogsConfigs/one" })]),
    expect: "indeterminate",
    because: "the check cannot tell whether the target of a configuration of VPC Flow Logs is in the project",
  },
  {
    name: "a target in a form that nobody knows",
    slice: off(),
    related: read([ofSubnet({ subnet: "app" })]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a target of a kind that nobody knows",
    slice: off(),
    related: read([configuration({ loadBalancer: "projects/nl-prod/global/forwardingRules/app" })]),
    expect: "indeterminate",
    because: "a configuration of VPC Flow Logs has a target of a kind that Tidemark does not read",
  },
  {
    name: "a configuration of a network, where the subnet does not say its own",
    slice: off({ network: null }),
    related: read([ofNetwork()]),
    expect: "indeterminate",
    because: "the answer from Google Cloud lacks network of the subnet",
  },
  {
    name: "no configuration, where the subnet does not say its network",
    slice: off({ network: "" }),
    related: read(),
    expect: "fail",
  },
];

export const stateCases: readonly Case[] = [
  { name: "a disabled configuration", slice: off(), related: read([ofSubnet({ state: "DISABLED" })]), expect: "fail" },
  {
    name: "a configuration whose target is gone",
    slice: off(),
    related: read([ofSubnet({ targetResourceState: "TARGET_RESOURCE_DOES_NOT_EXIST" })]),
    expect: "fail",
  },
  ...[null, "", "STATE_UNSPECIFIED"].map((state): Case => ({
    name: `a configuration whose state is ${state === null ? "null" : JSON.stringify(state)}`,
    slice: off(),
    related: read([ofSubnet({ state })]),
    expect: "indeterminate",
    problem: "not-in-answer",
    because: "the answer from Google Cloud lacks state of a configuration of VPC Flow Logs",
  })),
  {
    name: "a configuration in a state that nobody knows",
    slice: off(),
    related: read([ofSubnet({ state: "PAUSED" })]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  ...[null, "", "TARGET_RESOURCE_STATE_UNSPECIFIED"].map((targetResourceState): Case => ({
    name: `a configuration whose targetResourceState is ${targetResourceState === null ? "null" : JSON.stringify(targetResourceState)}`,
    slice: off(),
    related: read([ofNetwork({ targetResourceState })]),
    expect: "indeterminate",
    problem: "not-in-answer",
  })),
  {
    name: "a target in a state that nobody knows",
    slice: off(),
    related: read([ofSubnet({ targetResourceState: "TARGET_RESOURCE_MOVED" })]),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a configuration without a state, of another subnet",
    slice: off(),
    related: read([ofSubnet({ state: null, subnet: "projects/nl-prod/regions/us-east1/subnetworks/app" })]),
    expect: "fail",
  },
  {
    name: "a configuration without a state, beside one that logs",
    slice: off(),
    related: read([ofSubnet({ state: null }), ofNetwork()]),
    expect: "pass",
    because: BY_NETWORK,
  },
  {
    name: "a configuration that samples nothing",
    slice: off(),
    related: read([ofSubnet({ flowSampling: 0 })]),
    expect: "fail",
    because: "a configuration of Network Management turns VPC Flow Logs on, but samples nothing (flowSampling is 0)",
    facts: { ...ONE, flowSampling: "0" },
  },
  {
    name: "a configuration that samples nothing, beside one that samples",
    slice: off(),
    related: read([ofSubnet({ flowSampling: "0.0" }), ofNetwork()]),
    expect: "pass",
    because: BY_NETWORK,
  },
  {
    name: "a configuration of an unexpected shape",
    slice: off(),
    related: read([ofSubnet({ state: 1 })]),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];
