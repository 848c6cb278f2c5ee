// Judges SQL managed instances: a public endpoint, off at first, behind the network security group of the subnet.
import { z } from "zod";
import { defineEvaluator, indeterminate, relation, type Question } from "../../kernel.ts";
import { describeOpenings } from "../../engines/reachability/opening.ts";
import { SecurityRule, securityRuleExposure } from "../../engines/reachability/azure/security-rule.ts";
import { judgeEndpoint, privateOnly, type Admission } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/azure/azure-sql/managed-instance/public-endpoint-configure */
const PORT = 3342;

const Subnet = z.object({
  id: z.string(),
  properties: z.object({ networkSecurityGroup: z.object({ id: z.string().nullish() }).nullish() }).nullish(),
});
const Network = z.object({ properties: z.object({ subnets: z.array(Subnet).nullish() }) });
const Group = z.object({ id: z.string(), properties: z.object({ securityRules: z.array(SecurityRule) }) });

const related = {
  networks: relation({
    type: "microsoft.network/virtualnetworks",
    within: "scope",
    global: true,
    reads: Network,
    on: (row) => (row.properties.subnets ?? []).map(({ id }) => id.toLowerCase()),
  }),
  groups: relation({
    type: "microsoft.network/networksecuritygroups",
    within: "scope",
    global: true,
    reads: Group,
    on: (row) => [row.id.toLowerCase()],
  }),
};
type InstanceQuestion = Question<Parameters, typeof related>;

const lacking = (detail: string): Admission => ({ open: null, problem: { code: "not-in-answer", detail } });
const unseen = (detail: string): Admission => ({ open: null, problem: { code: "not-seen", detail } });

function admissionAt(subnetId: string, { related: { networks, groups }, parameters }: InstanceQuestion): Admission {
  const network = networks(subnetId).find(() => true);
  if (network.is === "unknown") return { open: null, problem: network.problem };
  if (network.is === "none") return unseen("the virtual network of the instance was not read");
  const subnet = network.row.properties.subnets?.find(({ id }) => id.toLowerCase() === subnetId);
  const groupId = subnet?.properties?.networkSecurityGroup?.id ?? "";
  // The service asks for one, so its absence says that something was read wrongly or is half changed.
  if (groupId === "") return lacking("the subnet of the instance names no network security group");
  const group = groups(groupId.toLowerCase()).find(() => true);
  if (group.is === "unknown") return { open: null, problem: group.problem };
  if (group.is === "none") return unseen("the network security group of the instance was not read");
  const { securityRules } = group.row.properties;
  const { open, problem } = securityRuleExposure(securityRules, PORT, "tcp", parameters);
  return { open: open.length > 0 ? { port: PORT, ...describeOpenings(open) } : null, problem };
}

const unsaid = {
  code: "not-in-answer",
  detail: "the answer from Azure lacks properties.publicDataEndpointEnabled",
} as const;

export const managedInstance = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/managedinstances",
  global: true,
  reads: z.object({
    properties: z.object({ publicDataEndpointEnabled: z.boolean().nullish(), subnetId: z.string().nullish() }),
  }),
  related,
  evaluate({ properties }, question: InstanceQuestion) {
    const { publicDataEndpointEnabled, subnetId } = properties;
    // https://learn.microsoft.com/en-us/azure/azure-sql/managed-instance/public-endpoint-overview
    if (publicDataEndpointEnabled === false) return privateOnly();
    if (publicDataEndpointEnabled == null) return indeterminate(unsaid);
    const admission =
      subnetId == null
        ? lacking("the answer from Azure lacks subnetId of the instance")
        : admissionAt(subnetId.toLowerCase(), question);
    return judgeEndpoint(admission, question.parameters);
  },
});
