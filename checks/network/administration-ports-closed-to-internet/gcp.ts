// Lists the evaluators of Google Cloud: rules of VPC networks, and the firewall policies above them.
import { TRANSPORTS } from "../../engines/reachability/transport.ts";
import type { AskedFirewall } from "../../readings/gcp/firewall/asked-firewall.ts";
import { policiesEvaluator } from "../../readings/gcp/firewall/policies-evaluator.ts";
import { ruleEvaluator } from "../../readings/gcp/firewall/rule-evaluator.ts";
import { judgeExposure } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

const administration: AskedFirewall<Parameters> = {
  questions: ({ ports }) => ports.flatMap((port) => TRANSPORTS.map((transport) => ({ port, transport }))),
  judge: (who, parameters, _named, exposureOf) =>
    judgeExposure(who === "rule" ? "the rule opens" : "firewall policies open", parameters, exposureOf),
  traffic: "administration ports",
};

export const gcp = [ruleEvaluator(administration), policiesEvaluator(administration)];
