// Reads the configurations of VPC Flow Logs: those of the project, and those of its organization that apply to it.
import { isRefused } from "../../answer.ts";
import {
  organizationConfigurationsIn,
  ORGANIZATION_VPC_FLOW_LOGS_CONFIG,
  projectConfigurationsIn,
  VPC_FLOW_LOGS_CONFIG,
} from "../answers/vpc-flow-logs-configs.ts";
import type { ProjectSource } from "../source.ts";

/** https://docs.cloud.google.com/network-intelligence-center/docs/reference/networkmanagement/rest/v1/projects.locations.vpcFlowLogsConfigs */
const ACTION = "networkmanagement.vpcflowlogsconfigs.list";

const LISTS = [
  { type: VPC_FLOW_LOGS_CONFIG, method: "", in: projectConfigurationsIn },
  {
    type: ORGANIZATION_VPC_FLOW_LOGS_CONFIG,
    method: ":queryOrgVpcFlowLogsConfigs",
    in: organizationConfigurationsIn,
  },
] as const;

export const flowLogs: ProjectSource = {
  name: "flow-logs",
  types: LISTS.map(({ type }) => type),
  calls: [{ action: ACTION, per: "page" }],
  async read(gcp) {
    const { id } = await gcp.names();
    for (const { type, method, in: configurationsIn } of LISTS) {
      if (!gcp.wants(type)) continue;
      const path = `/v1/projects/${id}/locations/global/vpcFlowLogsConfigs${method}`;
      const list = await gcp.list({ api: "networkmanagement", action: ACTION, path }, "vpcFlowLogsConfigs");
      const made = configurationsIn(list, gcp.project);
      if (made === undefined || isRefused(made))
        gcp.spoil(type, {
          code: "unexpected-shape",
          detail: `the answer to ${ACTION} ${made === undefined ? "has another form than documented" : `has ${made.found}, expected ${made.expected}`}`,
        });
      else for (const fact of made) gcp.emitFact(type, fact);
    }
  },
};
