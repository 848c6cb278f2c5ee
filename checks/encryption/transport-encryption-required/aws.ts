// Lists the evaluators for buckets and databases of AWS.
import { rds } from "./rds.ts";
import { redshift } from "./redshift.ts";
import { s3 } from "./s3.ts";

export const aws = [s3, ...rds, redshift];
