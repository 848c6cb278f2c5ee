// Judges VPCs: a flow log of the VPC itself has to be active and delivered.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** TrafficType is missing on logs of transit gateways: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html */
const FlowLog = z.object({
  ResourceId: z.string(),
  FlowLogStatus: z.string(),
  DeliverLogsStatus: z.string().optional(),
  TrafficType: z.string().optional(),
});

const related = {
  flowLogs: relation({
    type: "AWS::EC2::FlowLog",
    within: "region",
    global: false,
    reads: FlowLog,
    on: (row) => [row.ResourceId],
  }),
};

/** Active says that it was set up; whether records arrive is DeliverLogsStatus, absent until there was something to deliver. */
const delivers = (log: z.infer<typeof FlowLog>): boolean =>
  log.FlowLogStatus === "ACTIVE" && log.DeliverLogsStatus !== "FAILED";

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::VPC",
  global: false,
  reads: z.object({ VpcId: z.string() }),
  related,
  evaluate({ VpcId }, { related: { flowLogs }, parameters }: Question<Parameters, typeof related>) {
    const logs = flowLogs(VpcId);
    const wanted = [...new Set(parameters.trafficTypes)].sort();
    const answers = wanted.map((traffic) =>
      logs.find((log) => delivers(log) && [traffic, "ALL"].includes(log.TrafficType ?? "")),
    );
    const missing = wanted.filter((_, at) => answers[at]?.is === "none");
    if (missing.length > 0) {
      const some = logs.find(() => true).is === "found";
      const facts = { missing, flowLog: some };
      if (!some) return fail("the VPC itself has no flow log", facts);
      return fail(`no active and delivering flow log of the VPC covers ${missing.join(" and ")} traffic`, facts);
    }
    const unknown = answers.find((answer) => answer.is === "unknown");
    if (unknown !== undefined) return indeterminate(unknown.problem);
    return pass("flow logs of the VPC cover the required traffic, are active and report no failed delivery", {
      logged: wanted,
    });
  },
});
