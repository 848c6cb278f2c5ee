// Reads the configurations of VPC Flow Logs that a project has, and those of its organization that apply to it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { gcpKey, syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Refused } from "../../answer.ts";
import { toInstant } from "../../instant.ts";

export const VPC_FLOW_LOGS_CONFIG = "networkmanagement.googleapis.com/VpcFlowLogsConfig";
export const ORGANIZATION_VPC_FLOW_LOGS_CONFIG = "Tidemark::NetworkManagement::OrganizationVpcFlowLogsConfig";

/**
 * `[{"name","state","subnet", …}]`, of `gcloud network-management vpc-flow-logs-configs list`, and of its
 * `query-org-vpc-flow-logs-configs`, which asks a project for the configurations of its organization.
 * https://docs.cloud.google.com/network-intelligence-center/docs/reference/networkmanagement/rest/v1/projects.locations.vpcFlowLogsConfigs
 */
const Answer = z.array(z.looseObject({ name: z.string(), createTime: z.string().nullish() }));
type Configuration = z.infer<typeof Answer>[number];

const OF_PROJECT = /^(projects\/[^/]+)\/(locations\/[^/]+\/vpcFlowLogsConfigs\/[^/]+)$/;
const OF_ORGANIZATION = /^organizations\/[^/]+\/locations\/[^/]+\/vpcFlowLogsConfigs\/[^/]+$/;

/** The configurations of `project` (`projects/<number>`). Undefined where the answer has another shape. */
export function projectConfigurationsIn(answer: Json, project: string): readonly Answered[] | Refused | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const answered: Answered[] = [];
  for (const configuration of parsed.data) {
    const [, of, path] = OF_PROJECT.exec(configuration.name) ?? [];
    if (of === undefined) return undefined;
    // A project may be named by its id. Where it is the number, it must be that of the scope.
    if (/^projects\/\d+$/.test(of) && of !== project)
      return { found: "a configuration of another project", expected: project };
    answered.push(
      answeredBy(configuration, gcpKey(`//networkmanagement.googleapis.com/${project}/${path}`, new Map())),
    );
  }
  return answered;
}

/** The configurations of the organization, as those that `project` is told of. Undefined where the answer has another shape. */
export function organizationConfigurationsIn(answer: Json, project: string): readonly Answered[] | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success || !parsed.data.every(({ name }) => OF_ORGANIZATION.test(name))) return undefined;
  return parsed.data.map((configuration) =>
    answeredBy(configuration, syntheticKey("gcp", project, `vpc-flow-logs-config/${configuration.name}`)),
  );
}

function answeredBy(configuration: Configuration, key: string): Answered {
  const createdAt = toInstant(configuration.createTime);
  return { key, body: configuration, incarnation: createdAt ?? "", name: configuration.name, createdAt };
}
