// Lists the evaluators for databases, caches and search domains of AWS.
import { dynamodb } from "./aws/dynamodb.ts";
import { elasticache } from "./aws/elasticache.ts";
import { opensearch } from "./aws/opensearch.ts";
import { rds } from "./aws/rds.ts";
import { redshift } from "./aws/redshift.ts";

export const aws = [...rds, ...redshift, dynamodb, ...elasticache, opensearch];
