// Lists the evaluators of Google Cloud: rules of VPC networks, and the firewall policies above them.
import { askedTraffic } from "../../engines/reachability/asked-traffic.ts";
import { judgeListed, listedOf } from "../../engines/reachability/listed-traffic.ts";
import type { AskedFirewall } from "../../readings/gcp/firewall/asked-firewall.ts";
import { policiesEvaluator } from "../../readings/gcp/firewall/policies-evaluator.ts";
import { ruleEvaluator } from "../../readings/gcp/firewall/rule-evaluator.ts";
import type { Parameters } from "./parameters.ts";

const notListed: AskedFirewall<Parameters> = {
  questions: (parameters, named) => askedTraffic(named, listedOf(parameters)),
  judge: (who, parameters, named, exposureOf) =>
    judgeListed({ who: who === "rule" ? "the rule lets" : "firewall policies let" }, parameters, named, exposureOf),
  traffic: "unlisted traffic",
};

export const gcp = [ruleEvaluator(notListed), policiesEvaluator(notListed)];
