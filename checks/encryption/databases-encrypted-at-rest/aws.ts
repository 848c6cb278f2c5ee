// Lists the evaluators for databases, caches and search domains of AWS.
import { dynamodb } from "./dynamodb.ts";
import { elasticache } from "./elasticache.ts";
import { opensearch } from "./opensearch.ts";
import { rds } from "./rds.ts";
import { redshift } from "./redshift.ts";

export const aws = [...rds, ...redshift, dynamodb, ...elasticache, opensearch];
