// Lists the evaluators for managed services of AWS.
import { kafkaCluster } from "./aws/kafka.ts";
import { searchDomain } from "./aws/search-domain.ts";
import { workgroup } from "./aws/workgroup.ts";

export const aws = [searchDomain, kafkaCluster, workgroup];
