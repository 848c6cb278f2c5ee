// Lists the evaluators for buckets, databases, caches, streams and what moves data in AWS.
import { dms } from "./aws/dms.ts";
import { elasticache } from "./aws/elasticache.ts";
import { kafka } from "./aws/kafka.ts";
import { opensearch } from "./aws/opensearch.ts";
import { rds } from "./aws/rds.ts";
import { redshift } from "./aws/redshift.ts";
import { s3 } from "./aws/s3.ts";
import { transfer } from "./aws/transfer.ts";

export const aws = [s3, ...rds, redshift, ...elasticache, opensearch, kafka, dms, transfer];
