// Reads configurations of VPC Flow Logs as `gcloud network-management vpc-flow-logs-configs` prints them.
import {
  ORGANIZATION_VPC_FLOW_LOGS_CONFIG,
  organizationConfigurationsIn,
  projectConfigurationsIn,
  VPC_FLOW_LOGS_CONFIG,
} from "../../../gcp/answers/vpc-flow-logs-configs.ts";
import { oneCall, type OneCall } from "../call.ts";
import type { Format } from "../format.ts";

type Listing = Pick<OneCall, "lane" | "type" | "items"> & {
  /** The subcommand that lists, and what the export is called after its project. */
  readonly lists: string;
  readonly source: string;
};

/**
 * The format of a listing that a project is asked for. No release note of Cloud Asset Inventory names the type, and the
 * inventory answers INVALID_ARGUMENT where it is asked for a type that it does not have.
 * https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list
 */
const listing = ({ lists, source: of, ...declared }: Listing): Format =>
  oneCall({
    provider: "gcp",
    scopeId: /^projects\/\d+$/,
    global: true,
    ...declared,
    exports(project, types) {
      const number = project.replace(/^projects\//, "");
      const source = `gcp-${number}-${of}`;
      const command = `gcloud network-management vpc-flow-logs-configs ${lists} --location=global --project=<id of ${number}> --format=json`;
      const run = ["gcloud_vpc_flow_logs_configs", number, lists];
      return [{ source, types, regions: [], file: `${source}.json`, command, run }];
    },
  });

/** Lists the configurations of the project. */
export const gcloudVpcFlowLogsConfigs = listing({
  lane: "gcloud-vpc-flow-logs-configs",
  type: VPC_FLOW_LOGS_CONFIG,
  lists: "list",
  source: "vpc-flow-logs-configs",
  items: (answer, { id }) => projectConfigurationsIn(answer, id),
});

/** Lists the configurations of the organization that apply to the project. */
export const gcloudOrgVpcFlowLogsConfigs = listing({
  lane: "gcloud-org-vpc-flow-logs-configs",
  type: ORGANIZATION_VPC_FLOW_LOGS_CONFIG,
  lists: "query-org-vpc-flow-logs-configs",
  source: "org-vpc-flow-logs-configs",
  items: (answer, { id }) => organizationConfigurationsIn(answer, id),
});
