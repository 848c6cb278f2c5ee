// Judges subnetworks: their own settings turn flow logs on, or a configuration of Network Management does.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { Configuration, levelOf, Sampling, samplingOf, turnsOn, type Subnet } from "./gcp-configurations.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/subnetworks */
const Purpose = z.enum([
  "GLOBAL_MANAGED_PROXY",
  "INTERNAL_HTTPS_LOAD_BALANCER",
  "PEER_MIGRATION",
  "PRIVATE",
  "PRIVATE_NAT",
  "PRIVATE_RFC_1918",
  "PRIVATE_SERVICE_CONNECT",
  "REGIONAL_MANAGED_PROXY",
]);

const LogConfig = z.object({
  enable: z.boolean().nullish(),
  flowSampling: Sampling,
  filterExpr: z.string().nullish(),
});

/** The value by which all rows of a relation are found. */
const ALL = "all";

const related = {
  ofProject: relation({
    type: "networkmanagement.googleapis.com/VpcFlowLogsConfig",
    within: "scope",
    global: true,
    reads: Configuration,
    on: () => [ALL],
  }),
  // The configurations of the organization that apply to the project.
  ofOrganization: relation({
    type: "Tidemark::NetworkManagement::OrganizationVpcFlowLogsConfig",
    within: "scope",
    global: true,
    reads: Configuration,
    on: () => [ALL],
  }),
  // A project without a folder or an organization has one policy, its own.
  ancestors: relation({
    type: "Tidemark::ResourceManager::AncestorPolicy",
    within: "scope",
    global: true,
    reads: z.object({ Type: z.string() }),
    on: () => [ALL],
  }),
};
type AskRelated = Question<Parameters, typeof related>["related"];

const samplesNothing = ({ flowSampling }: Configuration): boolean => samplingOf(flowSampling) === "0";

const factsOf = (row: Configuration): JsonObject => ({
  flowSampling: samplingOf(row.flowSampling),
  filter: row.filterExpr ?? null,
  configuration: row.name,
});

/** The configuration that decides; a cause where nobody knows whether there is one; null where there is none. */
function configurationFor(subnet: Subnet, ask: AskRelated): Configuration | Problem | null {
  const lists = [ask.ofProject(ALL), ask.ofOrganization(ALL)] as const;
  const isOn = (row: Configuration): boolean => turnsOn(row, subnet) === true;
  const logging = lists.map((list) => list.find((row) => isOn(row) && !samplesNothing(row)));
  for (const answer of logging) if (answer.is === "found") return answer.row;
  const [ofProject, ofOrganization] = logging;
  if (ofProject?.is === "unknown") return ofProject.problem;
  if (ofOrganization?.is === "unknown" && !isInNoOrganization(ask)) return ofOrganization.problem;
  for (const list of lists) {
    const unsaid = list.find((row) => typeof turnsOn(row, subnet) !== "boolean");
    const cause = unsaid.is === "found" ? turnsOn(unsaid.row, subnet) : false;
    if (typeof cause !== "boolean") return cause;
  }
  for (const answer of lists.map((list) => list.find(isOn))) if (answer.is === "found") return answer.row;
  return null;
}

/** Whether the project lies in nothing, so that no organization can configure flow logs for it. A folder lies in an organization. */
function isInNoOrganization({ ancestors }: AskRelated): boolean {
  const above = ancestors(ALL).find(({ Type }) => Type !== "project");
  // Without the project's own policy nothing shows that its ancestors were asked for.
  return above.is === "none" && ancestors(ALL).find(({ Type }) => Type === "project").is === "found";
}

/** The pass by a configuration. */
function passBy(row: Configuration): Verdict {
  const facts = factsOf(row);
  const level = levelOf(row);
  if (level === "subnet")
    return pass("a configuration of Network Management turns VPC Flow Logs on for the subnet", facts);
  if (level === "network")
    return pass("a configuration of Network Management turns VPC Flow Logs on for the network of the subnet", facts);
  return pass(
    "a configuration of Network Management turns VPC Flow Logs on for the organization of the project",
    facts,
  );
}

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "compute.googleapis.com/Subnetwork",
  global: true,
  reads: z.object({
    AssetName: z.string(),
    network: z.string().nullish(),
    purpose: Purpose.nullish(),
    enableFlowLogs: z.boolean().nullish(),
    logConfig: LogConfig.nullish(),
  }),
  related,
  evaluate(
    { purpose: stated, enableFlowLogs, logConfig, ...subnet },
    { related: ask }: Question<Parameters, typeof related>,
  ): Verdict {
    const purpose = stated ?? "PRIVATE";
    // Proxy-only subnets do not support flow logs, and the other special ones hold nothing whose packets are sampled.
    // https://docs.cloud.google.com/vpc/docs/flow-logs
    if (!purpose.startsWith("PRIVATE") || ["PRIVATE_NAT", "PRIVATE_SERVICE_CONNECT"].includes(purpose)) {
      return notApplicable("the subnet is reserved for a purpose for which VPC Flow Logs record nothing", { purpose });
    }
    const flowSampling = samplingOf(logConfig?.flowSampling);
    const facts = { flowSampling, filter: logConfig?.filterExpr ?? null };
    // The reference recommends logConfig.enable over enableFlowLogs, and both are missing where nobody set them.
    const isOn = logConfig?.enable ?? enableFlowLogs ?? false;
    if (isOn && flowSampling !== "0") return pass("VPC Flow Logs are enabled on the subnet", facts);
    // Settings of the subnet and configurations generate logs side by side: any of them is enough.
    const found = configurationFor(subnet, ask);
    if (found !== null && "code" in found) return indeterminate(found, facts);
    if (found !== null && !samplesNothing(found)) return passBy(found);
    if (isOn) return fail("VPC Flow Logs are enabled on the subnet, but sample nothing (flowSampling is 0)", facts);
    if (found !== null)
      return fail(
        "a configuration of Network Management turns VPC Flow Logs on, but samples nothing (flowSampling is 0)",
        factsOf(found),
      );
    return fail("neither the subnet nor a configuration of Network Management turns VPC Flow Logs on", facts);
  },
});
