// Reads what the rules of listeners of plain HTTP do, as `aws elbv2 describe-rules` tells them: one file a region.
import { LISTENER_RULES, listenerRulesIn, listenerRulesKey } from "../../../../aws/answers/edges/listener-rules.ts";
import { callEach } from "../../call.ts";

export const awsElbListenerRules = callEach({
  provider: "aws",
  lane: "aws-elb-listener-rules",
  scopeId: /^\d{12}$/,
  type: LISTENER_RULES,
  global: false,
  key: (subject, { id, region }) => listenerRulesKey(id, region ?? "", subject),
  body: listenerRulesIn,
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-listener-rules`;
      const command = `aws elbv2 describe-rules --listener-arn <each listener of plain HTTP> --region ${region}`;
      const run = ["aws_elb_listener_rules", account, region];
      return { source, types, regions: [region], file: `${source}.ndjson`, command, run };
    }),
});
