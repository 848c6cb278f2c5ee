// Lists the evaluators for snapshots and images of AWS.
import { ec2 } from "./aws-ec2.ts";
import { rds } from "./aws-rds.ts";

export const aws = [...ec2, ...rds];
