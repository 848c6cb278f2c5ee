// Lists the evaluators of Google Cloud: forwarding rules of load balancers.
import { forwardingRules } from "./gcp/forwarding-rules.ts";

export const gcp = [...forwardingRules];
