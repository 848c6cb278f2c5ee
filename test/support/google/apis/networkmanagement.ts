// Answers as Network Management v1: configurations of VPC Flow Logs that a project has, and those of its organization.
import { page, type Api } from "./api.ts";
import { inProject } from "./in-project.ts";

const LIST = "networkmanagement.vpcflowlogsconfigs.list";

/** https://docs.cloud.google.com/network-intelligence-center/docs/reference/networkmanagement/rest/v1/projects.locations.vpcFlowLogsConfigs */
export const NETWORK_MANAGEMENT: Api = {
  service: "networkmanagement",
  host: "networkmanagement.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform"],
  routes: [
    {
      path: /^\/v1\/projects\/(?<project>[^/]+)\/locations\/(?:global|-)\/vpcFlowLogsConfigs$/,
      answer: (routed) =>
        inProject(routed, routed.parts["project"] ?? "", LIST, ({ name }) =>
          page(routed, "vpcFlowLogsConfigs", routed.world.estate.flowLogs[name] ?? []),
        ),
    },
    {
      path: /^\/v1\/projects\/(?<project>[^/]+)\/locations\/global\/vpcFlowLogsConfigs:queryOrgVpcFlowLogsConfigs$/,
      answer: (routed) =>
        inProject(routed, routed.parts["project"] ?? "", LIST, () =>
          page(routed, "vpcFlowLogsConfigs", routed.world.estate.flowLogs[routed.world.estate.organization.name] ?? []),
        ),
    },
  ],
};
