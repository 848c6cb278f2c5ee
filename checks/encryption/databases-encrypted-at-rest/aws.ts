// Lists the evaluators for databases of AWS.
import { dynamodb } from "./dynamodb.ts";
import { rds } from "./rds.ts";
import { redshift } from "./redshift.ts";

export const aws = [...rds, redshift, dynamodb];
