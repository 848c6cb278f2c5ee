// Judges subnetworks: flow logs are a setting of each.
import { z } from "zod";
import { defineEvaluator, fail, notApplicable, pass } from "../../kernel.ts";

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
  /** A fraction comes as its decimal text, 0 and 1 as integers. */
  flowSampling: z.union([z.int(), z.string()]).nullish(),
  filterExpr: z.string().nullish(),
});

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "compute.googleapis.com/Subnetwork",
  global: true,
  reads: z.object({
    purpose: Purpose.nullish(),
    enableFlowLogs: z.boolean().nullish(),
    logConfig: LogConfig.nullish(),
  }),
  evaluate({ purpose: stated, enableFlowLogs, logConfig }) {
    const purpose = stated ?? "PRIVATE";
    // Proxy-only subnets do not support flow logs, and the other special ones hold nothing whose packets are sampled.
    // https://docs.cloud.google.com/vpc/docs/flow-logs
    if (!purpose.startsWith("PRIVATE") || ["PRIVATE_NAT", "PRIVATE_SERVICE_CONNECT"].includes(purpose)) {
      return notApplicable("the subnet is reserved for a purpose for which VPC Flow Logs record nothing", { purpose });
    }
    const sampling = logConfig?.flowSampling == null ? null : String(logConfig.flowSampling);
    const facts = { flowSampling: sampling, filter: logConfig?.filterExpr ?? null };
    // The reference recommends logConfig.enable over enableFlowLogs, and both are missing where nobody set them.
    if (!(logConfig?.enable ?? enableFlowLogs ?? false))
      return fail("VPC Flow Logs are not enabled in the settings of the subnet", facts);
    // "0.0 means no logs are reported"
    if (sampling !== null && Number(sampling) === 0)
      return fail("VPC Flow Logs are enabled on the subnet, but sample nothing (flowSampling is 0)", facts);
    return pass("VPC Flow Logs are enabled on the subnet", facts);
  },
});
