// Lists the evaluators of AWS.
import { bucket } from "./aws-bucket.ts";
import { role } from "./aws-role.ts";

export const aws = [bucket, role];
