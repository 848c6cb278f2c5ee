// Cases of the check that network flow logs are on: subnetworks of Google Cloud.
import type { Case, Cases } from "../../cases.ts";
import {
  above,
  BY_ORGANIZATION,
  BY_SUBNET,
  NEITHER,
  off,
  ofOrganization,
  ofSubnet,
  read,
  subnet,
  unread,
} from "./subnet.ts";
import { stateCases, targetCases } from "./targets.cases.ts";

const settings: readonly Case[] = [
  { name: "on", slice: subnet(), expect: "pass", facts: { flowSampling: "0.5", filter: "true" } },
  {
    name: "on, all packets",
    slice: subnet({ logConfig: { enable: true, flowSampling: 1 } }),
    expect: "pass",
    facts: { flowSampling: "1", filter: null },
  },
  { name: "on, by the older field alone", slice: subnet({ logConfig: null }), expect: "pass" },
  {
    name: "on, by the older field, and null for the rest",
    slice: subnet({ purpose: null, logConfig: null, network: null }),
    expect: "pass",
  },
  {
    name: "on, with null for what is sampled",
    slice: subnet({ enableFlowLogs: null, logConfig: { enable: true, flowSampling: null, filterExpr: null } }),
    expect: "pass",
    facts: { flowSampling: null, filter: null },
  },
  {
    name: "on, with an empty text for what is sampled",
    slice: subnet({ logConfig: { enable: true, flowSampling: "" } }),
    expect: "pass",
    facts: { flowSampling: null, filter: null },
  },
  {
    name: "on, although no configuration was read",
    slice: subnet(),
    related: { ofProject: unread("a"), ofOrganization: unread("b"), ancestors: unread("c") },
    expect: "pass",
  },
  {
    name: "null for both switches",
    slice: subnet({ enableFlowLogs: null, logConfig: { enable: null } }),
    related: read(),
    expect: "fail",
  },
  {
    name: "off, and no configuration",
    slice: off(),
    related: read(),
    expect: "fail",
    because: NEITHER,
    facts: { flowSampling: null, filter: null },
  },
  // The reference recommends logConfig.enable.
  {
    name: "two fields that contradict each other",
    slice: subnet({ logConfig: { enable: false } }),
    related: read(),
    expect: "fail",
  },
  { name: "never set", slice: off({ enableFlowLogs: null, logConfig: null }), related: read(), expect: "fail" },
  {
    name: "on, with a sample of nothing",
    slice: subnet({ logConfig: { enable: true, flowSampling: 0 } }),
    related: read(),
    expect: "fail",
    because: "VPC Flow Logs are enabled on the subnet, but sample nothing (flowSampling is 0)",
  },
  {
    name: "the same, as text",
    slice: subnet({ logConfig: { enable: true, flowSampling: "0.0" } }),
    related: read(),
    expect: "fail",
    facts: { flowSampling: "0", filter: null },
  },
  {
    name: "a sample of nothing, beside a configuration that samples",
    slice: subnet({ logConfig: { enable: true, flowSampling: 0 } }),
    related: read([ofSubnet()]),
    expect: "pass",
    because: BY_SUBNET,
  },
  {
    name: "a sample of nothing, and configurations that were not read",
    slice: subnet({ logConfig: { enable: true, flowSampling: 0 } }),
    related: { ...read(), ofProject: unread("networkmanagement.vpcflowlogsconfigs.list") },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "a proxy-only subnet",
    slice: off({ purpose: "REGIONAL_MANAGED_PROXY" }),
    expect: "not-applicable",
    facts: { purpose: "REGIONAL_MANAGED_PROXY" },
  },
  {
    name: "a subnet for Private Service Connect",
    slice: off({ purpose: "PRIVATE_SERVICE_CONNECT" }),
    expect: "not-applicable",
  },
  { name: "a subnet for Private NAT", slice: off({ purpose: "PRIVATE_NAT" }), expect: "not-applicable" },
  {
    name: "a subnet of the older name of private",
    slice: off({ purpose: "PRIVATE_RFC_1918" }),
    related: read(),
    expect: "fail",
  },
  {
    name: "a purpose nobody knows",
    slice: subnet({ purpose: "QUANTUM" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

const levels: readonly Case[] = [
  {
    name: "a configuration of the organization",
    slice: off(),
    related: read([], [ofOrganization()]),
    expect: "pass",
    because: BY_ORGANIZATION,
    facts: {
      flowSampling: "0.25",
      filter: null,
      configuration: "organizations/1/locations/global/vpcFlowLogsConfigs/all",
    },
  },
  {
    name: "a configuration of the organization, where those of the project were not read",
    slice: off(),
    related: { ...read([], [ofOrganization()]), ofProject: unread("networkmanagement.vpcflowlogsconfigs.list") },
    expect: "pass",
    because: BY_ORGANIZATION,
  },
  {
    name: "a disabled configuration of the organization",
    slice: off(),
    related: read([], [ofOrganization({ state: "DISABLED" })]),
    expect: "fail",
  },
  {
    name: "a configuration of the organization without a state",
    slice: off(),
    related: read([], [ofOrganization({ state: null })]),
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  {
    name: "configurations of the project that could not be read",
    slice: off(),
    related: { ...read(), ofProject: unread("networkmanagement.vpcflowlogsconfigs.list") },
    expect: "indeterminate",
    problem: "denied",
    facts: { flowSampling: null, filter: null },
  },
  {
    name: "a configuration of the subnet, although not all were read",
    slice: off(),
    related: { ...read(), ofProject: { rows: [ofSubnet()], complete: false } },
    expect: "pass",
  },
  ...["folder", "organization"].map((type): Case => ({
    name: `configurations of the organization that were not read, in a project with ${type === "folder" ? "a folder" : "an organization"} above it`,
    slice: off(),
    related: { ...read(), ofOrganization: unread("networkmanagement.vpcflowlogsconfigs.list"), ancestors: above(type) },
    expect: "indeterminate",
    problem: "denied",
    because: "the permission networkmanagement.vpcflowlogsconfigs.list was denied",
  })),
  {
    name: "configurations of the organization that were not read, and nobody knows what the project lies in",
    slice: off(),
    related: {
      ...read(),
      ofOrganization: unread("networkmanagement.vpcflowlogsconfigs.list"),
      ancestors: { rows: [] },
    },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "configurations of the organization that were not read, and ancestors that were not either",
    slice: off(),
    related: { ...read(), ofOrganization: unread("of the organization"), ancestors: unread("of the ancestors") },
    expect: "indeterminate",
    because: "of the organization",
  },
  {
    name: "configurations of the organization that were not read, and ancestors of which the project alone was",
    slice: off(),
    related: {
      ...read(),
      ofOrganization: unread("networkmanagement.vpcflowlogsconfigs.list"),
      ancestors: { ...unread("resourcemanager.folders.getIamPolicy"), rows: [{ Type: "project" }] },
    },
    expect: "indeterminate",
    because: "the permission networkmanagement.vpcflowlogsconfigs.list was denied",
  },
  {
    name: "configurations of an organization that were not read, in a project that lies in nothing",
    slice: off(),
    related: { ...read(), ofOrganization: unread("networkmanagement.vpcflowlogsconfigs.list"), ancestors: above() },
    expect: "fail",
    because: NEITHER,
  },
  {
    name: "no configuration of the organization, and ancestors that were not read",
    slice: off(),
    related: { ...read(), ancestors: unread("resourcemanager.projects.getIamPolicy") },
    expect: "fail",
  },
];

export const cases: Cases = {
  "gcp compute.googleapis.com/Subnetwork": { cases: [...settings, ...targetCases, ...stateCases, ...levels] },
};
