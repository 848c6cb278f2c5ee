// Lists the evaluators of AWS: load balancers and distributions.
import { classicLoadBalancers } from "./aws/classic-load-balancers.ts";
import { distributions } from "./aws/distributions.ts";
import { loadBalancers } from "./aws/load-balancers.ts";

export const aws = [...loadBalancers, ...classicLoadBalancers, ...distributions];
